"""A sheet as its reader meets it: chapters with numbered questions, each with what is known of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from secaudit.catalogue.applicability import first_question
from secaudit.catalogue.controls import Catalogue, Chapter, Control, Text
from secaudit.selfcheck.answers import Earlier, Given, Stop, Withdrawn, same_withdrawn, stops
from secaudit.selfcheck.asking import asking
from secaudit.selfcheck.kinds import GAPS, Source, Value
from secaudit.selfcheck.models import Answer, Sheet


@dataclass
class Line:
    """One question of a sheet."""

    number: str  # 3-7
    control: Control
    question: Text
    answer: Answer | None = None
    earlier: list[Earlier] = field(default_factory=list)
    withdrawn: Withdrawn | None = Withdrawn.NONE_LAST_YEAR
    stop: Stop | None = None

    @property
    def given(self) -> Given | None:
        return self.answer.given if self.answer else None

    @property
    def offers_same(self) -> bool:
        return self.withdrawn is None

    @property
    def value(self) -> Value | None:
        return self.answer.value if self.answer else None

    @property
    def changed(self) -> bool:
        """Whether it differs from the one answer of last year."""
        return len(self.earlier) == 1 and bool(self.answer) and self.earlier[0].value != self.value

    @property
    def by_gate(self) -> bool:
        """Whether it was answered by what applies to the department."""
        return self.answer is not None and self.answer.source == Source.GATE

    @property
    def from_paper(self) -> bool:
        """Whether somebody typed it in from a form on paper, or for the department."""
        return self.answer is not None and self.answer.source in (Source.PAPER, Source.PROXY)

    @property
    def is_gap(self) -> bool:
        return self.value in GAPS


@dataclass
class Section:
    """One chapter of a sheet."""

    number: int
    chapter: Chapter
    lines: list[Line]

    @property
    def total(self) -> int:
        return len(self.lines)

    @property
    def answered(self) -> int:
        return sum(line.answer is not None for line in self.lines)

    @property
    def complete(self) -> bool:
        return not any(line.stop for line in self.lines)

    @property
    def open_lines(self) -> list[Line]:
        return [line for line in self.lines if line.stop]


def sections(
    sheet: Sheet,
    catalogue: Catalogue,
    answers: Mapping[str, Answer],
    earlier: Mapping[str, list[Earlier]] | None = None,
    afresh: Mapping[str, datetime] | None = None,
    on: date | None = None,
    causes: Mapping[str, Withdrawn] | None = None,
) -> list[Section]:
    """The sheet's chapters in the order of the catalogue; only those with questions."""
    texts = question_texts(sheet, catalogue)
    asked: dict[str, list[str]] = {}
    for control in sheet.questions:
        asked.setdefault(catalogue.control(control).chapter, []).append(control)
    given = {key: each.given for key, each in answers.items()}
    missing = stops(sheet.questions, given, asking(sheet.form).reasons)
    found = []
    for number, chapter in enumerate((c for c in catalogue.chapters if c.id in asked), 1):
        lines = [
            _line(f"{number}-{place}", catalogue.control(id), texts[id], answers.get(id))
            for place, id in enumerate(asked[chapter.id], 1)
        ]
        for line in lines:
            line.stop = missing.get(line.control.id)
            line.earlier = list((earlier or {}).get(line.control.id, []))
            if on is not None:
                since = (afresh or {}).get(line.control.id)
                line.withdrawn = same_withdrawn(line.earlier, on, since)
                line.withdrawn = line.withdrawn or (causes or {}).get(line.control.id)
        found.append(Section(number, chapter, lines))
    return found


def _line(number: str, control: Control, question: Text, answer: Answer | None) -> Line:
    return Line(number, control, question, answer)


def numbers(sheet: Sheet, catalogue: Catalogue) -> dict[str, str]:
    """How each question of the sheet is called: 3-7."""
    asked: dict[str, list[str]] = {}
    for control in sheet.questions:
        asked.setdefault(catalogue.control(control).chapter, []).append(control)
    chapters = [each.id for each in catalogue.chapters if each.id in asked]
    return {
        control: f"{number}-{place}"
        for number, chapter in enumerate(chapters, 1)
        for place, control in enumerate(asked[chapter], 1)
    }


def question_texts(sheet: Sheet, catalogue: Catalogue) -> dict[str, Text]:
    """The wording for this target; the requirement where a question is asked no more."""
    facts, core_only = frozenset(sheet.facts), sheet.period.core_only
    form, found = asking(sheet.form), {}
    for control in map(catalogue.control, sheet.questions):
        asked = first_question(catalogue, control, facts, core_only or form.core, form.roles)
        asked = asked or first_question(catalogue, control, facts, roles=form.roles)
        found[control.id] = asked.text if asked else control.requirement
    return found


def all_lines(found: list[Section]) -> list[Line]:
    return [line for section in found for line in section.lines]
