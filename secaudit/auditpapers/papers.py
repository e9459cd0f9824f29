"""The working papers on A4 sideways: the official columns of the checklist, then what was seen."""

from collections.abc import Sequence

from flask_babel import gettext as _

from secaudit.auditpapers.dossier import Dossier
from secaudit.auditpapers.planning import visit
from secaudit.audits.models import WorkingPaper
from secaudit.catalogue.controls import Catalogue, Control
from secaudit.documents import Document, Part, boxes, facts, heading, table
from secaudit.evidence.reading import of as recorded
from secaudit.fieldwork import reading, rows
from secaudit.fieldwork.declared import declared
from secaudit.fieldwork.judging import METHODS
from secaudit.fieldwork.rows import Row, Section
from secaudit.journal.actions import name
from secaudit.web.language import at, day, in_my_language, language


def working_papers(given: Dossier) -> list[Document]:
    """監査調書: one for each department."""
    return [working_paper(given, paper) for paper in given.papers]


def working_paper(given: Dossier, paper: WorkingPaper) -> Document:
    one = given.engagement
    found = [each for section in sections(given, paper) for each in section.rows]
    body: list[Part] = [
        facts([
            (_("Audit"), f"{one.number}　{one.title}"),
            (_("Department"), f"{paper.bureau}　{paper.called(language())}　{paper.code}"),
            (_("Visit"), f"{visit(paper)} {paper.place}"),
            (_("Criteria"), one.criteria),
            (_("Auditors"), given.auditors()),
            (_("Signed off"), signed(paper)),
        ]),
        heading(_("Checklist")), checklist(given.catalogue, [row.control for row in found]),
        heading(_("What was done and seen")), seen(found),
        heading(_("Evidence")), evidence(found),
        boxes([_("Auditor"), _("Reviewer")]),
    ]  # fmt: skip
    return Document(
        title=_("Working paper"),
        number=given.number,
        on=given.on,
        handling=given.handling,
        body=body,
        entry=paper.called(language()),
        landscape=True,
    )


def sections(given: Dossier, paper: WorkingPaper) -> list[Section]:
    one = given.engagement
    beside = declared(one.period if one.period_id else None, paper.unit_id)
    return rows.sections(
        list(given.catalogue.chapters), reading.items(paper), given.catalogue, beside, {},
        given.of(paper), recorded([name(paper)]),
    )  # fmt: skip


def signed(paper: WorkingPaper) -> str:
    if paper.reviewed_at is None:
        return _("Not signed off yet.")
    who = paper.reviewed_by.called(language()) if paper.reviewed_by else ""
    return f"{at(paper.reviewed_at, 'full')}　{who}"


def checklist(catalogue: Catalogue, controls: Sequence[Control]) -> Part:
    """The columns of the ministry's audit guideline, in its order."""
    head = [
        _("Subject of the audit"), "No.", _("Required"), _("What is audited"), _("Examples of documents"),
        _("Examples of how to audit"), _("Guideline no."), "JIS Q 27002", _("To note"),
    ]  # fmt: skip
    return table(
        head, [_official(catalogue, each) for each in controls],
        widths=[2.5, 1.7, 1.6, 3.7, 4.1, 4.9, 1.8, 1.7, 2],
    )  # fmt: skip


def _official(catalogue: Catalogue, control: Control) -> list[str]:
    chapter = catalogue.chapter(control.chapter)
    return [
        f"{in_my_language(chapter.title)}\n{in_my_language(control.title)}",
        control.id,
        "○" if control.required else "",
        in_my_language(control.requirement),
        "\n".join(f"・{in_my_language(each.example)}" for each in control.evidence),
        "\n".join(step_text(each) for each in control.procedure),
        "\n".join(control.mappings.get("guideline", ())),
        "\n".join(control.mappings.get("iso27001", ())),
        "\n".join(f"・{in_my_language(catalogue.gate(each).title)}" for each in control.gates),
    ]


def step_text(step) -> str:
    said = f"・{_(METHODS[step.method])}：{in_my_language(step.text)}"
    sample = in_my_language(step.sample) if step.sample else ""
    return f"{said}（{sample}）" if sample else said


def seen(found: Sequence[Row]) -> Part:
    head = [
        _("Number"), _("Self-check"), _("What was done"), _("Population"), _("Sample"),
        _("What was seen"), _("Judgement"), _("Finding"),
    ]  # fmt: skip
    return table(
        head, [_seen(each) for each in found], widths=[1.8, 1.7, 4, 2.4, 2.4, 6.2, 2.4, 1.8]
    )


def _seen(row: Row) -> list[str]:
    item, answer = row.item, row.answer
    return [
        row.control.id,
        _(answer.value.label) if answer and answer.value else _("nothing handed in"),
        item.procedure or "\n".join(step_text(each) for each in row.control.procedure[:1]),
        item.population,
        item.sample,
        item.seen,
        f"{item.judgement.mark} {_(item.judgement.label)}",
        "\n".join(f"{each.severity.mark}{each.number}" for each in row.findings),
    ]


def evidence(found: Sequence[Row]) -> Part:
    head = [
        _("Number"), _("For control"), _("Title"), _("Obtained from"), _("Date"),
        _("Copy, or where it was seen"),
    ]  # fmt: skip
    every = [(row.control.id, each) for row in found for each in row.evidence]
    listed = [
        [str(i), control, each.title, each.obtained_from, day(each.seen_on), each.kept_at]
        for i, (control, each) in enumerate(every, 1)
    ]
    return table(head, listed or [["", "", _("None."), "", "", ""]], widths=[1, 1.8, 5, 3, 3, 5])
