"""All promises a person may see: of the self-check and of findings. Few statements."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from peewee import JOIN

from secaudit.access.guard import Actor
from secaudit.audits.reach import Ground, ground
from secaudit.catalogue.models import Edition
from secaudit.findings.followed import followed_up
from secaudit.findings.kinds import TO_BE_MENDED
from secaudit.findings.lifecycle import OPEN, State
from secaudit.findings.models import Finding
from secaudit.findings.reading import findings
from secaudit.findings.sight import Sight, sight_of
from secaudit.improvements.kinds import ELSEWHERE
from secaudit.improvements.kinds import OPEN as UNFINISHED
from secaudit.improvements.kinds import State as Improving
from secaudit.improvements.models import Improvement, Promise
from secaudit.meetings.promises.kinds import Of, Promised
from secaudit.selfcheck.models import Period, Sheet
from secaudit.selfcheck.reading import catalogue_of

Text = dict[str, str] | str


def promises(actor: Actor, on: date, language: str = "ja") -> list[Promised]:
    """In official order; within a department findings first, then by the day in force."""
    known = ground(on)
    order = {office.id: at for at, office in enumerate(known.tree)}
    reach = reached(actor, known)
    found = [*_findings(sight_of(actor, on, known), known), *_improvements(known, language)]
    seen = [each for each in found if reach is None or each.unit in reach]
    return sorted(
        seen, key=lambda p: (order.get(p.unit, len(order)), p.of != Of.FINDING, p.due, p.id)
    )


def reached(actor: Actor, known: Ground) -> set[int] | None:
    """The departments whose promises this person sees; none: all of them."""
    heads = actor.units("read promises")
    return None if heads is None else known.tree.below(heads)


def today(unit: int, known: Ground) -> int:
    """The department that carries on a unit's history; the unit itself where none does."""
    there = [each for each in known.lines.after([unit]) if known.tree.get(each)]
    return unit if unit in there or not there else min(there)


# --- of findings ----------------------------------------------------------------------------


def _findings(sight: Sight, known: Ground) -> Iterator[Promised]:
    """Issued ones that are to be mended and have a date. The title is for those who may read it."""
    issued = Finding.issued_at.is_null(False) & Finding.due_on.is_null(False)
    wanted = issued & Finding.severity.in_(list(TO_BE_MENDED)) & (Finding.state != State.DROPPED)
    for row in findings().where(wanted):
        yield _of_finding(row, row.title if sight.whole(row) else row.publishable, known)


def _of_finding(row: Finding, title: str, known: Ground) -> Promised:
    followed = followed_up(row)
    is_open = row.state in OPEN
    return Promised(
        of=Of.FINDING,
        id=row.id,
        unit=today(row.unit_id, known),
        number=row.number,
        title=title,
        first_due=row.first_due_on or row.due_on,  # type: ignore[arg-type]
        due=row.due_on,  # type: ignore[arg-type]
        moved=row.extensions,
        open=is_open,
        expected=row.next_due_on if is_open else None,
        done_on=followed.closed,
        repeats=row.repeats_id is not None,
        year=row.fiscal_year,
    )


# --- of the self-check ----------------------------------------------------------------------


def _improvements(known: Ground, language: str) -> Iterator[Promised]:
    """What was carried on counts with the promise it was carried into, from its first date on."""
    rows = list(_with_period())
    earlier = {row.id: row for row in rows}
    first = first_dates(row.id for row in rows if row.moved)
    for row in rows:
        if row.state not in ELSEWHERE:
            chain = list(back(row, earlier))
            yield _of_improvement(row, chain, first, known, language)


def _with_period():
    return (
        Improvement.select(Improvement, Sheet.id, Period, Edition.id, Edition.hash)
        .join(Sheet)
        .join(Period)
        .join(Edition, JOIN.LEFT_OUTER)
    )


def first_dates(ids: Iterable[int]) -> dict[int, date]:
    """Improvement → the day that was promised first. One statement."""
    rows = Promise.select(Promise.improvement, Promise.due_on).where(Promise.number == 1)
    wanted = set(ids)
    return {row.improvement_id: row.due_on for row in rows if row.improvement_id in wanted}


def back(row: Improvement, earlier: dict[int, Improvement]) -> Iterator[Improvement]:
    """The promise and those it carries on, the newest first."""
    at: Improvement | None = row
    while at is not None:
        yield at
        at = earlier.get(at.follows_id)


def _of_improvement(row, chain: list, first: dict[int, date], known, language: str) -> Promised:
    oldest = chain[-1]
    reported = row.state != Improving.PROMISED
    return Promised(
        of=Of.IMPROVEMENT,
        id=row.id,
        unit=today(row.unit_id, known),
        number=row.control,
        title=title_in(row, language),
        first_due=first.get(oldest.id, oldest.due_on),
        due=row.due_on,
        moved=sum(each.moved for each in chain) + carried_later(chain, first),
        open=row.state in UNFINISHED,
        expected=None if reported else row.due_on,
        done_on=row.done_on if reported else None,
        year=row.sheet.period.fiscal_year,
    )


def carried_later(chain: list[Improvement], first: dict[int, date]) -> int:
    """How often a promise was carried on into one with a later day."""
    pairs = pairwise(chain)  # each with the one before it
    return sum(first.get(new.id, new.due_on) > old.due_on for new, old in pairs)


def title_in(row: Improvement, language: str) -> str:
    text: Text = catalogue_of(row.sheet.period).control(row.control).title  # type: ignore[attr-defined]
    return text if isinstance(text, str) else text.get(language) or next(iter(text.values()), "")
