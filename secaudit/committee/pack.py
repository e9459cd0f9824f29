"""What a paper consists of, with all words in one language: every format is written from this. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from secaudit.committee.stamp import Stamp
from secaudit.reports.heat import HeatMap
from secaudit.web.spreadsheets.table import Table


@dataclass(frozen=True)
class Grid:
    """A table of the one page; what does not fit is counted."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float | str]
    right: Sequence[int] = ()  # columns of figures
    rests: Sequence[str] = ()  # what is said below where the last k rows are left out
    sparks: Sequence[Sequence[int]] = ()  # for each row its earlier rates and this one, in permille


@dataclass(frozen=True)
class Section:
    part: str
    number: int
    title: str
    paragraphs: Sequence[str]
    grid: Grid | None = None
    more: Grid | None = None  # a small table above the list
    nothing: str = ""  # 「該当なし」 where there is neither text nor row


@dataclass(frozen=True)
class Annex:
    number: int
    title: str
    tables: Sequence[Table] = ()
    heat: HeatMap | None = None  # shown in the place of the tables where colours can be shown
    landscape: bool = False
    nothing: str = ""  # 「該当なし」 where there is no table; an empty table says it by itself


@dataclass(frozen=True)
class Pack:
    stamp: Stamp
    at: datetime
    language: str
    city: str
    kind: str  # 「委員会資料」「公表用」
    title: str
    about: str
    handling: str
    label: str  # 「案1」「確定」
    sections: Sequence[Section]
    notes: Sequence[str]  # below the page
    foot: str
    annexes: Sequence[Annex] = field(default=())
