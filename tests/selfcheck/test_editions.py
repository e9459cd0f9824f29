"""A new edition of the catalogue: last year's answers stay, and people see beforehand what follows."""

from dataclasses import replace

import pytest

from secaudit.catalogue.carrying import Fate
from secaudit.database import db
from secaudit.selfcheck import actions, reading
from secaudit.selfcheck.actions.answering import SameWithdrawn
from secaudit.selfcheck.forecast import forecast
from secaudit.selfcheck.models import Answer, Period
from tests.catalogue.editions import revised, succeeded
from tests.selfcheck import story


@pytest.fixture
def frozen(city) -> Period:
    """Last year, answered by one department, its figures final."""
    period = story.opened(city, replace(story.PLAN, fiscal_year=2025, opens_on=story.PLAN.opens_on.replace(year=2025), due_on=story.PLAN.due_on.replace(year=2025), reference_date=story.PLAN.reference_date.replace(year=2025)))  # fmt: skip
    story.handed_in(city, period, city.citizens, "hanako", "tanaka")
    return story.frozen(city, period)


@pytest.fixture
def approved(city, frozen) -> Period:
    period = actions.plan_period(story.PLAN, by=city.acting("watanabe"), **story.now())
    return actions.approve_period(period.id, 1, by=city.acting("saito"), **story.now())


def look_ahead(period, catalogue):
    return forecast(reading.period(period.id), catalogue, story.today()["on"])


def test_on_the_same_edition_every_answer_is_offered(city, frozen, approved):
    ahead = look_ahead(approved, story.catalogue())

    answered = len(story.sheet_of(frozen, city.citizens).questions)
    assert ahead.offered == answered == ahead.last_answers
    assert ahead.anew(Fate.MEANING) == ahead.anew(Fate.SUCCEEDED) == 0


def test_what_changed_its_meaning_is_answered_anew(city, frozen, approved):
    before = look_ahead(approved, story.catalogue())
    ahead = look_ahead(approved, revised(story.catalogue(), AST_01={"revision": 2}))

    assert ahead.offered == before.offered - 1
    changed = [line for line in ahead.lines if line.fate == Fate.MEANING]
    assert [line.control.id for line in changed] == ["AST-01"]
    assert ahead.anew(Fate.MEANING) == ahead.departments


def test_a_control_that_goes_on_in_another_with_another_meaning(city, frozen, approved):
    other = {"ja": "別のこと。", "en": "Something else."}
    ahead = look_ahead(approved, succeeded(story.catalogue(), "AST-01", requirement=other))

    [line] = [line for line in ahead.lines if line.fate == Fate.SUCCEEDED]
    assert (line.control.id, line.difference.before[0].id) == ("AST-90", "AST-01")


def opened_with(city, period, catalogue):
    return actions.open_period(period.id, 2, catalogue, by=city.acting("watanabe"), **story.today())


def test_an_answer_follows_its_control_to_another_id(city, frozen, approved):
    """Moved with its meaning: counted as offered, offered, and given with one press."""
    after = succeeded(story.catalogue(), "AST-01")
    before = look_ahead(approved, story.catalogue())
    ahead = look_ahead(approved, after)
    assert ahead.offered == before.offered
    [line] = [line for line in ahead.lines if line.fate == Fate.CARRIED]
    assert (line.control.id, line.offered) == ("AST-90", 1)

    opened = opened_with(city, approved, after)
    sheet = story.sheet_of(opened, city.citizens)
    [earlier] = reading.last_year_answers(sheet, chapter="AST")["AST-90"]
    assert earlier.control == "AST-01"
    last = reading.answers_of(story.sheet_of(frozen, city.citizens))["AST-01"]
    same = actions.save_answer(
        sheet.id, "AST-90", actions.Typed(0, None), by=city.acting("hanako"), **story.today()
    )
    assert (same.value, same.reason, same.same_years) == (last.value, last.reason, 1)


def test_an_audit_asks_afresh_under_the_id_it_knew(city, frozen, approved):
    opened = opened_with(city, approved, succeeded(story.catalogue(), "AST-01"))
    with db.atomic():
        actions.answer_afresh(
            city.citizens, "AST-01", "指摘", "finding:1", by=city.acting("nakamura"), **story.now()
        )
    sheet = story.sheet_of(opened, city.citizens)

    assert "AST-90" in reading.afresh_since(sheet)
    with pytest.raises(SameWithdrawn):
        actions.save_answer(
            sheet.id, "AST-90", actions.Typed(0, None), by=city.acting("hanako"), **story.today()
        )


@pytest.mark.parametrize(("declared", "offered"), [(True, 1), (False, 0)])
def test_controls_that_became_one_are_offered_where_their_answers_agree(
    city, frozen, approved, declared, offered
):
    asked = story.sheet_of(frozen, city.citizens).questions
    first, second = [id for id in asked if id.startswith("AST")][:2]
    ahead = look_ahead(approved, succeeded(story.catalogue(), first, second, meaning_kept=declared))

    [line] = [each for each in ahead.lines if each.control.id == "AST-90"]
    assert line.fate == (Fate.CARRIED if declared else Fate.SUCCEEDED)
    assert line.offered == offered


def test_no_change_of_catalogue_deletes_or_changes_an_answer(city, frozen):
    """Revising an edition under a running period: the pin holds, and history is as it was."""
    running = story.opened(city)
    sheet = story.sheet_of(running, city.citizens)
    story.answer(city, "hanako", sheet, sheet.questions[0])
    before = sorted((a.id, a.control, a.revision, a.value) for a in Answer.select())
    asked = list(sheet.questions)

    newer = revised(story.catalogue(), AST_01=None, AST_02={"revision": 2})
    third = actions.plan_period(replace(story.PLAN, purpose="second"), by=city.acting("watanabe"), **story.now())  # fmt: skip
    actions.approve_period(third.id, 1, by=city.acting("saito"), **story.now())
    opened = actions.open_period(third.id, 2, newer, by=city.acting("watanabe"), **story.today())

    assert sorted((a.id, a.control, a.revision, a.value) for a in Answer.select()) == before
    assert story.sheet_of(running, city.citizens).questions == asked
    assert "AST-01" in asked and "AST-01" not in story.sheet_of(opened, city.citizens).questions
    assert reading.catalogue_of(running).control("AST-01").withdrawn is False
    assert reading.catalogue_of(opened).control("AST-01").withdrawn is True  # readable for ever
    assert "AST-01" in reading.answers_of(story.sheet_of(frozen, city.citizens))


def test_the_secretariat_sees_it_before_opening(browse, city, approved):
    browser = browse(city.watanabe)

    assert "昨年度の回答の引継ぎ" in browser.get(f"/self-check/periods/{approved.id}").text
    page = browser.get(f"/self-check/periods/{approved.id}/forecast").text

    assert "「昨年度と同じ」を選べる" in page and "すべてそのまま残ります" in page
    browse(city.hanako).get(f"/self-check/periods/{approved.id}/forecast", status=403)


def test_in_the_first_year_there_is_nothing_to_offer(browse, city):
    period = actions.plan_period(story.PLAN, by=city.acting("watanabe"), **story.now())

    assert (
        "ありません" in browse(city.watanabe).get(f"/self-check/periods/{period.id}/forecast").text
    )
