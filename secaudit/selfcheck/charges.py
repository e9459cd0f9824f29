"""Named queries: which sections of a sheet were given to whom."""

from datetime import date

from secaudit.access.guard import Actor
from secaudit.people.models import Assignment, Person
from secaudit.people.reading import posts_of_unit
from secaudit.selfcheck.models import Sheet
from secaudit.selfcheck.together import Charge


def by_chapter(sheet: Sheet) -> dict[str, list[Person]]:
    """Whom each section was given to, in the order in which it was."""
    rows = Charge.select(Charge, Person).join(Person, on=Charge.person)
    found: dict[str, list[Person]] = {}
    for row in rows.where((Charge.sheet == sheet.id) & ~Charge.ended).order_by(Charge.id):
        found.setdefault(row.chapter, []).append(row.person)
    return found


def chapters_of(actor: Actor, sheet: int) -> set[str]:
    """The sections of this sheet that were given to this person."""
    if actor.person is None:
        return set()
    mine = (Charge.sheet == sheet) & (Charge.person == actor.person) & ~Charge.ended
    return {row.chapter for row in Charge.select(Charge.chapter).where(mine)}


def given_to(actor: Actor, period: int) -> dict[int, set[str]]:
    """By sheet of the period, the sections that were given to this person."""
    rows = Charge.select(Charge.sheet, Charge.chapter).join(Sheet)
    mine = (Charge.person == actor.person) & ~Charge.ended & (Sheet.period == period)
    found: dict[int, set[str]] = {}
    for row in rows.where(mine):
        found.setdefault(row.sheet_id, set()).add(row.chapter)
    return found


def sheets_given_to(actor: Actor):
    """The sheets of which this person was given sections, to be asked for within another query."""
    return Charge.select(Charge.sheet).where((Charge.person == actor.person) & ~Charge.ended)


def colleagues(sheet: Sheet, on: date) -> list[Assignment]:
    """Who works in the department on that day, deputies included; each person once."""
    found: dict[int, Assignment] = {}
    for post in posts_of_unit(sheet.unit_id, on):
        if post.person.left_on is None or post.person.left_on > on:
            found.setdefault(post.person_id, post)
    return list(found.values())
