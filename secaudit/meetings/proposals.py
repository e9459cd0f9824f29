"""What calls for the committee: read from where it happens, to be ticked onto an agenda.

A proposal says no more than a committee may read: of a finding its number, department and the summary
that may be published.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from secaudit.access.guard import SYSTEM
from secaudit.calendar.fiscal import fiscal_year
from secaudit.errors import N_
from secaudit.exceptions import reading as exceptions
from secaudit.findings.kinds import RequestState, Turn
from secaudit.findings.models import Extension, Finding, RiskAcceptance
from secaudit.findings.reading import findings, open_serious
from secaudit.measures import reading as measures
from secaudit.meetings import rows
from secaudit.meetings.kinds import Outcome, Progress, Source
from secaudit.meetings.models import AgendaItem, Meeting
from secaudit.meetings.promises.kinds import Of, Promised, figures
from secaudit.meetings.promises.reading import promises
from secaudit.organisation.reading import last_names

TWICE = 2  # a promise that was put off so often is the committee's


@dataclass(frozen=True)
class Proposal:
    """`words` is a message id with `params`; dates and offices are written where it is shown."""

    source: Source
    about: str
    words: str
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.source.name}:{self.about}"


def proposals(meeting: Meeting, on: date) -> list[Proposal]:
    """What is not on this agenda yet, by kind."""
    there = {(i.source, i.about) for i in rows.items_of(meeting) if not i.removed}
    found = [each for propose in SOURCES for each in propose(on)]
    own = {f"agenda_item:{item.id}" for item in rows.items_of(meeting)}
    return [p for p in found if (p.source, p.about) not in there and p.about not in own]


def _overdue(on: date) -> Iterator[Proposal]:
    for row in open_serious(on):
        if row.next_due_on and row.next_due_on < on:
            words = N_("%(number)s %(unit)s: %(summary)s (overdue since %(day)s)")
            yield _of_finding(
                Source.OVERDUE, row, words, day=row.next_due_on, summary=row.publishable
            )


def _of_finding(source: Source, row: Finding, words: str, **more) -> Proposal:
    params = {"number": row.number, "unit": row.paper, **more}
    return Proposal(source, f"finding:{row.id}", words, params)


def _risks(on: date) -> Iterator[Proposal]:
    rows = RiskAcceptance.select().where(RiskAcceptance.state == RequestState.REQUESTED)
    words = N_("%(number)s %(unit)s: accept the risk until %(day)s")
    yield from _requests(Source.RISK, words, {row.finding_id: row.review_on for row in rows})


def _later(on: date) -> Iterator[Proposal]:
    waiting = (Extension.state == RequestState.REQUESTED) & (Extension.level == Turn.CISO)
    asked = {row.finding_id: row.until for row in Extension.select().where(waiting)}
    yield from _requests(Source.LATER, N_("%(number)s %(unit)s: put off to %(day)s"), asked)


def _requests(source: Source, words: str, days: dict[int, date]) -> Iterator[Proposal]:
    some = findings().where(Finding.id.in_(list(days) or [0])).order_by(Finding.serial)
    for row in some:
        yield _of_finding(source, row, words, day=days[row.id])


def _exceptions(on: date) -> Iterator[Proposal]:
    waiting = exceptions.waiting()
    units = last_names({row.unit_id for row in waiting}) if waiting else {}
    for row in waiting:
        yield Proposal(
            Source.EXCEPTION,
            f"deviation:{row.id}",
            N_("%(number)s %(unit)s: exception from %(control)s until %(day)s"),
            {
                "number": row.number,
                "unit": units[row.unit_id],
                "control": row.control,
                "day": row.expires_on,
            },
        )


def _slipped(on: date) -> Iterator[Proposal]:
    """Departments in official order whose promises of the self-check are overdue or were put off
    again and again."""
    by_unit: dict[int, list] = {}
    for each in promises(SYSTEM, on):
        if each.of == Of.IMPROVEMENT and each.open and has_slipped(each, on):
            by_unit.setdefault(each.unit, []).append(each)
    units = last_names(set(by_unit)) if by_unit else {}
    for unit, some in by_unit.items():
        told = figures(some, on, None)
        yield Proposal(
            Source.PROMISE,
            f"unit:{unit}",
            N_("%(unit)s: promises overdue %(late)s, put off twice or more %(moved)s"),
            {
                "unit": units[unit],
                "late": told.late,
                "moved": sum(p.moved >= TWICE for p in some),
            },
        )


def has_slipped(each: Promised, on: date) -> bool:
    return each.is_late(on) or each.moved >= TWICE


def _measures(on: date) -> Iterator[Proposal]:
    for each in measures.slipped(fiscal_year(on)):
        words = N_("“%(title)s” is behind its plan (%(year)s)")
        params = {"title": each.title, "year": each.year}
        yield Proposal(Source.MEASURE, f"measure:{each.measure}", words, params)


def _targets(on: date) -> Iterator[Proposal]:
    for row in measures.proposed():
        params = {"year": row.fiscal_year}
        yield Proposal(Source.TARGETS, f"target_set:{row.id}", N_("Targets of %(year)s"), params)


def _postponed(on: date) -> Iterator[Proposal]:
    """Put off by an earlier meeting, and not on the agenda of a later one since."""
    items = AgendaItem.select(AgendaItem, Meeting).join(Meeting).where(~AgendaItem.removed)
    every = list(items.order_by(Meeting.on, AgendaItem.position))
    taken_up = {each.about for each in every}
    newest = rows.newest_resolutions(each.id for each in every)
    for each in every:
        put_off = each.id in newest and newest[each.id].outcome == Outcome.POSTPONED
        if put_off and f"agenda_item:{each.id}" not in taken_up:
            params = {"title": each.title, "day": each.meeting.on}
            words = N_("%(title)s (postponed by the meeting of %(day)s)")
            yield Proposal(Source.POSTPONED, f"agenda_item:{each.id}", words, params)


def _actions(on: date) -> Iterator[Proposal]:
    for row in rows.all_actions(Progress.OPEN):
        if row.is_late(on) or row.moved >= TWICE:
            params = {"what": row.what, "owner": row.owner_title, "day": row.due_on}
            words = N_("%(what)s (%(owner)s, due on %(day)s)")
            yield Proposal(Source.ACTION, f"meeting_action:{row.id}", words, params)


SOURCES: list[Callable[[date], Iterator[Proposal]]] = [
    _postponed, _overdue, _risks, _later, _exceptions, _slipped, _measures, _targets, _actions,
]  # fmt: skip
