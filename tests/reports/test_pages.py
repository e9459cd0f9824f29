"""The pages as each kind of person opens them."""

import json

import pytest

from tests.audits import story as audits
from tests.audits.story import begun
from tests.reports import story
from tests.selfcheck.conftest import statements  # noqa: F401

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


def test_the_five_answers_are_on_the_overview(period, city, browse):
    page = browse(city.takahashi).get("/overview").text

    for number in range(1, 6):
        assert f'data-q="{number}"' in page
    assert "全体では悪くなりました" in page
    assert "市民課" in page


def test_plans_that_wait_for_the_ciso_are_among_the_decisions(period, city, browse):
    engagement = audits.planned(city)
    there = f'href="/audits/{engagement.id}"'
    assert there in browse(city.takahashi).get("/overview").text
    assert there not in browse(city.watanabe).get("/overview").text


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


def test_the_overview_asks_the_database_ten_times_at_most(period, city, browse, statements):  # noqa: F811
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
