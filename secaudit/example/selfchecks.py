"""The self-checks: past years to the end, this year's half-way."""

from datetime import date, timedelta

from secaudit.access.roles import Role
from secaudit.catalogue.controls import Catalogue
from secaudit.example import forms, together, words
from secaudit.example.story import Story, acting, noon
from secaudit.selfcheck import reading
from secaudit.selfcheck.actions import answering, handing_in, opening, periods
from secaudit.selfcheck.answers import Given
from secaudit.selfcheck.content import hash_of
from secaudit.selfcheck.kinds import ReadyReason, Value
from secaudit.selfcheck.models import Period, Sheet

SECTIONS = 12  # questions saved at once


def run_year(story: Story, year: int, catalogue: Catalogue, last: dict) -> dict:
    """A whole year: planned, answered, confirmed, closed, frozen, reported. Returns its answers."""
    period = open_year(story, year, catalogue)
    opened = period.opens_on
    given: dict = {}
    for index, sheet in enumerate(reading.sheets_of(period)):
        on = opened + timedelta(days=2 + story.random.randrange(24))
        given |= fill(story, sheet, year, on, last)
        if year == story.this_year - 1:
            together.prove(story, sheet, year, on, catalogue)
        late = story.random.random() < 0.06
        if index % 41 == 40:
            continue  # one office never hands in
        hand_in(story, sheet, period.due_on + timedelta(days=3) if late else on)
    forms.answer_others(story, period)
    _finish(story, period)
    return given


def open_year(story: Story, year: int, catalogue: Catalogue) -> Period:
    opens = date(year, 10, 1)
    secretary = story.as_role(Role.SECR, opens)
    plan = periods.Plan(
        fiscal_year=year,
        opens_on=opens,
        due_on=date(year, 10, 30),
        reference_date=date(year, 9, 30),
        forms=forms.chosen(story, year),
    )
    planned = noon(opens - timedelta(days=60))
    period = periods.plan_period(plan, by=secretary, at=planned)
    chief = story.as_role(Role.CHIEF, opens)
    period = periods.approve_period(period.id, period.version, by=chief, at=planned)
    return opening.open_period(
        period.id, period.version, catalogue, by=secretary, at=noon(opens), on=opens
    )


def run_this_year(story: Story, catalogue: Catalogue, last: dict) -> Period:
    """Half of the departments are done, some wait for their head, some have not begun."""
    year = story.this_year
    period = open_year(story, year, catalogue)
    days = max(1, (story.today - period.opens_on).days)
    for index, sheet in enumerate(reading.sheets_of(period)):
        on = period.opens_on + timedelta(days=story.random.randrange(days))
        stage = index % 10
        if stage in (3, 8):
            continue  # not begun
        share = 0.6 if stage in (1, 6) else 1.0
        fill(story, sheet, year, on, last, share)
        together.prove(story, sheet, year, on, catalogue)
        if share == 1.0:
            _this_years_step(story, sheet, on, stage)
    together.work_together(story, period)
    forms.answer_others(story, period)
    return period


def _this_years_step(story: Story, sheet: Sheet, on: date, stage: int) -> None:
    if stage == 4:
        submit(story, sheet, on)
    elif stage == 9 and on.day % 2:
        hash = submit(story, sheet, on)
        head = acting(story.heads[sheet.unit_id], on)
        handing_in.open_for_confirmation(sheet.id, by=head, at=noon(on, 90))
        text = "3-2の理由に期限がありません。いつまでにするかを書いてください。"
        handing_in.return_sheet(sheet.id, text, by=head, at=noon(on, 95))
        assert hash
    else:
        hand_in(story, sheet, on)


def fill(
    story: Story, sheet: Sheet, year: int, on: date, last: dict, share: float = 1.0
) -> dict[tuple[int, str], Given]:
    """Answer the sheet's questions (or a share of them) as that department would."""
    clerk = acting(story.contacts[sheet.unit_id], on)
    asked = sheet.questions[: max(1, round(len(sheet.questions) * share))]
    given = {control: _answer(story, sheet, control, year, last) for control in asked}
    for start in range(0, len(asked), SECTIONS):
        some = {control: answering.Typed(0, given[control]) for control in asked[start:][:SECTIONS]}
        answering.save_section(sheet.id, some, by=clerk, at=noon(on, start), on=on)
    return {(sheet.unit_id, control): each for control, each in given.items()}


def _answer(story: Story, sheet: Sheet, control: str, year: int, last: dict) -> Given:
    """Mostly what it was last year; what changes, changes with the department's skill."""
    before = last.get((sheet.unit_id, control))
    chance = story.random
    keep = 0.93 if before and before.value == Value.IMPLEMENTED else 0.55
    if before and before.value != Value.UNKNOWN and chance.random() < keep:
        return _again(story, before)
    skill = min(0.98, story.skill[sheet.unit_id] + 0.03 * (year - story.this_year + story.years))
    return _fresh(story, chance.random(), skill)


def _again(story: Story, before: Given) -> Given:
    if before.value in (Value.PARTIAL, Value.NOT_IMPLEMENTED):
        return Given(before.value, before.reason)
    return Given(before.value, before.reason, before.ready_reason)


def _fresh(story: Story, dice: float, skill: float) -> Given:
    chance = story.random
    gap = 1 - skill
    if dice < 0.05:
        return Given(Value.NOT_APPLICABLE, ready_reason=chance.choice(list(ReadyReason)))
    if dice < 0.05 + gap * 0.5:
        return Given(Value.PARTIAL, chance.choice(words.PARTIAL))
    if dice < 0.05 + gap * 0.85:
        return Given(Value.NOT_IMPLEMENTED, chance.choice(words.NOT_YET))
    if dice < 0.05 + gap * 0.93:
        return Given(Value.UNKNOWN, chance.choice(words.UNKNOWN))
    return Given(Value.IMPLEMENTED)


def submit(story: Story, sheet: Sheet, on: date) -> str:
    """The clerk hands in what the check page shows; return its hash."""
    clerk = acting(story.contacts[sheet.unit_id], on)
    row = reading.sheet(sheet.id)
    shown = hash_of(handing_in.content_now(row, reading.answers_of(row)))
    handing_in.submit(sheet.id, shown, by=clerk, at=noon(on, 180), on=on)
    return shown


def hand_in(story: Story, sheet: Sheet, on: date) -> None:
    """Submitted by the clerk, seen and confirmed by the head the day after."""
    shown = submit(story, sheet, on)
    day = min(on + timedelta(days=1), story.today)
    head = acting(story.heads[sheet.unit_id], day)
    handing_in.open_for_confirmation(sheet.id, by=head, at=noon(day, 200))
    handing_in.confirm(sheet.id, shown, by=head, at=noon(day, 205))


def _finish(story: Story, period: Period) -> None:
    steps = [(periods.close_period, 5), (periods.freeze_period, 25), (periods.report_period, 100)]
    for step, days in steps:
        on = period.due_on + timedelta(days=days)
        period = reading.period(period.id)
        step(period.id, period.version, by=story.as_role(Role.SECR, on), at=noon(on))
