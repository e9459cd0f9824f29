"""The journal as it is read: filtered, newest first, with names of people and things."""

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from secaudit.access.guard import Actor
from secaudit.accounts.models import Account
from secaudit.audits.models import Engagement, WorkingPaper
from secaudit.calendar.moments import end_of, start_of
from secaudit.findings.models import Finding
from secaudit.journal.models import JournalEntry, JournalPayload
from secaudit.organisation.models import System
from secaudit.organisation.reading import last_names
from secaudit.people.models import Person
from secaudit.reports.acts import ACTS, OF_AUDITS
from secaudit.reports.inputs import Text
from secaudit.reports.reading import period_title
from secaudit.selfcheck.models import Period, Sheet

VERIFIED = "journal.verify"


@dataclass(frozen=True)
class Filter:
    """Empty: everything."""

    who: str = ""  # part of a name, or an employee number
    obj: str = ""  # sheet, or sheet:12
    act: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Line:
    number: int
    at: datetime
    actor: str
    who: Text  # empty where it is no person
    post: str
    act: str
    did: str  # a message id, or the act itself where it has no words
    obj: str
    about: Text  # empty where only its kind has a word
    reason: str
    rows: int


def entries(filter: Filter, actor: Actor, before: int | None, size: int) -> list[JournalEntry]:
    """The newest first, older than `before`; one more than `size` where there are more."""
    query = JournalEntry.select(
        JournalEntry.id, JournalEntry.at, JournalEntry.actor, JournalEntry.act, JournalEntry.obj
    )
    for condition in conditions(filter, actor):
        query = query.where(condition)
    if before is not None:
        query = query.where(JournalEntry.id < before)
    return list(query.order_by(JournalEntry.id.desc()).limit(size + 1))


def conditions(filter: Filter, actor: Actor) -> Iterable[Any]:
    if filter.who:
        people = [f"person:{id}" for id in named(filter.who)]
        yield JournalEntry.actor.in_(people or [filter.who])
    if filter.obj:
        exact = JournalEntry.obj == filter.obj
        yield exact if ":" in filter.obj else exact | JournalEntry.obj.startswith(f"{filter.obj}:")
    if filter.act:
        yield JournalEntry.act == filter.act
    if filter.since:
        yield JournalEntry.at >= start_of(filter.since)
    if filter.until:
        yield JournalEntry.at < end_of(filter.until)
    if not sees_statuses(actor):
        for kind in OF_AUDITS:
            yield ~JournalEntry.obj.startswith(f"{kind}:")


def sees_statuses(actor: Actor) -> bool:
    return actor.may("read finding statuses")


def named(text: str) -> list[int]:
    """People by part of a name, however it is spaced, or by employee number."""
    wanted = "".join(text.split()).casefold()
    rows = Person.select(Person.id, Person.number, Person.name, Person.name_en)
    return [
        row.id
        for row in rows
        if wanted == row.number
        or any(wanted in "".join(name.split()).casefold() for name in (row.name, row.name_en))
    ]


def lines(found: Collection[JournalEntry], actor: Actor) -> list[Line]:
    """Entries with what they are about and why, in a constant number of statements."""
    bodies = _bodies([entry.id for entry in found])
    people = _people({entry.actor for entry in found})
    things = names_of({entry.obj for entry in found})
    words = actor.trusted or actor.units("read findings") is None
    return [_line(each, bodies, people, things, words) for each in found]


def _line(entry: JournalEntry, bodies: dict, people: dict, things: dict, words: bool) -> Line:
    body = bodies.get(entry.id, {})
    of_audits = entry.obj.split(":")[0] in OF_AUDITS
    return Line(
        number=entry.id,
        at=entry.at,
        actor=entry.actor,
        who=people.get(entry.actor, {}),
        post=body.get("post", ""),
        act=entry.act,
        did=ACTS.get(entry.act, entry.act),
        obj=entry.obj,
        about=things.get(entry.obj, {}),
        reason=body.get("reason", "") if words or not of_audits else "",
        rows=len(body.get("rows", ())),
    )


