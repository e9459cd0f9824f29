"""Every page as every role: nothing changes by looking, nothing shows that is not for these eyes."""

import io
import zipfile
from http.cookies import SimpleCookie

import pytest
import time_machine

from secaudit import schema
from secaudit.access.roles import Role
from secaudit.calendar import clock
from secaudit.database import db
from secaudit.organisation.models import UnitVersion
from secaudit.people.models import Assignment, Person
from secaudit.people.reading import in_force
from secaudit.web.security import HEADERS
from tests.conftest import TODAY
from tests.page import check_page
from tests.security.conftest import at, copied
from tests.security.crawler import crawl, digest, holders
from tests.security.planting import (
    FINDING,
    OWNED,
    PUBLIC,
    RAW,
    SHEET,
    SUMMARY,
    most_audited,
    plant,
    words,
)

ONCE = {"web.styleguide", "catalogue.framework"}  # the same for all: looked at by one role only
PLACED = {Role.MGR, Role.CONTACT}  # looked at twice: in the marked office and elsewhere
NOT_OURS = (SHEET, FINDING, SUMMARY)
# Who must not see which marks. (The secretariat sees answers, and of findings only the summary.)
UNSEEN = {
    "MGR elsewhere": NOT_OURS,
    "CONTACT elsewhere": NOT_OURS,
    "nobody": NOT_OURS,
    Role.ADMIN: NOT_OURS,
    Role.COMMITTEE: (SHEET, FINDING),
    Role.STAFF: NOT_OURS,
    Role.CSIRT: NOT_OURS,
    Role.SYSOP: NOT_OURS,
    Role.SECR: (FINDING,),
}
SEEN = {"MGR there": (SHEET, FINDING), Role.AUDITLEAD: (FINDING,), Role.SECR: (SHEET,)}


@pytest.fixture(scope="module")
def crawled(built, tmp_path_factory):
    """What each saw, by role or place; under `same` whether the tables are as they were."""
    folder = tmp_path_factory.mktemp("crawled")
    with time_machine.travel(TODAY, tick=True):
        app = at(copied(built, folder), folder)
        plant(unit := most_audited())
        before = digest()
        seen = {"nobody": crawl(app, None)}
        for who, person in everybody(unit).items():
            deep = 2 if who in SEEN or who in UNSEEN and not isinstance(who, Role) else 1
            seen[who] = crawl(app, person, deep, () if who == Role.SECR else ONCE)
        seen["same"] = before == digest()
        db.close_all()
    return seen


def everybody(unit: int) -> dict:
    """One of each role; head and contact of the marked office and of one far from it."""
    there = {f"{role} there": person for role, person in posts(unit).items()}
    elsewhere = {f"{role} elsewhere": person for role, person in posts(another(unit)).items()}
    roles = {role: person for role, person in holders().items() if role not in PLACED}
    return roles | there | elsewhere


def posts(unit: int) -> dict[Role, Person]:
    rows = Assignment.select(Assignment, Person).join(Person)
    held = rows.where(in_force(clock.today()) & (Assignment.unit == unit))
    return {row.role: row.person for row in held if row.role in (Role.MGR, Role.CONTACT)}


def another(unit: int) -> int:
    """An office with a head in another bureau."""
    now = UnitVersion.select().where(UnitVersion.valid_to.is_null())
    bureau = {version.unit_id: version.parent_id for version in now}
    heads = Assignment.select().where(in_force(clock.today()) & (Assignment.role == Role.MGR))
    found = (each.unit_id for each in heads.order_by(Assignment.id))
    return next(each for each in found if bureau[each] != bureau[unit])


def pages(crawled):
    return [(who, page) for who, seen in crawled.items() if who != "same" for page in seen]


def text_of(page) -> str:
    """What a page or file says; workbooks are opened, PDFs are not."""
    if not page.data.startswith(b"PK"):
        return page.text
    with zipfile.ZipFile(io.BytesIO(page.data)) as book:
        return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())


