"""The list people work from: which findings, in which order, on which page."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from peewee import Case

from secaudit.access.guard import Actor
from secaudit.access.matrix import MAY, UNIT
from secaudit.access.roles import Role
from secaudit.audits.models import WorkingPaper
from secaudit.audits.reach import lines
from secaudit.errors import N_
from secaudit.findings import deadlines, reading
from secaudit.findings.kinds import Severity, Turn
from secaudit.findings.lifecycle import OPEN, State
from secaudit.findings.models import Finding
from secaudit.findings.sight import Sight
from secaudit.organisation.settings import settings

PAGE = 50


class View(StrEnum):
    MINE = "mine"
    OVERDUE = "overdue"
    ESCALATED = "escalated"
    MAJOR = "major"
    FACT_CHECK = "fact-check"
    OPEN = "open"
    ALL = "all"

    @property
    def label(self) -> str:
        return VIEWS[self]


VIEWS = {
    View.MINE: N_("My turn"),
    View.OVERDUE: N_("Overdue"),
    View.ESCALATED: N_("Long overdue"),
    View.MAJOR: N_("Major, open"),
    View.FACT_CHECK: N_("In fact check"),
    View.OPEN: N_("All open"),
    View.ALL: N_("All"),
}

BY_SEVERITY = Case(Finding.severity, [(each, rank) for rank, each in enumerate(Severity)])
SORTS: dict[str, tuple[Any, ...]] = {
    "due": (Finding.next_due_on,),
    "number": (Finding.fiscal_year, Finding.serial),
    "unit": (WorkingPaper.position,),
    "severity": (BY_SEVERITY,),
    "state": (Finding.state,),
}


@dataclass(frozen=True)
class Query:
    """What the person asked for; anything that is not understood is left out."""

    view: View = View.ALL
    state: State | None = None
    severity: Severity | None = None
    year: int | None = None
    unit: int | None = None
    engagement: int | None = None
    words: str = ""
    sort: str = "due"
    backwards: bool = False
    page: int = 1

    def address(self, **changes) -> dict[str, str]:
        """As the parameters of an address, without what is as usual."""
        asked = replace(self, **({"page": 1} | changes))
        names = {"words": "q", "backwards": "desc"}
        values = {
            names.get(name, name): getattr(asked, name)
            for name, field in Query.__dataclass_fields__.items()
            if getattr(asked, name) != field.default
        }
        return {name: "1" if value is True else str(value) for name, value in values.items()}


@dataclass(frozen=True)
class Page:
    rows: list[Finding]
    total: int
    number: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


def page(query: Query, sight: Sight, actor: Actor, on: date) -> Page:
    """Two statements, however many findings there are; one where one page holds all."""
    chosen = _chosen(query, sight, actor, on)
    rows = chosen.order_by(*_order(query))
    if query.page == 1:
        found = list(rows.paginate(1, PAGE))
        return Page(found, len(found) if len(found) < PAGE else chosen.count(), 1)
    total = chosen.count()
    number = min(query.page, max(1, -(-total // PAGE)))
    return Page(list(rows.paginate(number, PAGE)), total, number)


def every(query: Query, sight: Sight, actor: Actor, on: date, most: int = 20_000) -> list[Finding]:
    """All pages of the list, for a file."""
    return list(_chosen(query, sight, actor, on).order_by(*_order(query)).limit(most))


def _chosen(query: Query, sight: Sight, actor: Actor, on: date):
    rows = reading.findings().where(sight.any_condition())
    for condition in _conditions(query, sight, actor, on):
        rows = rows.where(condition)
    return rows


def _order(query: Query):
    columns = SORTS.get(query.sort, SORTS["due"])
    turned = [
        column.desc(nulls="last") if query.backwards else column.asc(nulls="last")
        for column in columns
    ]
    return [*turned, Finding.fiscal_year.desc(), Finding.serial.desc()]


def _conditions(query: Query, sight: Sight, actor: Actor, on: date):
    yield from _view(query.view, sight, actor, on)
    if query.state:
        yield Finding.state == query.state
    if query.severity:
        yield Finding.severity == query.severity
    if query.year:
        yield Finding.fiscal_year == query.year
    if query.unit:
        yield Finding.unit.in_(sorted(lines().before([query.unit])))
    if query.engagement:
        yield Finding.engagement == query.engagement
    if query.words:
        # What only the status is seen of must not be found by its words.
        yield (Finding.number == query.words) | (
            sight.condition() & Finding.title.contains(query.words)
        )


def _view(view: View, sight: Sight, actor: Actor, on: date):
    if view == View.MINE:
        yield mine(sight, actor)
    elif view == View.OVERDUE:
        yield reading.is_overdue(on)
    elif view == View.ESCALATED:
        level = "ciso" if Role.CISO in actor.roles else "director"
        days = settings()[f"escalate_{level}_days"]
        late = deadlines.escalated_before(on, days, settings())
        yield Finding.state.in_(list(OPEN)) & (Finding.next_due_on <= late)
    elif view == View.MAJOR:
        yield (Finding.severity == Severity.MAJOR) & Finding.state.in_(list(OPEN))
    elif view == View.FACT_CHECK:
        yield Finding.state == State.FACT_CHECK
    elif view == View.OPEN:
        yield Finding.state.in_(list(OPEN))


def mine(sight: Sight, actor: Actor):
    """What waits for this person: by the role that acts next, where they hold it."""
    parts = []
    for role in actor.roles:
        parts += _turns(role, sight, actor)
    whole = Finding.id == 0
    for part in parts:
        whole = whole | part
    return whole


def _turns(role: Role, sight: Sight, actor: Actor) -> list:
    if role == Role.AUDITLEAD:
        given = (Finding.turn == Turn.AUDITOR) & (Finding.assigned_to == actor.person)
        return [Finding.turn == Turn.LEAD, given]
    if role == Role.CISO:
        return [Finding.turn == Turn.CISO]
    if role in (Role.AUDITOR, Role.EXTERNAL):
        own = list(sight.engagements) or [0]
        mine = Finding.assigned_to.is_null() | (Finding.assigned_to == actor.person)
        return [(Finding.turn == Turn.AUDITOR) & Finding.engagement.in_(own) & mine]
    turn = {Role.MGR: Turn.DEPARTMENT, Role.CONTACT: Turn.DEPARTMENT, Role.DIR: Turn.DIRECTOR}
    if role not in turn or MAY["read findings"].get(role) != UNIT:
        return []
    here = (Finding.turn == turn[role]) & Finding.unit.in_(list(sight.units) or [0])
    # The contact writes plans and does the work; the facts are the head's to answer.
    return [here & (Finding.state != State.FACT_CHECK) if role == Role.CONTACT else here]
