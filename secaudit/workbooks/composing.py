"""A sheet of the self-check, put into the words of a workbook."""

from collections.abc import Iterable, Mapping

from flask_babel import gettext as _

from secaudit.calendar import fiscal
from secaudit.evidence.models import Evidence
from secaudit.selfcheck.answers import Earlier, Given, Withdrawn
from secaudit.selfcheck.kinds import WORDS, Value
from secaudit.selfcheck.models import Sheet
from secaudit.selfcheck.proofs import proofs_of, titles
from secaudit.selfcheck.showing import Line, Section, all_lines
from secaudit.selfcheck.views.words import period_title
from secaudit.selfcheck.waiting import due
from secaudit.web.language import called, day, in_my_language, language
from secaudit.workbooks.book import Book, Chapter, Row, Words
from secaudit.workbooks.columns import READY, ready_text
from secaudit.workbooks.stamp import Stamp, to_rows

TOLD = (Withdrawn.REWORDED, Withdrawn.AFRESH, Withdrawn.PROMISE, Withdrawn.RECHECK)


def book_of(sheet: Sheet, sections: list[Section], open: bool) -> Book:
    lines = all_lines(sections)
    title = period_title(sheet.period)
    answers = {line.control.id: line.answer for line in lines if line.answer}
    moments = [answer.answered_at for answer in answers.values()]
    return Book(
        language=language(),
        title=_("%(period)s: %(name)s", period=title, name=called(sheet)),
        facts=_facts(sheet, lines),
        instructions=_instructions(open),
        signs=[(value.symbol, _(WORDS[value])) for value in Value],
        ready=[ready_text(ready, language()) for ready in READY],
        chapters=[_chapter(section, proofs_of(sheet).own) for section in sections],
        words=_words(sheet),
        stamp=to_rows(Stamp.of(sheet, title, called(sheet)), sheet.questions, answers),
        open=open,
        made_from=max([sheet.period.opened_at or sheet.period.approved_at, *moments]),
    )


def _facts(sheet: Sheet, lines: list[Line]) -> list[tuple[str, str]]:
    answered = sum(line.answer is not None for line in lines)
    return [
        (_("Department"), f"{sheet.code} {called(sheet)}"),
        (_("Self-check"), period_title(sheet.period)),
        (_("Due on"), day(due(sheet, sheet.period))),
        (_("The past 12 months"), _span(sheet)),
        (_("Questions"), _("%(done)s of %(total)s answered", done=answered, total=len(lines))),
    ]


def _instructions(open: bool) -> list[str]:
    if not open:
        return [
            _(
                "This sheet has been handed in or is final. This file is for reading; it is not read."
            )
        ]
    return [
        _(
            "1. Fill in the pale yellow cells of each chapter's sheet. Choose ○ △ × － ？ as answers."
        ),
        _(
            "2. Write a reason for △, × and －. For － it is enough to choose why it does not apply."
        ),
        _("3. For △ and × write by when it will be mended, for example R8.12.18 or 2026-12-18."),
        _("4. A question left without an answer is not changed."),
        _("5. Read the file back on the self-check's page. You first see what would change."),
        _("6. Columns may be moved or added. Leave the headings and the question IDs as they are."),
    ]


def _words(sheet: Sheet) -> Words:
    return Words(
        overview=_("List of chapters"),
        chapter=_("Chapter"),
        questions=_("Questions"),
        answered=_("Answered so far"),
        span=_("“The past 12 months” means %(span)s.", span=_span(sheet)),
        refused=(
            _("Choose from the list"),
            _("○ implemented, △ partly, × not implemented, － not applicable, ？ not known"),
        ),
        refused_ready=(
            _("Choose from the list"),
            _("Other reasons are written in the column “Reason”."),
        ),
        day=(_("By when"), _("For example R8.12.18 or 2026-12-18")),
    )


def _span(sheet: Sheet) -> str:
    year = fiscal.past_year(sheet.period.reference_date)
    return fiscal.span_text(year, language=language())


def _chapter(section: Section, proofs: Mapping[str, list[Evidence]]) -> Chapter:
    title = f"{section.number} {in_my_language(section.chapter.title)}"
    rows = [_row(line, proofs.get(line.control.id, [])) for line in section.lines]
    return Chapter(title, rows, section.answered)


def _row(line: Line, proofs: list[Evidence]) -> Row:
    it = line.given
    return Row(
        number=line.number,
        question=in_my_language(line.question),
        last="\n".join(_last(each, len(line.earlier) > 1) for each in line.earlier),
        last_reason="\n".join(_last_reasons(line)),
        answer=it.value.symbol if it else "",
        reason=it.reason if it else "",
        ready=ready_text(it.ready_reason, language()) if it and it.ready_reason else "",
        promised=it.promised_on if it else None,
        evidence=titles(proofs),
        control=line.control.id,
        source=_(line.answer.source.label) if line.answer and line.from_paper else "",
    )


def _last(earlier: Earlier, several: bool) -> str:
    if not several:
        return f"{earlier.value.symbol} {_(WORDS[earlier.value])}"
    return _("%(name)s: %(answer)s", name=earlier.name, answer=earlier.value.symbol)


def _last_reasons(line: Line) -> Iterable[str]:
    for earlier in line.earlier:
        if text := reason_text(earlier):
            yield text
    if line.earlier and line.withdrawn in TOLD:
        yield _("Note: %(text)s", text=_(line.withdrawn.label))


def reason_text(given: Given | Earlier) -> str:
    """「書庫の鍵が足りない（令和8年12月18日まで）」"""
    ready = ready_text(given.ready_reason, language()) if given.ready_reason else ""
    parts = [text for text in (ready, given.reason) if text]
    if given.promised_on:
        parts.append(_("by %(day)s", day=day(given.promised_on, "plain")))
    return " / ".join(parts)