def test_looking_changes_nothing(crawled):
    assert crawled["same"]


def test_every_page_answers(crawled):
    broken = {(str(who), page.address) for who, page in pages(crawled) if page.status >= 500}
    assert not broken
    assert len({page.endpoint for _, page in pages(crawled)}) > 30


def test_nobody_sees_the_words_of_another_department(crawled):
    shown = {
        (str(who), mark, page.address)
        for who, marks in UNSEEN.items()
        for page in crawled.get(who, ())
        for mark in marks
        if mark in text_of(page)
    }
    assert not shown


def test_those_concerned_do_see_them(crawled):
    """Otherwise the test before would find nothing because nothing was there."""
    for who, marks in SEEN.items():
        whole = "".join(text_of(page) for page in crawled[who])
        assert [mark for mark in marks if mark in whole] == list(marks), who


def test_words_never_become_part_of_the_page(crawled):
    html = [(who, page) for who, page in pages(crawled) if page.mimetype == "text/html"]
    assert not {page.address for _, page in html if RAW in page.text}
    assert any("&lt;img src=x&gt;" in page.text for _, page in html)


def test_pages_stay_whole_whatever_the_words(crawled):
    good = [page for _, page in pages(crawled) if page.status == 200]
    each = {(page.endpoint, page.address): page for page in good if page.mimetype == "text/html"}
    for page in each.values():
        check_page(page.address, page.text)


def test_every_answer_protects_the_reader(crawled):
    for _, page in pages(crawled):
        headers = dict(page.headers)
        assert headers["Cache-Control"] == "no-store", page.address
        for name, value in HEADERS.items():
            same = headers[name] == value or name == "Content-Security-Policy"
            assert same and "unsafe" not in headers[name], (page.address, name)


def test_text_says_that_it_is_utf8(crawled):
    for _, page in pages(crawled):
        kind = dict(page.headers).get("Content-Type", "")
        if kind.startswith("text/") and page.status == 200:
            assert "charset=utf-8" in kind.lower(), page.address
            page.data.decode("utf-8")


def test_cookies_are_for_this_server_only(crawled):
    cookies = [
        value for _, page in pages(crawled) for name, value in page.headers if name == "Set-Cookie"
    ]
    for each in cookies:
        (cookie,) = SimpleCookie(each).values()
        assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/"
        assert not cookie["domain"] and not cookie["max-age"] and not cookie["expires"]
        assert len(each) < 4000
    assert len(cookies) < len(pages(crawled)) / 4  # set when a session begins, not with each page


def test_no_page_names_software_or_folders(crawled):
    for _, page in pages(crawled):
        assert "Server" not in dict(page.headers) and "X-Powered-By" not in dict(page.headers)
        assert "Traceback" not in page.text and "/site-packages/" not in page.text, page.address


def test_every_table_with_words_is_somebodys_or_everybodys():
    """A new table in which people write must be planted, or be named here as saying nothing secret."""
    open_to_all = {"Setting", "Succession", "Assignment", "Account", "Edition", "Decision"}
    open_to_all |= {"ControlDraft", "Release"}  # the city's own controls
    # Papers for the committee: of findings they hold only what may be told.
    open_to_all |= {"CommitteeSnapshot", "CommitteeDraft"}
    # The example city has none yet; their own tests show who reads them.
    none_yet = {"AnnualPlan", "Draw", "Programme", "Inquiry", "InquiryReply", "Instruction"}
    none_yet |= {"Head", "Promise", "Reminder", "Thread", "Message"}
    none_yet |= {"Disposal", "DisposalApproval", "Hold"}  # nothing there is old enough to go
    copies = {"Submission", "Afresh"}  # of answers, and of what findings say about controls
    known = {m.__name__ for m in (*OWNED, *PUBLIC)} | open_to_all | copies | none_yet
    assert {m.__name__ for m in schema.JOURNALED if words(m)} <= known
