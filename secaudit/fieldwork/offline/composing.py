"""A working paper, put into the words of a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from secaudit.audits.models import WorkingPaper
from secaudit.audits.reading import team
from secaudit.calendar.moments import from_tokyo
from secaudit.fieldwork.judging import LABELS, MARKS, METHODS, Judgement
from secaudit.fieldwork.models import PaperItem
from secaudit.fieldwork.offline.stamp import to_rows
from secaudit.fieldwork.rows import Row, Section
from secaudit.selfcheck.kinds import WORDS
from secaudit.web.language import called, day, in_my_language, language


@dataclass(frozen=True)
class Book:
    """The file as plain values, with the words already in the reader's language."""

    language: str
    title: str
    mark: str  # how the paper is handled
    names: tuple[str, str]  # of the two sheets
    facts: Sequence[tuple[str, str]]
    instructions: Sequence[str]
    judgements: Sequence[tuple[str, str]]
    refused: tuple[str, str]  # title and text where something else is typed as a judgement
    rows: Sequence[tuple[str, dict[str, str]]]  # chapter, cells by column
    stamp: Sequence[Sequence[str]]
    made_from: datetime  # the newest of what it shows; not the clock


def book_of(paper: WorkingPaper, sections: Sequence[Section], mark: str) -> Book:
    items = [row.item for section in sections for row in section.rows]
    title = _("%(number)s Working paper: %(unit)s", number=paper.engagement.number,
              unit=called(paper))  # fmt: skip
    return Book(
        language=language(),
        title=title,
        mark=mark,
        names=(_("Read first"), _("Working paper")),
        facts=_facts(paper),
        instructions=_instructions(),
        judgements=[(MARKS[each], _(LABELS[each])) for each in Judgement],
        refused=(_("Choose from the list"), " ".join(f"{MARKS[e]} {_(LABELS[e])}" for e in LABELS)),
        rows=[_row(row, section) for section in sections for row in section.rows],
        stamp=to_rows(paper.id, title, items),
        made_from=_made_from(paper, items),
    )


def _made_from(paper: WorkingPaper, items: Sequence[PaperItem]) -> datetime:
    start = paper.engagement.starts_on
    begun = from_tokyo(datetime(start.year, start.month, start.day))
    return max([begun, *(item.judged_at for item in items if item.judged_at)])


def _facts(paper: WorkingPaper) -> list[tuple[str, str]]:
    found = paper.engagement
    visit = f"{day(paper.visit_on)} {paper.visit_time} {paper.place}" if paper.visit_on else ""
    auditors = _(", ").join(called(member.person) for member in team(found))
    return [
        (_("Audit"), f"{found.number} {found.title}"),
        (_("Department"), f"{paper.code} {paper.bureau} {called(paper)}"),
        (_("Visit"), visit),
        (_("Auditors"), auditors),
        (_("Criteria"), found.criteria),
    ]


def _instructions() -> list[str]:
    return [
        _("1. Fill in the pale yellow cells of the second sheet, also without a network."),
        _("2. Choose ○ △ × － or ？ as the judgement. An empty row changes nothing."),
        _("3. Read the file back on the page of the working paper. You first see what would change."),
        _("4. Who changed the same row meanwhile on screen is not overwritten: you are asked."),
        _("5. Rows and columns may be moved. Leave the headings and the control IDs as they are."),
        _("6. Keep the file like a working paper, and delete it when it has been read back."),
    ]  # fmt: skip


def _row(row: Row, section: Section) -> tuple[str, dict[str, str]]:
    item = row.item
    unchecked = item.judgement == Judgement.UNCHECKED
    return f"{section.chapter.id} {in_my_language(section.chapter.title)}", {
        "number": str(item.position),
        "control": item.control,
        "requirement": in_my_language(row.control.requirement),
        "how": "\n".join(_steps(row)),
        "declared": _declared(row),
        "known": "\n".join(_known(row)),
        "judgement": "" if unchecked else MARKS[item.judgement],
        "seen": item.seen,
        "procedure": item.procedure,
        "population": item.population,
        "sample": item.sample,
    }


def _steps(row: Row) -> list[str]:
    return [f"{_(METHODS[s.method])}: {in_my_language(s.text)}" for s in row.control.procedure]


def _declared(row: Row) -> str:
    if row.answer is None:
        return _("nothing handed in")
    value = row.answer.value
    return f"{value.symbol} {_(WORDS[value])}\n{row.answer.reason}".strip()


def _known(row: Row) -> list[str]:
    """Earlier findings, what was found now, and the evidence of both sides, by their titles."""
    found = [f"{each.number} {each.title}" for each in [*row.earlier, *row.findings]]
    return [*found, *(f"・{each.title}" for each in [*row.proofs, *row.evidence])]