def _bodies(ids: list[int]) -> dict[int, dict]:
    """An erased payload has none."""
    rows = JournalPayload.select(JournalPayload.id, JournalPayload.body)
    return {row.id: json.loads(row.body) for row in rows.where(JournalPayload.id.in_(ids))}


def _people(refs: Collection[str]) -> dict[str, Text]:
    rows = Person.select().where(Person.id.in_(_ids(refs, "person")))
    return {f"person:{row.id}": _both(row.name, row.name_en) for row in rows}


def last_verification() -> tuple[datetime, dict] | None:
    """When the journal was last checked with the result written down, and that result."""
    rows = JournalEntry.select().where(JournalEntry.act == VERIFIED)
    entry = rows.order_by(JournalEntry.id.desc()).first()
    if entry is None:
        return None
    return entry.at, _bodies([entry.id]).get(entry.id, {}).get("details", {})


# --- what things are called -------------------------------------------------------------------


def names_of(objects: Collection[str]) -> dict[str, Text]:
    """One statement for each kind of thing that occurs."""
    found: dict[str, Text] = {}
    for kind, read in READERS.items():
        if ids := _ids(objects, kind):
            found |= {f"{kind}:{id}": text for id, text in read(ids).items()}
    return found


def _ids(objects: Collection[str], kind: str) -> set[int]:
    parts = (each.partition(":") for each in objects)
    return {int(id) for name, _colon, id in parts if name == kind and id.isdigit()}


def _both(ja: str, en: str) -> Text:
    return {"ja": ja, "en": en or ja}


def _sheets(ids: set[int]) -> dict[int, Text]:
    rows = Sheet.select(Sheet.id, Sheet.name, Sheet.name_en, Period).join(Period)
    return {row.id: _in_period(row) for row in rows.where(Sheet.id.in_(ids))}


def _in_period(sheet: Sheet) -> Text:
    title = period_title(sheet.period)
    return {
        "ja": f"{sheet.name}（{title['ja']}）",
        "en": f"{sheet.name_en or sheet.name} ({title['en']})",
    }


def _periods(ids: set[int]) -> dict[int, Text]:
    return {row.id: period_title(row) for row in Period.select().where(Period.id.in_(ids))}


def _findings(ids: set[int]) -> dict[int, Text]:
    """By number only: titles are not for everyone who reads the journal."""
    rows = Finding.select(Finding.id, Finding.number).where(Finding.id.in_(ids))
    return {row.id: {"ja": row.number} for row in rows}


def _papers(ids: set[int]) -> dict[int, Text]:
    rows = WorkingPaper.select().where(WorkingPaper.id.in_(ids))
    return {row.id: _both(row.name, row.name_en) for row in rows}


def _engagements(ids: set[int]) -> dict[int, Text]:
    return {r.id: {"ja": r.number} for r in Engagement.select().where(Engagement.id.in_(ids))}


def _units(ids: set[int]) -> dict[int, Text]:
    return {id: _both(row.name, row.name_en) for id, row in last_names(ids).items()}


def _systems(ids: set[int]) -> dict[int, Text]:
    rows = System.select().where(System.id.in_(ids))
    return {row.id: _both(row.name, row.name_en) for row in rows}


def _persons(ids: set[int]) -> dict[int, Text]:
    rows = Person.select().where(Person.id.in_(ids))
    return {row.id: _both(row.name, row.name_en) for row in rows}


def _accounts(ids: set[int]) -> dict[int, Text]:
    rows = Account.select(Account.id, Person).join(Person).where(Account.id.in_(ids))
    return {row.id: _both(row.person.name, row.person.name_en) for row in rows}


READERS: dict[str, Callable[[set[int]], dict[int, Text]]] = {
    "sheet": _sheets,
    "period": _periods,
    "finding": _findings,
    "working_paper": _papers,
    "engagement": _engagements,
    "unit": _units,
    "system": _systems,
    "person": _persons,
    "account": _accounts,
}
