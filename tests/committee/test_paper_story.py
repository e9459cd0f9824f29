"""The secretariat prepares the paper for the committee; somebody else settles it."""

import json
import re
from html import unescape

import pytest

from secaudit.access.guard import COMMAND
from secaudit.access.roles import Role
from secaudit.calendar import clock
from secaudit.committee import reading
from secaudit.committee.kinds import Form, Part
from secaudit.committee.models import CommitteeDraft, CommitteeFile, CommitteePaper
from secaudit.committee.wording import ROWS
from secaudit.database import db
from secaudit.evidence import store
from secaudit.journal.actions import record
from secaudit.journal.models import JournalEntry
from secaudit.journal.verification import verify
from secaudit.people.models import Assignment
from secaudit.schema import JOURNALED
from tests.audits.story import begun
from tests.city import START
from tests.home.test_home import main
from tests.meetings.test_meetings import planned
from tests.reports import story

DAY = re.compile(r"\d{4}-\d\d-\d\d$")  # as JSON writes it


@pytest.fixture
def period(city):
    made = story.two_years(city)
    begun(city)
    return made


def typed(page: str, **changes) -> dict:
    """The words form as it is shown, with changes."""
    areas = dict(
        re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\r?\n?(.*?)</textarea>', page, re.DOTALL)
    )
    rows = {f"rows_{part.value}": str(number) for part, number in ROWS.items()}
    version = re.search(r'name="version"[^>]*value="(\d+)"', page).group(1)
    return {**areas, **rows, "version": version, **changes}


def frozen(browser) -> int:
    answer = browser.post("/committee/new", {"as_of": "2026-10-22", "meeting_on": "2026-11-12"})
    return int(re.search(r"/committee/(\d+)/words", answer.headers["Location"]).group(1))


def test_from_home_to_print_in_six_clicks(period, city, browse):
    """J12: overview, prepare, freeze, save, print the summary, print the annexes."""
    watanabe, clicks = browse(city.watanabe), []

    def click(words, answer):
        clicks.append(words)
        return answer

    home = watanabe.get("/").text
    assert 'href="/overview"' in home
    overview = click("状況", watanabe.get("/overview")).text
    assert 'href="/committee/new"' in overview
    page = click("委員会資料を作る", watanabe.get("/committee/new")).text
    assert "2課が欠けます" in page and "数字を固定する" in page
    paper = click("数字を固定する", frozen(watanabe))
    words = watanabe.get(f"/committee/{paper}/words").text
    assert "1ページに収まっています" in words
    click("保存", watanabe.post(f"/committee/{paper}/words", typed(words)))
    for form in (Form.PAGE, Form.ANNEX):
        answer = watanabe.post(f"/committee/{paper}/file", {"form": form.value}, status=200)
        assert answer.data.startswith(b"%PDF")
        clicks.append(form.value)
    assert len(clicks) <= 6


def test_a_draft_is_edited_and_its_figures_are_not(period, city, browse):
    watanabe = browse(city.watanabe)
    paper = frozen(watanabe)
    address = f"/committee/{paper}/words"
    words = watanabe.get(address).text
    own = typed(words)["text_conclusion"]
    figure = re.search(r"\{([^}]*)\}", own).group(1)

    altered = typed(words, text_conclusion=own.replace(figure, "99.9％"))
    assert "この資料の数字ではありません" in watanabe.post(address, altered, status=400).text
    loose = typed(words, text_conclusion="実施率は99.9％です。")
    assert "固定した数字ではありません" in watanabe.post(address, loose, status=400).text

    watanabe.post(
        address,
        typed(words, text_conclusion=f"良くなりました（{{{figure}}}）。", note="県の調査による。"),
    )
    page = watanabe.get(f"/committee/{paper}").text
    assert f"良くなりました（{figure}）。" in page and "県の調査による。" in page
    row = reading.draft(CommitteePaper.get_by_id(paper))
    assert list(reading.words(row).texts["ja"]) == [
        Part.CONCLUSION.value
    ]  # others follow the product

    stale = watanabe.post(address, typed(words, text_conclusion="古い文です。"), status=409).text
    assert f"良くなりました（{{{figure}}}）。" in stale and "古い文です。" in stale


