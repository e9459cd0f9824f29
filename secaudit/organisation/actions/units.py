"""Opening and changing offices. Merging, splitting and abolishing move people and stand with them
(`people.reorganisation`)."""

from collections.abc import Iterable
from datetime import date, datetime

from secaudit.access.guard import Actor, require
from secaudit.errors import N_, Conflict, Invalid, Missing
from secaudit.journal.actions import CHANGED, record, transaction
from secaudit.organisation.chart import Opening, Standing
from secaudit.organisation.drafting import Draft, draft, fill, stamp
from secaudit.organisation.kinds import Kind
from secaudit.organisation.models import Unit
from secaudit.organisation.texts import code as code_of
from secaudit.organisation.texts import line

LONGEST = {"name": 120, "name_en": 160, "kana": 160, "short_name": 40}
HIGHEST_POSITION = 1_000_000
MOST_FACTS, LONGEST_FACT = 100, 40


def create_unit(
    kind: Kind,
    code: str,
    name: str,
    *,
    on: date,
    by: Actor,
    at: datetime,
    parent: int | None = None,
    position: int | None = None,
    name_en: str = "",
    kana: str = "",
    short_name: str = "",
    answers: bool = True,
    facts: Iterable[str] = (),
    reason: str = "",
) -> Unit:
    """A new office from that day on; without a position it stands last among its siblings."""
    require(by, "manage organisation")
    words = {"name": name, "name_en": name_en, "kana": kana, "short_name": short_name}
    standing = Standing(parent=parent, **checked(code=code, position=position, **words))
    with transaction():
        plan = draft(on)
        new = plan.chart.open(Opening(kind, standing, answers, frozenset(checked_facts(facts))))
        rows = rows_of(plan)
        record(by, "unit.create", plan.units[new], rows, at=at, reason=reason, on=on)
    return plan.units[new]


def change_unit(
    unit: int,
    *,
    on: date,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    kind: Kind | None = None,
    answers: bool | None = None,
    reason: str = "",
    **changes,
) -> Unit:
    """Another name, code, place or order from that day on; it stays the same office.

    `changes`: fields of `Standing`. `seen`: the `stamp` of the office as whoever changes it saw it.
    """
    require(by, "manage organisation")
    changes = checked(**changes)
    with transaction():
        plan = draft(on)
        if unit not in plan.units:
            raise Missing()
        refuse_stale(unit, seen, ours=changes)
        plan.chart.change(unit, **changes)
        body = plan.chart.bodies[unit]
        body.kind = kind or body.kind
        body.answers = body.answers if answers is None else answers
        rows = rows_of(plan)
        if rows:
            record(by, "unit.change", plan.units[unit], rows, at=at, reason=reason, on=on)
    return plan.units[unit]


def set_facts(
    unit: int, facts: Iterable[str], *, by: Actor, at: datetime, seen: int | None = None
) -> None:
    """What holds for an office: the gates of the catalogue that decide which questions it gets."""
    require(by, "manage organisation")
    chosen = checked_facts(facts)
    with transaction():
        row = Unit.get_or_none(Unit.id == unit)
        if row is None:
            raise Missing()
        refuse_stale(unit, seen)
        if fill(row, {"facts": chosen}):
            record(by, "unit.facts", row, [row], at=at)


def rows_of(plan: Draft) -> list:
    """The rows of a draft whose chart obeys the rules."""
    plan.chart.refuse_faults()
    return plan.rows()


def refuse_stale(unit: int, seen: int | None, ours: dict | None = None) -> None:
    if seen is not None and stamp(unit) != seen:
        raise Conflict(CHANGED, ours={key: str(value) for key, value in (ours or {}).items()})


def checked(**values) -> dict:
    """Each value as it is kept, or `Invalid` at its field."""
    return {name: _checked(name, value) for name, value in values.items()}


def _checked(name: str, value):
    if name == "parent":
        return value
    if name == "position":
        return _as_position(value, name)
    return code_of(value, name) if name == "code" else _as_text(value, name)


def _as_text(value: str, name: str) -> str:
    return line(value, name, LONGEST[name], needed=name == "name")


def _as_position(value: int | None, name: str) -> int | None:
    if value is not None and not 0 <= value <= HIGHEST_POSITION:
        raise Invalid(
            N_("Enter a number from %(low)s to %(high)s."), field=name, low=0, high=HIGHEST_POSITION
        )
    return value


def checked_facts(facts: Iterable[str]) -> list[str]:
    chosen = sorted(set(facts))
    known = all(each.isidentifier() and len(each) <= LONGEST_FACT for each in chosen)
    if len(chosen) > MOST_FACTS or not known:
        raise Invalid(N_("Choose from the list."), field="facts")
    return chosen
