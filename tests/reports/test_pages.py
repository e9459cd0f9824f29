"""The pages as each kind of person opens them."""

import json
import re
from datetime import date

import pytest

from secaudit.findings.actions import requesting
from secaudit.findings.kinds import Turn
from secaudit.findings.models import Extension
from secaudit.selfcheck.actions import plan_period
from tests.audits import story as audits
from tests.audits.story import again, begun, by
from tests.reports import story
from tests.selfcheck import story as selfcheck

PAGES = (
    "/overview",
    "/overview/ordinance",
    "/overview/changes",
    "/overview/late",
    "/overview/trend",
    "/overview/trend?questions=all",
    "/overview/findings",
    "/overview/heat-map",
    "/overview/heat-map?order=worst&show=change",
    "/overview/answers",
    "/overview/answers?chapter=AST&value=gaps",
    "/journal",
)


@pytest.fixture
def period(city):
    return story.two_years(city)


@pytest.mark.parametrize("address", PAGES)
def test_the_secretariat_opens_every_page_in_both_languages(period, city, browse, address):
    watanabe = browse(city.watanabe)

    assert 'lang="ja"' in watanabe.get(address).text
    watanabe.post("/language", {"language": "en", "next": address})
    assert 'lang="en"' in watanabe.get(address).text


@pytest.mark.parametrize("address", PAGES[:9])
def test_before_the_first_period_every_page_says_so(city, browse, address):
    assert "自己点検の予定はまだありません" in browse(city.takahashi).get(address).text


def test_the_six_answers_are_on_the_overview(period, city, browse):
    page = browse(city.takahashi).get("/overview").text

    for number in range(1, 7):
        assert f'data-q="{number}"' in page
    assert "全体では悪くなりました" in page
    assert "市民課" in page


def test_plans_that_wait_for_the_ciso_are_among_the_decisions(period, city, browse):
    engagement = audits.planned(city)
    there = f'href="/audits/{engagement.id}"'
    assert there in browse(city.takahashi).get("/overview").text
    assert there not in browse(city.watanabe).get("/overview").text


def test_the_ciso_has_seen_it_and_tells_the_secretariat_what_to_do(period, city, browse):
    takahashi, naoko, tanaka = (browse(city.people[k]) for k in ("takahashi", "watanabe", "tanaka"))
    look = f"/overview/{period.id}/look"
    assert f'action="{look}"' in takahashi.get("/overview").text
    assert f'action="{look}"' not in naoko.get("/overview").text

    takahashi.post(look, {"words": ""})
    assert "全体の状況についての指示" not in naoko.get("/").text
    assert "400" in takahashi.post(look, {"words": "長" * 401}, status=400).text
    takahashi.post(look, {"words": "税務課の委託先を年内に確かめてください。"})
    home = naoko.get("/").text
    there = re.search(r"/overview/looks/\d+/done", home)[0]

    assert "税務課の委託先を年内に" in home
    assert "税務課の委託先を年内に" in naoko.get(there).text
    naoko.post(there, {"version": 1, "reply": " "}, status=400)
    naoko.post(there, {"version": 1, "reply": "11月の定例会で確かめた。"})
    assert "11月の定例会で確かめた" in takahashi.get("/overview/looks").text
    naoko.get(there, status=404)
    assert "全体の状況についての指示" not in naoko.get("/").text
    tanaka.post(look, {"words": "いいえ"}, status=403)
    naoko.post(look, {"words": "いいえ"}, status=403)
    takahashi.get(there, status=403)


def test_the_ciso_grants_a_later_date_with_one_click(period, city, browse):
    finding = begun(city)
    for until in (date(2027, 2, 1), date(2027, 3, 1)):
        requesting.ask_extension(
            finding, until, "納品が遅れる。", "当面は紙で。", finding.version, **by(city, "tanaka")
        )
        finding = again(finding)
        if requesting.waiting(Extension, finding).level != Turn.CISO:
            requesting.decide_extension(finding, True, "", finding.version, **by(city, "kobayashi"))
            finding = again(finding)
    takahashi = browse(city.takahashi)
    page = takahashi.get("/overview").text
    act = f"/findings/{finding.id}/extension/decision"
    assert f'action="{act}"' in page and "理由：納品が遅れる。" in page
    assert f'action="{act}"' not in browse(city.saito).get("/overview").text
    takahashi.post(act, {"granted": "yes", "version": finding.version})
    assert again(finding).due_on == date(2027, 3, 1)
    assert "今、判断が必要なことはありません" in takahashi.get("/overview").text


