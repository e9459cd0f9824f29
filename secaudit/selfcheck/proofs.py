"""Evidence of a sheet's answers, and of last year's beside them. One statement for a sheet."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from secaudit.access.guard import Actor
from secaudit.evidence import reading as evidence
from secaudit.evidence.actions import again
from secaudit.evidence.models import Evidence
from secaudit.evidence.rules import expired
from secaudit.selfcheck.answers import Withdrawn
from secaudit.selfcheck.causes import causes
from secaudit.selfcheck.models import Sheet
from secaudit.selfcheck.reading import links_into

KEPT_ON = "_proofs"


@dataclass
class Proofs:
    """By question of now: what is attached to it, and what was to last year's answer."""

    own: dict[str, list[Evidence]] = field(default_factory=dict)
    last: dict[str, list[Evidence]] = field(default_factory=dict)

    def all(self) -> list[Evidence]:
        return [row for each in (self.own, self.last) for rows in each.values() for row in rows]


def about(sheet: int) -> str:
    return f"sheet:{sheet}"


def proofs_of(sheet: Sheet) -> Proofs:
    """Read once for each sheet that was read: a page asks for them at several places."""
    if KEPT_ON not in sheet.__dict__:
        sheet.__dict__[KEPT_ON] = _read(sheet)
    return sheet.__dict__[KEPT_ON]


def _read(sheet: Sheet) -> Proofs:
    mine = about(sheet.id)
    rows = evidence.of([mine, *map(about, sheet.before)])
    own = evidence.by_control(row for row in rows if row.about == mine)
    earlier = evidence.by_control(row for row in rows if row.about != mine)
    return Proofs(own, _by_question_of_now(sheet, earlier) if earlier else {})


def _by_question_of_now(
    sheet: Sheet, earlier: dict[str, list[Evidence]]
) -> dict[str, list[Evidence]]:
    """A control may have had another id in last year's edition."""
    found = {}
    for control, link in links_into(sheet.period).items():
        if rows := [row for id in link.ids for row in earlier.get(id, [])]:
            found[control] = rows
    return found


def read_for(sheets: Collection[Sheet]) -> None:
    """This year's, for many sheets at once. One statement."""
    found = {about(sheet.id): sheet for sheet in sheets}
    for sheet in sheets:
        sheet.__dict__[KEPT_ON] = Proofs()
    for row in evidence.of(found):
        found[row.about].__dict__[KEPT_ON].own.setdefault(row.control, []).append(row)


def is_expired(row: Evidence, on: date) -> bool:
    return expired(row.expires_on, on)


def evidence_expired(sheet: Sheet, controls: Collection[str], on: date) -> dict[str, Withdrawn]:
    """Where evidence of last year's answer no longer holds, the answer is given afresh."""
    last = proofs_of(sheet).last
    return {
        control: Withdrawn.EVIDENCE
        for control in controls
        if any(is_expired(row, on) for row in last.get(control, []))
    }


causes.append(evidence_expired)


def reusable(sheet: Sheet, control: str) -> list[Evidence]:
    """What the department attached elsewhere, this year or last, each once; the newest first."""
    proofs = proofs_of(sheet)
    here = {same(row) for row in proofs.own.get(control, [])}
    found: dict[tuple, Evidence] = {}
    for row in sorted(proofs.all(), key=lambda each: -each.id):
        if same(row) not in here:
            found.setdefault(same(row), row)
    return list(found.values())


def same(row: Evidence) -> tuple:
    """What makes two rows the same thing."""
    return row.title, row.kept_at, row.file_hash, row.covers_to, row.expires_on


def in_content(sheet: Sheet) -> dict[str, list[dict]]:
    """As it becomes part of what is handed in."""
    own = proofs_of(sheet).own
    return {control: [_plain(row) for row in rows] for control, rows in own.items()}


def _plain(row: Evidence) -> dict:
    return {
        "title": row.title,
        "kept_at": row.kept_at,
        "covers_from": row.covers_from,
        "covers_to": row.covers_to,
        "expires_on": row.expires_on,
        "file": row.file_hash,
    }


def titles(rows: Iterable[Evidence]) -> str:
    """In one cell of a table."""
    return "、".join(row.title for row in rows)


def carried_on(sheet: Sheet, control: str, by: Actor, at: datetime, on: date) -> list[Evidence]:
    """Last year's evidence for an answer that is last year's: rows to be recorded with it."""
    proofs = proofs_of(sheet)
    here = {same(row) for row in proofs.own.get(control, [])}
    return [
        again(row, by, about=sheet, control=control, unit=sheet.unit_id, at=at, on=on)
        for row in proofs.last.get(control, [])
        if same(row) not in here
    ]
