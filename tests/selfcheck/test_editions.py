"""A new edition of the catalogue: last year's answers stay, and people see beforehand what follows."""

from dataclasses import replace

import pytest

from secaudit.catalogue.carrying import Fate
from secaudit.catalogue.controls import Catalogue
from secaudit.selfcheck import actions, reading
from secaudit.selfcheck.forecast import forecast
from secaudit.selfcheck.models import Answer, Period
from tests.selfcheck import story


def revised(catalogue: Catalogue, **changes) -> Catalogue:
    """Another edition: `AST_01=dict(revision=2)` changes a control, `None` withdraws it."""
    wanted = {name.replace("_", "-"): change for name, change in changes.items()}

    def after(control):
        change = wanted.get(control.id, {})
        return replace(control, withdrawn=True) if change is None else replace(control, **change)

    chapters = [
        replace(
            chapter,
            controls=tuple(c for c in map(after, chapter.controls) if not c.withdrawn),
            withdrawn=(*chapter.withdrawn, *(c for c in map(after, chapter.controls) if c.withdrawn)),
        )
        for chapter in catalogue.chapters
    ]  # fmt: skip
    return replace(catalogue, edition="2027.1", chapters=tuple(chapters))


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


def test_a_control_that_goes_on_under_another_id(city, frozen, approved):
    catalogue = story.catalogue()
    moved = replace(catalogue.control("AST-01"), id="AST-90", supersedes=("AST-01",))
    after = revised(catalogue, AST_01=None)
    first = next(chapter for chapter in after.chapters if chapter.id == "AST")
    chapters = [replace(c, controls=(*c.controls, moved)) if c is first else c for c in after.chapters]  # fmt: skip

    ahead = look_ahead(approved, replace(after, chapters=tuple(chapters)))

    [line] = [line for line in ahead.lines if line.fate == Fate.SUCCEEDED]
    assert (line.control.id, line.difference.before[0].id) == ("AST-90", "AST-01")


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
