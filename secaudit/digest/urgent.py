"""What does not wait for the morning: a sheet was sent back, a major finding has become overdue."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from secaudit.access.roles import Role
from secaudit.errors import N_
from secaudit.findings.kinds import Severity, Turn
from secaudit.findings.models import Finding
from secaudit.people.models import Assignment
from secaudit.people.reading import in_force
from secaudit.selfcheck.kinds import Form, SheetState
from secaudit.selfcheck.models import Sheet, SheetReturn

NEWS = timedelta(days=2)  # what is older was told by a digest


@dataclass(frozen=True)
class Call:
    """`key` and the person make the letter; `words` is a message id with `params`."""

    key: str
    people: frozenset[int]
    words: str
    params: dict
    address: tuple[str, dict]
    due: date | None = None


def calls(on: date, at: datetime) -> Iterator[Call]:
    yield from _sent_back(on, at)
    yield from _overdue(on)


def _sent_back(on: date, at: datetime) -> Iterator[Call]:
    rows = SheetReturn.select(SheetReturn, Sheet).join(Sheet)
    news = (SheetReturn.at > at - NEWS) & (Sheet.state == SheetState.RETURNED)
    for row in rows.where(news & (Sheet.form == Form.DEPARTMENT)).order_by(SheetReturn.id):
        yield Call(
            key=f"returned:{row.id}",
            people=_holders(row.sheet.unit_id, {Role.CONTACT}, on),
            words=N_("%(unit)s was sent back: look at the head's words"),
            params={"unit": row.sheet},
            address=("selfcheck.sheet", {"id": row.sheet_id}),
            due=row.sheet.due_on,
        )


def _overdue(on: date) -> Iterator[Call]:
    late = (Finding.next_due_on < on) & (Finding.next_due_on >= on - NEWS)
    mine = (Finding.turn == Turn.DEPARTMENT) & (Finding.severity == Severity.MAJOR)
    for row in Finding.select().where(late & mine).order_by(Finding.id):
        yield Call(
            key=f"overdue:{row.id}:{row.next_due_on}",
            people=_holders(row.unit_id, {Role.CONTACT, Role.MGR}, on),
            words=N_("The major finding %(number)s is overdue"),
            params={"number": row.number},
            address=("findings.show", {"id": row.id}),
            due=row.next_due_on,
        )


def _holders(unit: int, roles: set[Role], on: date) -> frozenset[int]:
    held = Assignment.select(Assignment.person).where(in_force(on) & (Assignment.unit == unit))
    return frozenset(row.person_id for row in held.where(Assignment.role.in_(roles)))