def test_annexes_are_read_before_anybody_settles_them(period, city, browse):
    """What the page of the annexes shows is what their file holds; the meeting and its paper lead to
    each other."""
    meeting, _points = planned(city, "来年度の監査計画")
    watanabe = browse(city.watanabe)
    paper = frozen(watanabe)
    assert f'href="/meetings/{meeting.id}"' in watanabe.get(f"/committee/{paper}").text
    assert f'href="/committee/{paper}"' in watanabe.get(f"/meetings/{meeting.id}").text
    for audience in ("internal", "public"):
        page = unescape(watanabe.get(f"/committee/{paper}/annexes?audience={audience}").text)
        asked = {"form": "pack.json", "audience": audience}
        annexes = json.loads(watanabe.post(f"/committee/{paper}/file", asked, status=200).data)
        for annex in annexes["annexes"]:
            assert annex["title"] in page
            for table in annex["tables"]:
                for row in table["rows"]:
                    assert row[0] in page or DAY.match(row[0])
    assert "○の裏付け" in watanabe.get(f"/committee/{paper}/annexes").text
    assert "市民課" not in watanabe.get(f"/committee/{paper}/annexes?audience=public").text
    browse(city.inoue).get(f"/committee/{paper}/annexes", status=404)


def test_who_wrote_it_does_not_settle_it(period, city, browse):
    watanabe, saito, inoue = browse(city.watanabe), browse(city.saito), browse(city.inoue)
    paper = frozen(watanabe)
    inoue.get(f"/committee/{paper}", status=404)  # a member sees what is settled
    watanabe.post(f"/committee/{paper}/settlement", {"version": "1"}, status=403)
    watanabe.post(f"/committee/{paper}/drafts", {"version": "1"})
    assert [d.closed for d in CommitteeDraft.select().order_by(CommitteeDraft.number)] == [
        True,
        False,
    ]

    page = saito.get(f"/committee/{paper}").text
    assert (
        "この資料を書いた人は確定できません" not in page
        and f"/committee/{paper}/settlement" in page
    )
    said = main(saito.get(f"/committee/{paper}/settlement"))
    assert "委員1人が資料を読めるようになります" in said and "文書10点" in said
    assert "取り消せません" in said and "渡辺" in said and not CommitteeFile.select().count()
    saito.post(f"/committee/{paper}/settlement", {"version": "1"})
    page = inoue.get(f"/committee/{paper}").text
    assert "確定" in page and "文を直す" not in page
    saito.get(f"/committee/{paper}/settlement", status=409)
    watanabe.get(f"/committee/{paper}/words", status=409)

    files = list(CommitteeFile.select())
    assert len(files) == 10
    kept = {each.hash: store.read(each.hash) for each in files}
    answer = inoue.post(f"/committee/{paper}/file", {"form": "page.pdf"}, status=200)
    assert answer.data in kept.values()
    data = inoue.post(f"/committee/{paper}/file", {"form": "pack.json"}, status=200)
    assert json.loads(data.data)["made_of"]["state"] == "final"
    acts = [
        each.act
        for each in JournalEntry.select().where(JournalEntry.obj == f"committee_paper:{paper}")
    ]
    assert acts == [
        "committee.freeze",
        "committee.draft",
        "committee.settle",
        "export.committee",
        "export.committee",
    ]
    assert not verify(JOURNALED).faults


def test_it_can_be_settled_on_paper_and_recorded_by_a_colleague(period, city, browse):
    paper = frozen(browse(city.watanabe))
    address = f"/committee/{paper}/settlement-on-paper"
    decided = {
        "medium": "paper", "decided_by": "斎藤　勝", "post": "情報統括監", "decided_on": "2026-10-21",
        "document": "8情第9号", "version": "1",
    }  # fmt: skip
    assert "記録できません" in browse(city.watanabe).post(address, decided, status=400).text

    post = Assignment(person=city.okada, role=Role.SECR, title="主査", valid_from=START)
    with db.atomic():
        record(COMMAND, "test.post", "city:1", [post], at=clock.now())
    browse(city.okada).post(address, decided)
    page = browse(city.takahashi).get(f"/committee/{paper}").text
    assert "8情第9号" in page and "斎藤　勝" in page and CommitteeFile.select().count() == 10


def test_home_says_that_a_paper_is_to_be_made_and_then_to_be_settled(period, city, browse):
    watanabe, saito = browse(city.watanabe), browse(city.saito)
    assert "委員会資料を作る" not in main(watanabe.get("/"))
    planned(city)
    assert "委員会資料を作る" in main(watanabe.get("/"))
    paper = frozen(watanabe)
    assert "委員会資料を作る" not in main(watanabe.get("/"))
    assert f'href="/committee/{paper}"' in main(saito.get("/"))
