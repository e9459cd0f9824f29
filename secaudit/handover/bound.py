"""What is bound to a person by name, and does not pass to the successor of the post by itself.

Sheets, findings, promises, exceptions and approvals belong to posts: whoever holds the post next
finds them. These five were given to somebody by name.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from peewee import JOIN

from secaudit.audits.lifecycle import UNDER_WAY
from secaudit.audits.models import Engagement, TeamMember
from secaudit.database import Record
from secaudit.errors import N_
from secaudit.findings.lifecycle import OVER
from secaudit.findings.models import Finding
from secaudit.organisation.models import Unit
from secaudit.people.models import Assignment, Person
from secaudit.people.reading import in_force
from secaudit.selfcheck.models import Sheet
from secaudit.selfcheck.together import Charge, Thread, ThreadState
from secaudit.selfcheck.waiting import WITH_DEPARTMENT


class What(StrEnum):
    SECTION = "section"
    QUESTION = "question"
    DEPUTY = "deputy"
    TEAM = "team"
    FINDING = "finding"

    @property
    def label(self) -> str:
        return WORDS[self]

    @property
    def of_audit(self) -> bool:
        return self in (What.TEAM, What.FINDING)


WORDS = {
    What.SECTION: N_("Section of a sheet that was given to them"),
    What.QUESTION: N_("Question that waits for their reply"),
    What.DEPUTY: N_("Stand-in named for them"),
    What.TEAM: N_("Team of an audit"),
    What.FINDING: N_("Finding that they follow up"),
}


@dataclass(frozen=True)
class Bound:
    """One of them. `row`: what is changed when it is passed on."""

    what: What
    row: Record

    @property
    def key(self) -> str:
        return f"{self.what}:{self.row.get_id()}"


def _sections():
    held = Sheet.state.in_(list(WITH_DEPARTMENT))
    return Charge.select(Charge, Sheet).join(Sheet).where(~Charge.ended & held)


def _questions():
    waits = (Thread.state == ThreadState.OPEN) & Thread.to.is_null(False)
    held = Sheet.state.in_(list(WITH_DEPARTMENT))
    return Thread.select(Thread, Sheet).join(Sheet).where(waits & held)


def _teams():
    rows = TeamMember.select(TeamMember, Engagement).join(Engagement)
    return rows.where(~TeamMember.removed & Engagement.state.in_(list(UNDER_WAY)))


def _findings():
    return Finding.select().where(
        Finding.assigned_to.is_null(False) & Finding.state.not_in(list(OVER))
    )


def _deputies(on: date):
    holder = Assignment.alias()
    rows = Assignment.select(Assignment, Person, Unit).join(Person, on=Assignment.person)
    rows = rows.switch(Assignment).join(Unit, JOIN.LEFT_OUTER, on=Assignment.unit)
    rows = rows.switch(Assignment).join(
        holder, on=Assignment.acting_for == holder.id, attr="holder"
    )
    return rows.where(in_force(on)), holder


def bound_to(person: int, on: date) -> list[Bound]:
    """In the order of `What`."""
    deputies, holder = _deputies(on)
    found = {
        What.SECTION: _sections().where(Charge.person == person).order_by(Charge.id),
        What.QUESTION: _questions().where(Thread.to == person).order_by(Thread.id),
        What.DEPUTY: deputies.where(holder.person == person).order_by(Assignment.id),
        What.TEAM: _teams().where(TeamMember.person == person).order_by(TeamMember.id),
        What.FINDING: _findings().where(Finding.assigned_to == person).order_by(Finding.id),
    }
    return [Bound(what, row) for what, rows in found.items() for row in rows]


def counted(people: Iterable[int] | None = None) -> dict[int, dict[What, int]]:
    """How much is bound to each of these people, or to anybody: one statement each kind."""
    found: dict[int, dict[What, int]] = {}
    held = {
        What.SECTION: [row.person_id for row in _sections()],
        What.QUESTION: [row.to_id for row in _questions()],
        What.TEAM: [row.person_id for row in _teams()],
        What.FINDING: [row.assigned_to_id for row in _findings()],
    }
    wanted = None if people is None else set(people)
    for what, ids in held.items():
        for person in ids:
            if wanted is None or person in wanted:
                numbers = found.setdefault(person, {})
                numbers[what] = numbers.get(what, 0) + 1
    return found


def stranded(on: date) -> list[Person]:
    """People who hold no post any more and to whom something is still bound. One statement."""
    ids = (
        _sections().select(Charge.person)
        | _questions().select(Thread.to)
        | _teams().select(TeamMember.person)
        | _findings().select(Finding.assigned_to)
    )
    holding = Assignment.select(Assignment.person).where(in_force(on))
    gone = Person.id.not_in(holding) | (Person.left_on.is_null(False) & (Person.left_on <= on))
    return list(Person.select().where(Person.id.in_(ids) & gone).order_by(Person.number))
