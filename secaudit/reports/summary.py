"""The one value from which screen, PDF, Excel, CSV and JSON are written."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from secaudit.incidents.listing import Totals
from secaudit.metrics.answers import NONE, coverage_rate, implementation_rate, na_rate
from secaudit.metrics.counts import Counts
from secaudit.metrics.rate import Rate, points
from secaudit.metrics.variant import STANDARD, Variant
from secaudit.reports.inputs import ChapterFact, PeriodFact, Position, Text

SCHEMA = "secaudit-summary/1"


@dataclass
class Line:
    """Counts of one row of a table, and both years over what they share. Thousands are made for a
    page: one that is not frozen takes a third of the time."""

    counts: Counts = NONE
    now: Counts = NONE  # this year, only what last year has too
    before: Counts = NONE  # last year, only what this year has too
    variant: Variant = STANDARD
    compares: bool = True  # False while too little is in: no change is shown then

    @cached_property
    def coverage(self) -> Rate:
        return coverage_rate(self.counts, self.variant)

    @cached_property
    def rate(self) -> Rate:
        return implementation_rate(self.counts)

    @cached_property
    def last(self) -> Rate:
        return implementation_rate(self.before) if self.compares else Rate(0, 0)

    @cached_property
    def current(self) -> Rate:
        """This year's rate over what is compared; can differ from `rate`."""
        return implementation_rate(self.now) if self.compares else Rate(0, 0)

    @cached_property
    def change(self) -> Decimal | None:
        return points(self.current, self.last) if self.compares else None

    @property
    def fell(self) -> bool:
        return self.compares and self.change is not None and self.change < 0

    @property
    def rose(self) -> bool:
        return self.compares and self.change is not None and self.change > 0

    @property
    def gaps(self) -> Rate:
        """What is not (fully) implemented: the other side of the rate."""
        rate = self.rate
        return Rate(rate.denominator - rate.numerator, rate.denominator)

    @property
    def many_not_applicable(self) -> bool:
        return na_rate(self.counts).reaches(self.variant.not_applicable_alarm)


@dataclass(frozen=True)
class ChapterLine:
    id: str
    title: Text
    line: Line
    controls: int


@dataclass(frozen=True)
class Audited:
    """What auditors found, kept apart from what was declared."""

    judged: int = 0  # 適合, 一部不適合 or 不適合
    conforming: int = 0
    compared: int = 0  # judged, and declared in the self-check
    differing: int = 0  # declared ○, judged 一部不適合 or 不適合
    departments: int = 0
    last_on: date | None = None

    @property
    def withheld(self) -> bool:
        """Left out of what is published: too few departments."""
        return bool(self.departments and not self.judged)

    @property
    def conformity(self) -> Rate:
        return Rate(self.conforming, self.judged)

    @property
    def discrepancy(self) -> Rate:
        return Rate(self.differing, self.compared)


@dataclass(frozen=True)
class ItemLine:
    """One item of the ordinance: what is declared, and what was audited."""

    id: str
    title: Text
    line: Line
    controls: tuple[str, ...]
    audited: Audited


@dataclass(slots=True)  # as Line
class DepartmentLine:
    sheet: int
    unit: int
    name: Text
    bureau: Text
    state: str
    counted: bool
    confirmed: bool
    line: Line
    due_on: date
    days_late: int  # 0 where it is in, or not yet due
    days_left: int


@dataclass(frozen=True)
class Exempted:
    unit: int
    name: Text
    reason: str


@dataclass(frozen=True)
class SheetCounts:
    """Three populations: required, handed in, confirmed."""

    required: int = 0
    counted: int = 0  # handed in: submitted or confirmed
    confirmed: int = 0
    waiting: int = 0  # handed in, not yet confirmed by the head
    exempted: int = 0
    same_day: Rate | None = None  # last year's, on the same day

    @property
    def submission(self) -> Rate:
        return Rate(self.confirmed, self.required)

    @property
    def handed_in(self) -> Rate:
        return Rate(self.counted, self.required)

    @property
    def missing(self) -> int:
        return self.required - self.counted


@dataclass(frozen=True)
class SeverityLine:
    severity: str
    issued: int  # in this fiscal year
    open: int  # of any year
    overdue: int


@dataclass(frozen=True)
class FindingLine:
    id: int
    number: str
    unit: int
    department: Text
    severity: str
    state: str
    title: str
    due_on: date | None
    first_due_on: date | None
    extensions: int
    days_late: int
    days_open: int
    awaits: str = ""
    until: date | None = None
    asks: str = ""
    version: int = 0


@dataclass(frozen=True)
class Comparable:
    """How far the two years can be compared; printed beside every change."""

    questions: int = 0
    of_questions: int = 0
    departments: int = 0
    of_departments: int = 0
    fiscal_year: int | None = None  # the year compared with


@dataclass(frozen=True)
class Summary:
    at: datetime
    on: date
    city_name: Text
    period: PeriodFact
    variant: Variant
    handling: str
    product: str
    position: Position | None
    law_title: Text
    sheets: SheetCounts
    city: Line
    comparable: Comparable
    chapters: tuple[ChapterLine, ...]
    items: tuple[ItemLine, ...]
    departments: tuple[DepartmentLine, ...]  # official order, without the exempted
    exempted: tuple[Exempted, ...]
    severities: tuple[SeverityLine, ...]
    serious: tuple[FindingLine, ...]  # open, the longest overdue first
    overdue: tuple[FindingLine, ...]
    decisions: tuple[FindingLine, ...]
    audited: Audited
    collecting: bool  # too little is in to speak of better or worse
    columns: tuple[ChapterFact, ...] = ()
    incidents: Totals = field(default_factory=Totals)  # of the fiscal year
    serious_before: int | None = None  # serious findings open a year ago today
    overdue_before: int | None = None  # findings overdue a year ago today
    matrix: dict[int, dict[str, Line]] | None = None  # unit → chapter; large, read on request

    @cached_property
    def late(self) -> tuple[DepartmentLine, ...]:
        """Sheets that are not handed in, in official order."""
        return tuple(each for each in self.departments if not each.counted)

    @cached_property
    def worse_departments(self) -> tuple[DepartmentLine, ...]:
        return tuple(each for each in self.departments if each.line.fell)

    @cached_property
    def worse_chapters(self) -> tuple[ChapterLine, ...]:
        """The largest fall first."""
        fell = [each for each in self.chapters if each.line.fell]
        return tuple(sorted(fell, key=lambda each: each.line.change or 0))

    @cached_property
    def weakest_chapters(self) -> tuple[ChapterLine, ...]:
        """Those with gaps, the lowest rate first."""
        gaps = [each for each in self.chapters if each.line.gaps.numerator]
        return tuple(sorted(gaps, key=lambda each: each.line.rate.exact or 0))
