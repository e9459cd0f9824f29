"""What a workbook knows of itself, on a hidden sheet: whose it is, and each answer as it went out."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import date

from secaudit.errors import Invalid
from secaudit.selfcheck.answers import Given, given
from secaudit.selfcheck.models import Answer, Sheet
from secaudit.selfcheck.typed import whole_number

NAME = "secaudit"  # of the hidden sheet
MARK = "secaudit workbook 1"  # its first cell, whatever became of the sheet's name
ANSWERS = "answers"  # the row below which they stand


@dataclass(frozen=True)
class Stamp:
    """Which sheet of which period; the words are for whoever has the wrong file in hand."""

    period: str = ""
    sheet: str = ""
    target: str = ""
    edition: str = ""
    title: str = ""
    name: str = ""

    @classmethod
    def of(cls, sheet: Sheet, title: str = "", name: str = "") -> "Stamp":
        edition = sheet.period.edition
        return cls(
            period=str(sheet.period_id),
            sheet=str(sheet.id),
            target=sheet.target,
            edition=edition.hash if edition else "",
            title=title,
            name=name,
        )

    def same_period(self, other: "Stamp") -> bool:
        return (self.period, self.edition) == (other.period, other.edition)

    def same_sheet(self, other: "Stamp") -> bool:
        return (self.sheet, self.target) == (other.sheet, other.target)


@dataclass(frozen=True)
class Base:
    """An answer as it went out with the workbook; version 0 and None where there was none."""

    version: int = 0
    given: Given | None = None

    @classmethod
    def of(cls, answer: Answer | None) -> "Base":
        return cls(answer.version, answer.given) if answer else cls()

    @property
    def cells(self) -> list[str]:
        it = self.given
        if it is None:
            return [str(self.version)]
        promised = it.promised_on.isoformat() if it.promised_on else ""
        ready = it.ready_reason.value if it.ready_reason else ""
        return [str(self.version), it.value.value, promised, ready, it.reason]

    @classmethod
    def from_cells(cls, cells: Sequence[str]) -> "Base":
        """Where somebody wrote into it, the answer counts as not sent out."""
        version, value, promised, ready, reason = [*cells, *[""] * 5][:5]
        number = max(whole_number(version), 0)
        try:
            return cls(number, given(value, reason, ready, _day(promised)) if value else None)
        except Invalid:
            return cls()


@dataclass(frozen=True)
class Stamped:
    stamp: Stamp
    bases: Mapping[str, Base] = field(default_factory=dict)  # by control


def to_rows(stamp: Stamp, asked: Iterable[str], answers: Mapping[str, Answer]) -> list[list[str]]:
    facts = [[key, text] for key, text in asdict(stamp).items()]
    sent = ([control, *Base.of(answers.get(control)).cells] for control in asked)
    return [[MARK], *facts, [ANSWERS], *sent]


def from_rows(rows: Iterable[Iterable[str]]) -> Stamped:
    """What stands there."""
    known = {each.name for each in fields(Stamp)}
    facts: dict[str, str] = {}
    bases: dict[str, Base] = {}
    answers = False
    for key, *cells in map(tuple, rows):
        if key == ANSWERS:
            answers = True
        elif answers:
            bases[key] = Base.from_cells(cells)
        elif key in known and cells:
            facts[key] = cells[0]
    return Stamped(Stamp(**facts), bases)


def _day(text: str) -> date | None:
    found = re.match(r"\d{4}-\d\d-\d\d", text)
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None
