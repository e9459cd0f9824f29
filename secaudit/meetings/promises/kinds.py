"""A promise, whatever it was made about, and what many of them come to. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from secaudit.errors import N_
from secaudit.metrics.audits import Followed, kept_rate, repeat_rate
from secaudit.metrics.rate import Rate


class Of(StrEnum):
    IMPROVEMENT = "improvement"
    FINDING = "finding"

    @property
    def label(self) -> str:
        return {Of.IMPROVEMENT: N_("Improvement"), Of.FINDING: N_("Corrective action")}[self]


@dataclass(frozen=True)
class Promised:
    """Something a department promised to mend by a day.

    `expected`: the day that counts now; none where nothing is expected of the department. `done_on`:
    the day it was mended, as reported; of a finding only once an auditor has seen it.
    """

    of: Of
    id: int
    unit: int  # the department of today that answers for it
    number: str  # R8-3, or the control
    title: str
    first_due: date
    due: date
    moved: int
    open: bool
    expected: date | None = None
    done_on: date | None = None
    repeats: bool = False
    year: int = 0

    @property
    def days_moved(self) -> int:
        return (self.due - self.first_due).days

    def is_late(self, on: date) -> bool:
        return self.open and self.expected is not None and self.expected < on

    def days_late(self, on: date) -> int:
        return (on - self.expected).days if self.expected and self.is_late(on) else 0

    @property
    def followed(self) -> Followed:
        return Followed(self.due, self.done_on, self.repeats, self.moved)


@dataclass(frozen=True)
class Figures:
    """What the promises of a department, or of the city, come to."""

    open: int
    moved: int  # promises whose date was ever put off
    times: int  # how often altogether
    longest: int  # by how many days at most
    late: int
    before_meeting: int  # due by then, and not done
    on_time: Rate  # 約束の期限内完了率
    repeats: int
    repeat: Rate  # 再発率


def figures(promises: Iterable[Promised], on: date, meeting: date | None) -> Figures:
    """`meeting`: the day of the next one, if there is one."""
    every = list(promises)
    slipped = [each for each in every if each.moved]
    findings = [each.followed for each in every if each.of == Of.FINDING]
    return Figures(
        open=sum(each.open for each in every),
        moved=len(slipped),
        times=sum(each.moved for each in slipped),
        longest=max((each.days_moved for each in slipped), default=0),
        late=sum(each.is_late(on) for each in every),
        before_meeting=sum(is_due_by(each, meeting) for each in every),
        on_time=kept_rate((each.followed for each in every), on),
        repeats=sum(each.repeats for each in every),
        repeat=repeat_rate(findings),
    )


def is_due_by(each: Promised, meeting: date | None) -> bool:
    return bool(meeting and each.open and each.expected and each.expected <= meeting)


def was_decided(each: Promised, on: date) -> bool:
    """Whether it counts in the rate on time: done, or its date has passed."""
    return each.done_on is not None or each.due < on


def was_on_time(each: Promised, on: date) -> bool:
    return each.done_on is not None and each.done_on <= each.due
