"""By when a leak has to be reported to the Personal Information Protection Commission. Pure.

Sources: 個人情報の保護に関する法律 第68条 for public bodies, municipalities among them since April 2023
(第26条 with 施行規則 第7条・第8条 is its counterpart for businesses and is not the city's); 施行規則 第43条
for what is to be reported. 「速やかに」 for the first report is taken as 「概ね3～5日以内」 by the
commission's guidelines; the full report has 30 days, 60 where a wrongful purpose is to be feared. My
Number data: 番号法 第29条の4 with the commission's rules under it (平成27年特定個人情報保護委員会規則第5号),
第2条 for what, 第3条 for when. Compared on 2026-11-21 with published accounts of these rules, not with
the official text: so pages name the law and tell people to look at the commission's own guidance.

Days are calendar days and the day of knowing is the first. Where the last day of the full report is a
Saturday, Sunday, holiday or lies from 29 December to 3 January, the next open day is taken as the
last, as for national offices; days on which only the city is closed change nothing.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from secaudit.calendar.workdays import next_open_day
from secaudit.errors import N_
from secaudit.incidents.kinds import Duty, Ground

FIRST_FROM, FIRST_BY = 3, 5  # days, the day of knowing included
FULL, FULL_WRONGFUL = 30, 60
NEAR = 7  # so many days before, the secretariat is told of a full report


class Report(StrEnum):
    FIRST = "first report"
    FULL = "full report"

    @property
    def label(self) -> str:
        return {Report.FIRST: N_("First report"), Report.FULL: N_("Full report")}[self]


@dataclass(frozen=True)
class Deadline:
    """One report: from when on it is expected, its last day, and when it was made."""

    report: Report
    since: date
    due: date
    done: date | None = None

    def left(self, on: date) -> int:
        """Days until the last day; negative once it has passed. A report that was made: its own."""
        return (self.due - (self.done or on)).days

    def is_late(self, on: date) -> bool:
        return self.left(on) < 0

    def calls(self, on: date) -> bool:
        """Whether it is time to say so."""
        near = self.report == Report.FIRST or self.left(on) <= NEAR
        return self.done is None and near


def day(knew: date, number: int) -> date:
    """The n-th day, the day of knowing being the first."""
    return knew + timedelta(days=number - 1)


def full_days(grounds: Collection[str]) -> int:
    return FULL_WRONGFUL if Ground.WRONGFUL in grounds else FULL


def deadlines(
    knew: date,
    duty: Duty,
    grounds: Collection[str],
    first: date | None = None,
    full: date | None = None,
) -> list[Deadline]:
    """None where nothing has to be reported; while that is undecided the time runs all the same.

    `first`, `full`: when the reports were made. A full report in time stands for both.
    """
    if duty == Duty.NONE:
        return []
    last = next_open_day(day(knew, full_days(grounds)))
    return [
        Deadline(Report.FIRST, day(knew, FIRST_FROM), day(knew, FIRST_BY), first or full),
        Deadline(Report.FULL, last, last, full),
    ]


def next_call(found: list[Deadline], on: date) -> Deadline | None:
    """What the secretariat has to do first, where it is time."""
    return next((each for each in found if each.calls(on)), None)
