"""What stands on a working paper beside each control. Read in a fixed number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from secaudit.audits.models import WorkingPaper
from secaudit.catalogue.controls import Catalogue, Chapter, Control
from secaudit.evidence import reading as evidence_reading
from secaudit.evidence.models import Evidence
from secaudit.fieldwork.declared import Answer
from secaudit.fieldwork.judging import Judgement
from secaudit.fieldwork.models import PaperItem
from secaudit.findings.models import Finding
from secaudit.journal.actions import name

PART = 12  # controls on one page, in whole chapters


@dataclass(frozen=True)
class Row:
    """One control: what is asked, declared, known from before, and seen now."""

    item: PaperItem
    control: Control
    answer: Answer | None = None
    earlier: list[Finding] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    proofs: list[Evidence] = field(default_factory=list)  # the department's, of its answer


@dataclass(frozen=True)
class Section:
    """The rows of one chapter."""

    chapter: Chapter
    rows: list[Row]


@dataclass(frozen=True)
class Part:
    """Whole chapters that make up one page."""

    number: int
    chapters: list[Chapter]
    judged: int
    total: int


def parts(items: list[PaperItem], catalogue: Catalogue, size: int = PART) -> list[Part]:
    """The pages of a paper: whole chapters, up to `size` controls unless one chapter has more."""
    by_chapter: dict[str, list[PaperItem]] = {}
    for item in items:
        by_chapter.setdefault(item.chapter, []).append(item)
    groups: list[list[str]] = []
    room = 0
    for chapter, members in by_chapter.items():
        if not groups or len(members) > room:
            groups.append([])
            room = size
        groups[-1].append(chapter)
        room -= len(members)
    return [_part(number, group, by_chapter, catalogue) for number, group in enumerate(groups, 1)]


def _part(number: int, group: list[str], by_chapter: dict, catalogue: Catalogue) -> Part:
    members = [item for chapter in group for item in by_chapter[chapter]]
    judged = sum(item.judgement != Judgement.UNCHECKED for item in members)
    return Part(number, [catalogue.chapter(each) for each in group], judged, len(members))


def sections(
    chapters: list[Chapter],
    items: list[PaperItem],
    catalogue: Catalogue,
    answers: dict[str, Answer],
    earlier: dict[str, list[Finding]],
    findings: list[Finding],
    evidence: list[Evidence],
) -> list[Section]:
    return [
        Section(
            chapter,
            [
                Row(
                    item,
                    catalogue.control(item.control),
                    answers.get(item.control),
                    earlier.get(item.control, []),
                    [each for each in findings if each.control == item.control],
                    _of(item, evidence, "working_paper"),
                    _of(item, evidence, "sheet"),
                )
                for item in items
                if item.chapter == chapter.id
            ],
        )
        for chapter in chapters
    ]


def _of(item: PaperItem, evidence: list[Evidence], owner: str) -> list[Evidence]:
    return [each for each in evidence if each.control == item.control and each.owner == owner]


def proofs_of(past: Mapping[str, list[Finding]]) -> dict[str, list[Evidence]]:
    """Journal's name of an earlier finding → its evidence. One statement."""
    found: dict[str, list[Evidence]] = {}
    for row in evidence_reading.of([name(each) for some in past.values() for each in some]):
        found.setdefault(row.about, []).append(row)
    return found


def evidence_of(paper: WorkingPaper, answers: Mapping[str, Answer]) -> list[Evidence]:
    """Of the judgements, and of what the department declared."""
    sheets = {f"sheet:{answer.sheet_id}" for answer in answers.values()}
    return evidence_reading.of([name(paper), *sorted(sheets)])
