"""Working on a sheet together: asking, sharing, typing in from paper, looking afterwards."""

import re
from datetime import timedelta

import pytest

from secaudit.access.guard import COMMAND
from secaudit.access.roles import Role
from secaudit.accounts.actions import open_account
from secaudit.calendar import clock
from secaudit.errors import Conflict, Forbidden
from secaudit.journal.actions import record, transaction
from secaudit.people.models import Assignment, Person
from secaudit.selfcheck import actions, reading, threads
from secaudit.selfcheck.kinds import Source, Value
from tests.selfcheck.story import answer, answer_all, now, opened, sheet_of, submitted, today
from tests.workbooks.office import Workbook


@pytest.fixture
def sheet(app, city):
    with app.app_context():
        yield sheet_of(opened(city), city.citizens)


def joins(city, key: str, role: Role, unit, **more) -> Person:
    """Somebody new in an office."""
    person = Person(number=f"9{len(key):05}", name=key)
    since = clock.today() - timedelta(days=30)
    post = Assignment(person=person, role=role, unit=unit, valid_from=since, **more)
    with transaction():
        record(COMMAND, "test.joins", "city:1", [person, post], at=clock.now())
    open_account(person, by=COMMAND, at=clock.now())
    city.people[key] = person
    return person


def test_what_is_not_known_is_asked_replied_settled_and_told_to_all(app, city, browse, sheet):
    control = sheet.questions[0]
    page = f"/self-check/sheets/{sheet.id}/questions/{control}"
    answer(city, "hanako", sheet, control, "unknown", "様式はどこ")
    first = threads.thread(sheet, control)
    answer(city, "hanako", sheet, control, "unknown", "様式はどこですか", version=1)
    assert [m.text for m in threads.messages(first)] == ["様式はどこですか"]

    watanabe, hanako = browse(city.watanabe), browse(city.hanako)
    assert "課からの相談が1件" in watanabe.get("/").text
    assert (
        "様式はどこですか" in watanabe.get(f"/self-check/periods/{sheet.period_id}/questions").text
    )
    said = {"reply-text": "共有の棚です", "reply-suggests": "implemented", "reply-version": "1"}
    watanabe.post(f"{page}/reply", said)
    watanabe.post(f"{page}/reply", said, status=409)
    assert "返事が届きました" in hanako.get("/").text
    chapter = reading.catalogue_of(sheet.period).control(control).chapter
    assert "共有の棚です" in hanako.get(f"/self-check/sheets/{sheet.id}/{chapter}").text
    browse(city.yamamoto).get(page, status=404)

    public = {"public-question": "様式", "public-answer": "棚にあります", "public-version": "2"}
    watanabe.post(f"{page}/published", public)
    other = sheet_of(reading.period(sheet.period_id), city.tax)
    if control in other.questions:
        there = browse(city.yamamoto).get(f"/self-check/sheets/{other.id}/{chapter}").text
        assert "棚にあります" in there and "共有の棚です" not in there

    answer(city, "hanako", sheet, control, version=2)
    assert threads.thread(sheet, control).state == "settled"
    assert "返事が届きました" not in hanako.get("/").text


def test_asking_a_colleague_by_name_without_a_script(app, city, browse, sheet):
    control = sheet.questions[1]
    page = f"/self-check/sheets/{sheet.id}/questions/{control}"
    form = {"text": "鍵は誰が持っていますか", "to": str(city.tanaka.id), "version": "0"}
    browse(city.hanako).post(page, form)
    assert reading.answers_of(sheet)[control].value == Value.UNKNOWN
    tanaka = browse(city.tanaka)
    assert "相談に返事をする" in tanaka.get("/").text
    tanaka.post(f"{page}/reply", {"reply-text": "係長です", "reply-version": "1"})
    assert "係長です" in browse(city.hanako).get(page).text


