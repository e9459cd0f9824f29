"""Named queries: the incidents a person may see, their earlier versions, those that cannot wait."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from secaudit.access.guard import Actor
from secaudit.database import locking
from secaudit.errors import Missing
from secaudit.incidents.deadlines import Deadline, next_call
from secaudit.incidents.kinds import Duty
from secaudit.incidents.listing import Totals, totals
from secaudit.incidents.models import Incident, facts_of
from secaudit.incidents.rules import Facts, overwritten
from secaudit.journal.actions import name
from secaudit.journal.models import JournalEntry, JournalPayload
from secaudit.organisation.reading import lineages, tree
from secaudit.people.reading import names


def reach(actor: Actor, on: date) -> set[int] | None:
    """The offices whose incidents somebody may see, with those they came from; None: all."""
    heads = actor.units("read incidents")
    if not heads:
        return None if heads is None else set()
    below = tree(on).below(heads)
    return below.union(*lineages(below).values())


def incident(id: int, by: Actor, on: date, lock: bool = False) -> Incident:
    """One that this person may see; otherwise as if there were none."""
    query = Incident.select().where(Incident.id == id)
    row = (locking(query) if lock else query).first()
    units = reach(by, on)
    if row is None or (units is not None and row.unit_id not in units):
        raise Missing()
    return row


def of_year(year: int, by: Actor, on: date) -> list[Incident]:
    """The newest first."""
    rows = Incident.select().where(Incident.fiscal_year == year)
    units = reach(by, on)
    if units is not None:
        rows = rows.where(Incident.unit.in_(sorted(units)))
    return list(rows.order_by(Incident.noticed_on.desc(), Incident.id.desc()))


def totals_of_year(year: int, on: date) -> Totals:
    """Of the whole city, for the overview: counts that name nothing. One statement."""
    columns = (Incident.noticed_on, Incident.affected, Incident.duty, Incident.grounds,
               Incident.first_on, Incident.full_on, Incident.prevented_on)  # fmt: skip
    return totals(Incident.select(*columns).where(Incident.fiscal_year == year), on)


def years() -> list[int]:
    """Fiscal years with an incident, the newest first."""
    rows: Any = Incident.select(Incident.fiscal_year).distinct().tuples()
    return sorted((year for (year,) in rows), reverse=True)


def calling(on: date) -> list[tuple[Incident, Deadline]]:
    """Incidents whose next report is near or late, the most urgent first. One statement."""
    waits = Incident.full_on.is_null() & (Incident.duty != Duty.NONE)
    found = ((row, next_call(row.deadlines, on)) for row in Incident.select().where(waits))
    return sorted(((row, due) for row, due in found if due), key=lambda each: each[1].due)


@dataclass(frozen=True)
class Version:
    """One entry about an incident: who wrote what they knew then, and why it was corrected."""

    at: datetime
    who: Any  # a person, or None
    reason: str
    before: Facts | None  # none: the first
    after: Facts

    @property
    def corrected(self) -> list[str]:
        return overwritten(self.before, self.after) if self.before else []


def versions(row: Incident) -> Iterator[Version]:
    """Oldest first, out of the journal. What was lawfully erased there is left out."""
    entries: Any = (
        JournalEntry.select(JournalEntry.at, JournalEntry.actor, JournalPayload.body)
        .join(JournalPayload, on=(JournalPayload.id == JournalEntry.id))
        .where((JournalEntry.obj == name(row)) & JournalEntry.act.startswith("incident."))
        .order_by(JournalEntry.id)
        .tuples()
    )
    told = [(at, _person(actor), json.loads(body)) for at, actor, body in entries]
    people, before = names(person for _at, person, _body in told if person), None
    for at, person, body in told:
        after = _facts(body["rows"][0])
        yield Version(at, people.get(person), body["reason"], before, after)
        before = after


def _person(actor: str) -> int:
    kind, _, id = actor.partition(":")
    return int(id) if kind == "person" else 0


def _facts(columns: dict) -> Facts:
    """From a row as the journal keeps it."""
    fields = {each: Incident._meta.fields[each] for each in Facts.__dataclass_fields__}
    values = {each: columns[field.column_name] for each, field in fields.items()}
    typed = {e: v if e == "grounds" else fields[e].python_value(v) for e, v in values.items()}
    return facts_of(typed)