def test_after_the_year_the_overview_says_when_the_next_begins(city, browse):
    story.last_year(city)
    takahashi = browse(city.takahashi)
    assert "次の自己点検はまだ計画されていません" in takahashi.get("/overview").text
    plan = selfcheck.Plan(2026, date(2026, 11, 2), date(2026, 11, 30), date(2026, 9, 30))
    plan_period(plan, by=city.acting("watanabe"), **selfcheck.now())
    assert "次の自己点検は令和8年11月2日" in takahashi.get("/overview").text


def test_who_may_not_compare_sees_no_names(period, city, browse):
    page = browse(city.kobayashi).get("/overview").text
    assert "②実施率が下がった課" in page
    assert "市民課" not in page
    assert "市民課" not in browse(city.kobayashi).get("/overview/changes").text
    browse(city.kobayashi).get("/overview/heat-map", status=403)


def test_departments_open_their_own_page_only(period, city, browse):
    hanako = browse(city.hanako)

    assert "佐藤" in hanako.get(f"/departments/{city.citizens.id}").text
    hanako.get(f"/departments/{city.tax.id}", status=404)
    hanako.get("/overview", status=403)
    hanako.get("/journal", status=403)
    for row in ("税務課", "情報政策課"):
        assert row not in hanako.get("/overview/answers").text


def test_a_department_finds_its_open_promises_and_how_many_it_kept(period, city, browse):
    begun(city)
    page = browse(city.tanaka).get(f"/departments/{city.citizens.id}").text

    assert "3本を点検し、管理簿に記録する。" in page and "期限内に改善した割合" in page
    assert "3本を点検し" not in browse(city.watanabe).get(f"/departments/{city.citizens.id}").text


@pytest.mark.parametrize(
    "address",
    [
        "/overview?period=0",
        "/overview?period=-1",
        "/overview?period=999999999999999999999999999999",
        "/overview?period=１",
        "/overview?period=77",
        "/overview/answers?chapter=XYZ",
        "/overview/answers?value=maybe",
        "/departments/99999",
    ],
)
def test_what_does_not_exist_is_not_found(period, city, browse, address):
    browse(city.takahashi).get(address, status=404)


def test_the_answers_behind_a_figure_are_as_many_as_it_says(period, city, browse):
    summary = story.summary(period)
    chapter = next(each for each in summary.chapters if each.id == "PHY")
    page = browse(city.takahashi).get("/overview/answers?chapter=PHY&value=not+implemented").text

    assert page.count('<tr><th scope="row">') == chapter.line.counts.c == 2


def test_a_summary_is_taken_along_as_a_file_and_the_journal_knows(period, city, browse):
    takahashi = browse(city.takahashi)

    response = takahashi.post(f"/overview/{period.id}/summary", {"format": "json"}, status=200)
    assert json.loads(response.data)["schema"] == "secaudit-summary/1"
    assert "attachment" in response.headers["Content-Disposition"]
    assert "概要をファイルに出しました" in takahashi.get("/journal?act=export.summary").text
    takahashi.post(f"/overview/{period.id}/summary", {"format": "exe"}, status=400)


def test_the_journal_is_filtered_by_person_object_and_dates(period, city, browse):
    watanabe = browse(city.watanabe)

    page = watanabe.get("/journal?who=佐藤花子").text
    assert "佐藤　花子：回答を保存しました" in page and "田中" not in page
    assert "条件の記録はありません" in watanabe.get("/journal?since=R9.1.1").text
    assert 'aria-invalid="true"' in watanabe.get("/journal?since=yesterday-ish").text
    csv = watanabe.post("/journal", {"who": "001234"}, status=200)
    assert "回答を保存しました" in csv.data.decode("utf-8-sig")


def test_the_overview_asks_the_database_ten_times_at_most(period, city, browse, statements):
    takahashi = browse(city.takahashi)
    takahashi.get("/overview")

    with statements() as heard:
        page = takahashi.get("/overview")
    assert len(heard) <= 10
    assert len(page.data) <= 40 * 1024


def test_a_committee_member_sees_counts_of_findings_and_no_answers(period, city, browse):
    inoue = browse(city.inoue)

    page = inoue.get("/overview").text
    assert "④重大な指摘" in page and "/overview/findings" not in page
    assert "/overview/answers" not in page
    inoue.get("/overview/findings", status=403)
    inoue.get("/overview/answers", status=403)
