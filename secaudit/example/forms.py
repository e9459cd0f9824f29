"""The forms beside the departments': of heads, systems, staff and the city's leadership.

They have dice of their own, so that the departments answer as they would without them.
"""

from datetime import date, timedelta
from random import Random

from secaudit.access.guard import Actor
from secaudit.access.roles import Role
from secaudit.example import words
from secaudit.example.story import Story, acting, noon
from secaudit.selfcheck import reading
from secaudit.selfcheck.actions import answering, counting, handing_in
from secaudit.selfcheck.answers import Given
from secaudit.selfcheck.content import hash_of
from secaudit.selfcheck.kinds import Form, SheetState, Value
from secaudit.selfcheck.models import Period, Sheet

# How the city went about it: department forms first, systems and counted staff forms a year later.
CHOSEN: dict[int, tuple[str, ...]] = {
    0: (Form.HEAD.value, Form.SYSTEM.value, Form.CHIEF.value),
    1: (Form.SYSTEM.value, Form.COUNTS.value),
}


def chosen(story: Story, year: int) -> tuple[str, ...]:
    return CHOSEN.get(story.this_year - year, ())


def answer_others(story: Story, period: Period) -> None:
    """Past periods to the end; of this year's, most."""
    dice = Random(f"forms {period.fiscal_year}")
    days = min((story.today - period.opens_on).days, 24)
    for form in period.other_forms:
        for sheet in reading.sheets_of(period, form):
            on = period.opens_on + timedelta(days=dice.randrange(1, max(2, days)))
            if period.fiscal_year < story.this_year or dice.random() < 0.6:
                ANSWERED[form](story, sheet, on, dice)


def _by_clerk(story: Story, sheet: Sheet, on: date, dice: Random) -> None:
    """A system's form: the owner's clerk answers, the owner's head confirms."""
    clerk, head = acting(story.contacts[sheet.unit_id], on), acting(story.heads[sheet.unit_id], on)
    shown = _answered(story, sheet, clerk, on, dice)
    handing_in.confirm(sheet.id, shown, by=head, at=noon(on, 240))


def _by_head(story: Story, sheet: Sheet, on: date, dice: Random) -> None:
    """Answered by the head; the director acknowledges it, where there is one."""
    shown = _answered(story, sheet, acting(story.heads[sheet.unit_id], on), on, dice)
    director = story.directors.get(sheet.bureau or 0)
    by = acting(director, on) if director else story.as_role(Role.SECR, on)
    if by.person != reading.sheet(sheet.id).submitted_by_id:
        handing_in.confirm(sheet.id, shown, by=by, at=noon(on, 240))


def _by_leadership(story: Story, sheet: Sheet, on: date, dice: Random) -> None:
    _answered(story, sheet, story.as_role(Role.CHIEF, on), on, dice)


def _counted(story: Story, sheet: Sheet, on: date, dice: Random) -> None:
    """The head enters how many gave which answer; two small offices have three people."""
    people = dice.choice((8, 11, 14, 19, 26)) if sheet.position % 20 else 3
    skill = story.skill[sheet.unit_id]
    numbers = {control: _numbers(people, skill, dice) for control in sheet.questions}
    head = acting(story.heads[sheet.unit_id], on)
    counting.enter_counts(sheet.id, sheet.version, numbers, by=head, at=noon(on, 60))
    counting.hand_in_counts(sheet.id, sheet.version + 1, by=head, at=noon(on, 65), on=on)


def _numbers(people: int, skill: float, dice: Random) -> dict[Value, int]:
    found = dict.fromkeys(Value, 0)
    for _ in range(people):
        found[_value(skill, dice)] += 1
    return found


def _value(skill: float, dice: Random) -> Value:
    order = (Value.PARTIAL, Value.NOT_IMPLEMENTED, Value.UNKNOWN, Value.NOT_APPLICABLE)
    if dice.random() < skill:
        return Value.IMPLEMENTED
    return dice.choices(order, (5, 3, 1, 1))[0]


def _answered(story: Story, sheet: Sheet, by: Actor, on: date, dice: Random) -> str:
    """All questions, then handed in; what the check page showed."""
    skill = story.skill[sheet.unit_id]
    given = {control: _given(_value(skill, dice), dice) for control in sheet.questions}
    typed = {control: answering.Typed(0, each) for control, each in given.items()}
    answering.save_section(sheet.id, typed, by=by, at=noon(on, 30), on=on)
    row = reading.sheet(sheet.id)
    assert row.state == SheetState.IN_PROGRESS
    shown = hash_of(handing_in.content_now(row, reading.answers_of(row)))
    handing_in.submit(sheet.id, shown, by=by, at=noon(on, 120), on=on)
    return shown


def _given(value: Value, dice: Random) -> Given:
    reasons = {
        Value.PARTIAL: words.PARTIAL,
        Value.NOT_IMPLEMENTED: words.NOT_YET,
        Value.UNKNOWN: words.UNKNOWN,
        Value.NOT_APPLICABLE: ["この1年間に該当する事がなかった。"],
    }
    return Given(value, dice.choice(reasons[value]) if value in reasons else "")


ANSWERED = {
    Form.HEAD: _by_head,
    Form.SYSTEM: _by_clerk,
    Form.COUNTS: _counted,
    Form.CHIEF: _by_leadership,
}