def test_a_section_is_given_to_a_colleague_and_taken_back(app, city, browse, sheet):
    sato = joins(city, "係員", Role.STAFF, city.citizens)
    catalogue = reading.catalogue_of(sheet.period)
    mine = sheet.questions[0]
    chapter = catalogue.control(mine).chapter
    foreign = next(c for c in sheet.questions if catalogue.control(c).chapter != chapter)
    browse(sato).get(f"/self-check/sheets/{sheet.id}", status=404)
    hanako = browse(city.hanako)
    there = f"/self-check/sheets/{sheet.id}/{chapter}/charge"
    assert "係員" in hanako.get(there).text
    hanako.post(there, {"person": str(sato.id)})
    assert "担当：係員" in hanako.get(f"/self-check/sheets/{sheet.id}").text
    assert "担当の分野に答える" in browse(sato).get("/").text
    answer(city, "係員", sheet, mine)
    with pytest.raises(Forbidden):
        answer(city, "係員", sheet, foreign)
    hanako.post(f"{there}/end", {"person": str(sato.id)})
    browse(sato).get(f"/self-check/sheets/{sheet.id}", status=404)


def test_the_secretariat_types_in_what_stands_on_paper(app, city, browse, sheet):
    control = sheet.questions[0]
    chapter = reading.catalogue_of(sheet.period).control(control).chapter
    fields = {f"value-{control}": "implemented", f"version-{control}": "0"}
    watanabe = browse(city.watanabe)
    there = f"/self-check/sheets/{sheet.id}/{chapter}"
    watanabe.post(there, fields, status=403)
    assert "課に代わって" in watanabe.get(f"/self-check/sheets/{sheet.id}?entry=proxy").text
    watanabe.post(there, fields | {"entry": "proxy"})
    assert reading.answers_of(sheet)[control].source == Source.PROXY
    assert "代理入力" in watanabe.get(f"/self-check/sheets/{sheet.id}/form?filled=1").text
    book = Workbook(browse(city.hanako).get(f"/self-check/sheets/{sheet.id}/workbook/file").data)
    assert "代理入力" in {cell for cells in book.sheets.values() for cell in cells.values()}


def test_the_head_looks_afterwards_at_what_a_deputy_confirmed(app, city, browse, sheet):
    head = Assignment.get((Assignment.person == city.tanaka) & (Assignment.role == Role.MGR))
    joins(city, "代理", Role.MGR, city.citizens, acting_for=head, title="課長補佐")
    answer_all(city, "hanako", sheet)
    row = submitted(city, "hanako", sheet)
    actions.confirm(sheet.id, row.hash, by=city.acting("代理"), **now())
    with pytest.raises(Forbidden):
        actions.see_afterwards(sheet.id, row.hash, by=city.acting("代理"), **now())
    with pytest.raises(Conflict):
        actions.see_afterwards(sheet.id, "x", by=city.acting("tanaka"), **now())
    tanaka, there = browse(city.tanaka), f"/self-check/sheets/{sheet.id}"
    assert "後閲する" in tanaka.get("/").text
    for rest in ("", "/confirm", "/form?filled=1"):
        page = tanaka.get(there + rest).text
        assert "市民課長 田中　一郎に代わって" in page and "後閲はまだ" in page, rest
    tanaka.post(f"{there}/seen", {"hash": row.hash})
    assert "後閲する" not in tanaka.get("/").text
    typed = {"words": "確認したあとに書いた文章"}
    assert typed["words"] in tanaka.post(f"{there}/return", typed, status=403).text
    page = tanaka.get(f"{there}/form?filled=1").text
    assert "に後閲しました" in page
    assert re.search(
        r"<b>課長</b><span>[^<]*代決", page
    )  # in the box of the head, not of the director


def test_a_head_who_gave_every_answer_does_not_confirm_it(app, city, sheet):
    answer_all(city, "tanaka", sheet)
    row = submitted(city, "hanako", sheet)
    with pytest.raises(Forbidden):
        actions.confirm(sheet.id, row.hash, by=city.acting("tanaka"), **now())
    actions.confirm(sheet.id, row.hash, by=city.acting("kato"), **now())
    assert today()
