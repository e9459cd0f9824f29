"""What each person finds when they come in on the morning of 22 October."""

from secaudit.access.roles import Role
from secaudit.organisation.models import UnitVersion
from secaudit.people.models import Assignment
from secaudit.selfcheck import actions
from secaudit.selfcheck.answers import Given
from tests.selfcheck import story


def main(page) -> str:
    return page.text.split("<main", 1)[1].split("</main>", 1)[0]


def test_on_a_quiet_day_nothing_is_asked(browse, city):
    assert "いま、することはありません" in main(browse(city.hanako).get("/"))


def test_the_clerk_is_led_to_her_sheet(browse, city):
    sheet = story.sheet_of(story.opened(city), city.citizens)

    page = main(browse(city.hanako).get("/"))
    assert f"/self-check/sheets/{sheet.id}" in page and "自己点検を始める" in page
    assert "あと8日（開庁日で6日）" in page

    story.answer(city, "hanako", sheet, sheet.questions[0])
    page = main(browse(city.hanako).get("/"))
    assert "続きから答える" in page and f"1/{len(sheet.questions)}" in page


def test_her_head_sees_only_what_waits_for_him(browse, city):
    period = story.opened(city)
    sheet = story.sheet_of(period, city.citizens)
    story.answer_all(city, "hanako", sheet)
    story.submitted(city, "hanako", sheet)

    page = main(browse(city.tanaka).get("/"))
    assert "自己点検を確認する（市民課）" in page and "税務課" not in page


def test_what_was_sent_back_says_so(browse, city):
    period = story.opened(city)
    sheet = story.sheet_of(period, city.citizens)
    story.answer_all(city, "hanako", sheet, **{sheet.questions[0].replace("-", "_"): gap()})
    story.submitted(city, "hanako", sheet)
    actions.return_sheet(sheet.id, "いつまでにしますか。", by=city.acting("tanaka"), **story.now())

    assert "差し戻されました" in main(browse(city.hanako).get("/"))


def gap() -> Given:
    return Given("partial", "様式を直しているところ。")


def test_the_secretariat_sees_who_is_missing_and_the_chief_what_to_approve(browse, city):
    story.opened(city)
    assert "まだ提出していません" in main(browse(city.watanabe).get("/"))

    other = story.Plan(
        2027, story.date(2027, 10, 1), story.date(2027, 10, 29), story.date(2027, 9, 30)
    )
    actions.plan_period(other, by=city.acting("watanabe"), **story.now())
    assert "自己点検の計画を承認する" in main(browse(city.saito).get("/"))


def test_the_ciso_begins_with_the_overview(browse, city):
    assert browse(city.takahashi).get("/", status=302).location == "/overview"


def test_home_costs_few_statements(browse, city, statements):
    story.opened(city)
    browser = browse(city.hanako)
    browser.get("/")
    with statements() as heard:
        browser.get("/")
    assert len(heard) <= 16, heard


def test_a_city_that_has_just_begun_is_led_step_by_step(browse, city):
    """From an empty list of offices to the first plan; a step that is done is no longer shown."""
    everything = story.date(2026, 4, 1)
    UnitVersion.update(valid_to=everything).execute()
    naoko = browse(city.watanabe)
    assert "はじめに、市の組織を登録してください" in (page := main(naoko.get("/")))
    assert "/intake/offices" in page and "自己点検を計画" not in page

    UnitVersion.update(valid_to=None).execute()
    Assignment.update(valid_to=everything).where(Assignment.role == Role.MGR).execute()
    Assignment.update(valid_to=everything).where(Assignment.role == Role.CISO).execute()
    page = main(naoko.get("/"))
    assert "課長が登録されていない課が" in page and "この役割の人が、まだいません：CISO" in page
    assert "今年度の自己点検を計画してください" in page

    planned = actions.plan_period(story.PLAN, by=city.acting("watanabe"), **story.now())
    actions.approve_period(planned.id, planned.version, by=city.acting("saito"), **story.now())
    assert "始めることができます" in main(naoko.get("/"))
    assert "今年度の自己点検を計画してください" not in main(naoko.get("/"))
    assert "登録されていない課" not in main(browse(city.hanako).get("/"))
