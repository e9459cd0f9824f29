"""A programme as a table: each department with when it was audited, and when its turn is."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from secaudit.audits.programme.reading import Audited
from secaudit.audits.reach import Ground
from secaudit.audits.rotation import Waiting
from secaudit.fieldwork.proposing import Candidate
from secaudit.organisation.tree import Office


@dataclass(frozen=True)
class Row:
    """One department of today."""

    office: Office
    bureau: Office | None
    points: int
    last: Audited | None  # its last audit with a report, or that of a department it carries on
    latest: int  # the fiscal year by which it should be audited
    late: bool  # nothing is planned in time
    turns: frozenset[int] = frozenset()
    audits: Mapping[int, list[Audited]] = field(default_factory=dict)  # by fiscal year

    @property
    def waiting(self) -> Waiting:
        return Waiting(self.office.id, self.last.year if self.last else None, self.points)

    @property
    def carried_on(self) -> bool:
        """Whether the last audit was of a department that this one came from."""
        return self.last is not None and self.last.unit != self.office.id


def rows(
    candidates: Iterable[Candidate],
    audits: Iterable[Audited],
    turns: Collection[tuple[int, int]],
    known: Ground,
    span: tuple[int, int, int],
    now: int,
) -> list[Row]:
    """In official order. `span`: first year, years, every; `now`: the fiscal year of today."""
    by_unit: dict[int, list[Audited]] = {}
    for each in audits:
        by_unit.setdefault(each.unit, []).append(each)
    found = {each.office.id: each for each in candidates}
    return [
        _row(found[office.id], by_unit, turns, known.lines.before([office.id]), span, now)
        for office in known.tree.answering()
        if office.id in found
    ]


def _row(candidate: Candidate, by_unit, turns, line: set[int], span, now: int) -> Row:
    first, years, every = span
    own = sorted((a for unit in line for a in by_unit.get(unit, [])), key=lambda each: each.year)
    reported = [each for each in own if each.reported]
    last = reported[-1] if reported else None
    mine = frozenset(year for unit, year in turns if unit in line)
    latest = Waiting(candidate.office.id, last.year if last else None).latest(first, every)
    coming = {year for year in mine if year >= now} | {a.year for a in own if not a.reported}
    late = latest < first + years and not any(year <= max(latest, now) for year in coming)
    audits = {year: [a for a in own if a.year == year] for year in {a.year for a in own}}
    return Row(
        candidate.office, candidate.bureau, candidate.points, last, latest, late, mine, audits
    )
