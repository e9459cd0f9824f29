"""What a summary is made from: plain values, read once and in few statements.

Texts have both languages ({"ja": …, "en": …}), so that one summary can be shown in either.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from secaudit.incidents.listing import Totals
from secaudit.metrics.variant import STANDARD, Variant
from secaudit.reports.counting import Tally

Text = dict[str, str]


@dataclass(frozen=True)
class PeriodFact:
    id: int
    fiscal_year: int
    title: Text
    state: str
    final: bool  # frozen: nothing in it changes any more
    open: bool  # departments are still answering
    opens_on: date
    due_on: date
    reference_date: date
    edition: str = ""
    edition_hash: str = ""


@dataclass(frozen=True)
class ChapterFact:
    id: str
    title: Text


class ControlFact(NamedTuple):
    id: str
    chapter: str
    revision: int
    law: tuple[str, ...] = ()  # items of the ordinance, and PI
    required: bool = False  # 必須
    title: Text = {}  # noqa: RUF012 - never changed


class SheetFact(NamedTuple):
    """One department's sheet, with the name it bore in that period. Thousands are made for a page:
    a tuple takes a third of the time."""

    id: int
    unit: int
    name: Text
    bureau: Text
    bureau_id: int | None
    position: int  # 建制順
    state: str
    counted: bool  # handed in: its answers count
    confirmed: bool  # by the head: counts in the submission rate
    exempted: bool = False
    exempt_reason: str = ""
    due_on: date | None = None
    submitted_on: date | None = None
    before: tuple[int, ...] = ()  # last period's sheets whose history it carries on
    letters: str = ""  # one for each control of its year; none where it is exempted


@dataclass(frozen=True)
class Year:
    """One period with its catalogue and its sheets. `tally`: of all that are required; `shared`: only
    what the other years have too."""

    period: PeriodFact
    chapters: tuple[ChapterFact, ...] = ()
    controls: tuple[ControlFact, ...] = ()
    sheets: tuple[SheetFact, ...] = ()
    tally: Tally = field(default_factory=Tally)
    shared: Tally = field(default_factory=Tally)
    variant: Variant = STANDARD  # as the period was opened with

    @property
    def sheets_counted(self) -> frozenset[int]:
        return frozenset(sheet.id for sheet in self.sheets if sheet.counted)


@dataclass(frozen=True)
class LawItem:
    """One of the ordinance's eight groups of measures, or PI."""

    id: str
    title: Text


@dataclass(frozen=True)
class FindingFact:
    """An issued finding. The title is left out for readers who may know of its status only."""

    id: int
    number: str
    unit: int
    department: Text
    severity: str
    state: str
    open: bool
    fiscal_year: int
    title: str = ""
    issued_on: date | None = None
    due_on: date | None = None
    first_due_on: date | None = None
    extensions: int = 0
    closed_on: date | None = None
    next_due_on: date | None = None  # for what is expected next: the plan, then the mending
    expected_before: date | None = None  # what was expected next a year ago, where it was open
    awaits: str = ""  # what the CISO has to decide: "extension" or "risk acceptance"
    until: date | None = None  # the date that is asked for
    asks: str = ""  # why it is asked for
    version: int = 0  # on which a decision would be based


@dataclass(frozen=True)
class JudgedFact:
    """What auditors judged of a control in a department, summed over equal cases."""

    unit: int
    control: str
    verdict: str
    declared_implemented: bool | None  # None: nothing declared that could be compared
    on: date | None = None


@dataclass(frozen=True)
class Position:
    """How far the journal went when the figures were read."""

    size: int
    root: str
    origin: str = ""


@dataclass(frozen=True)
class Inputs:
    at: datetime  # as of: naive UTC, like every stored instant
    on: date  # the same day in Tokyo
    city: Text
    year: Year
    last: Year | None = None
    cells: bool = False  # are department × chapter wanted
    known_since: date | None = None  # the first day of the journal
    items: tuple[LawItem, ...] = ()
    law_title: Text = field(default_factory=dict)
    findings: tuple[FindingFact, ...] = ()
    judged: tuple[JudgedFact, ...] = ()
    incidents: Totals = field(default_factory=Totals)
    variant: Variant = STANDARD
    handling: str = ""
    position: Position | None = None
    product: str = ""
