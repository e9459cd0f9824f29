"""After the answers: totals, and a result notice for each department."""

from flask_babel import gettext as _

from secaudit.correspondence.models import Head
from secaudit.correspondence.papers.common import head_of, headed
from secaudit.correspondence.reading import Posts, forms_of
from secaudit.documents import Document, note, table, text
from secaudit.improvements.reading import gaps_of
from secaudit.metrics.rate import ROUNDING_NOTE
from secaudit.organisation.settings import settings
from secaudit.reports.formulas import GROUND, formulas_of, title_of
from secaudit.reports.sentences import comparison, conclusion, coverage
from secaudit.reports.summary import DepartmentLine, Summary
from secaudit.reports.words import change, said
from secaudit.selfcheck.kinds import Form, Value
from secaudit.selfcheck.models import Correction, Period, Sheet
from secaudit.selfcheck.reading import catalogue_of, corrections_in, is_counted, sheets_of
from secaudit.selfcheck.totals import FormLine, form_lines
from secaudit.selfcheck.views.words import period_title
from secaudit.web.language import at, called, day, in_my_language
from secaudit.web.rates import rate, with_parts

OWN_FIGURES = ("submission_rate", "implementation_rate", "yoy")  # on a department's own notice


def totals(period: Period, summary: Summary, head: Head | None) -> Document:
    """集計表: the city, each chapter, each department in official order."""
    of = summary.sheets
    states = {sheet.unit_id: state_of(sheet) for sheet in sheets_of(period)}
    return headed(
        head,
        _("%(title)s: totals", title=period_title(period)),
        [
            text(" ".join(said(each) for each in conclusion(summary)[:2])),
            table(
                [_("Figure"), _("This year"), _("Last year"), _("Change (points)")],
                [
                    [_("Implementation rate (declared)"), with_parts(summary.city.rate), *_compared(summary.city)],
                    [_("Submission rate (confirmed by the head)"), with_parts(of.submission), "", ""],
                    [_("Coverage of answers"), with_parts(summary.city.coverage), "", ""],
                ],
                widths=[5, 4, 2.4, 2.4],
                right=[1, 2, 3],
            ),
            table(
                [_("Chapter"), *_count_heads(), _("Rate"), _("Change (points)")],
                [[in_my_language(c.title), *_counts(c.line), *_rates(c.line)] for c in summary.chapters],
                widths=[5, 1, 1, 1, 1, 1, 1.7, 1.8, 2.5],
                right=range(1, 9),
                title=_("By chapter"),
            ),
            table(
                [_("Department"), _("State"), *_count_heads(), _("Rate"), _("Change (points)")],
                [[in_my_language(d.name), states.get(d.unit, ""), *_counts(d.line), *_rates(d.line)] for d in summary.departments],
                widths=[4.2, 4.2, 1, 1, 1, 1, 1, 1.7, 1.8, 2.5],
                right=range(2, 10),
                title=_("By department, in official order"),
            ),
            *_by_form(period),
            *_exempted(summary),
            *_corrected(period),
            *_notes(summary),
        ],
        handling=settings()["handling_mark"],
    )  # fmt: skip


def _count_heads() -> list[str]:
    return ["○", "△", "×", "？", "－", _("Not submitted")]


def _counts(line) -> list[str]:
    of = line.counts
    return [str(each) for each in (of.a, of.b, of.c, of.d, of.n, of.m)]


def _rates(line) -> list[str]:
    return [rate(line.rate), change(line.change)]


def _compared(line) -> list[str]:
    return [rate(line.last), change(line.change)] if line.change is not None else ["", ""]


def _exempted(summary: Summary) -> list:
    rows = [[in_my_language(each.name), each.reason] for each in summary.exempted]
    title = _("Exempted")
    return [table([_("Department"), _("Reason")], rows, widths=[2, 5], title=title)] if rows else []


def _by_form(period: Period) -> list:
    """Where other forms are asked: each with figures of its own, as on the page of forms."""
    if not period.other_forms:
        return []
    rows = [
        [_(each.form.label), f"{each.handed_in}/{each.required}", *_form_counts(each)]
        for each in form_lines(period)
    ]
    head = [_("Form"), _("Handed in"), *_count_heads(), _("Rate")]
    widths = [5.5, 1.8, 1, 1, 1, 1, 1, 1.7, 1.8]
    return [table(head, rows, widths=widths, right=range(1, 9), title=_("By form"))]


def _form_counts(of: FormLine) -> list[str]:
    """Nothing of a staff form before the figures are final, nor of too few people."""
    if of.rate is None:
        return ["", "", "", "", "", "", _("Not shown")]
    return [*_counts(of), rate(of.rate)]


def state_of(sheet: Sheet) -> str:
    """How far it came: in figures that are final, how far it had come; and whether it was late."""
    words = _((sheet.frozen_from or sheet.state).label)
    return _("%(state)s, late", state=words) if sheet.late and is_counted(sheet) else words


def _corrected(period: Period) -> list:
    """Beside the final figures, which stay as they are: both values of each correction."""
    rows = [
        [called(row.sheet), row.control, _before(row), row.value.symbol, row.why]
        for row in corrections_in(period)
    ]
    head = [_("Department"), _("Control"), _("Final"), _("Corrected to"), _("Why")]
    title = _("Corrections, not in the figures above")
    return [table(head, rows, widths=[4, 2, 1.4, 1.8, 7], title=title)] if rows else []


def _before(row: Correction) -> str:
    value = row.before.get("value")
    return Value(value).symbol if value else ""


def _notes(summary: Summary, short: bool = False) -> list:
    """How it was counted; `short`: what a department needs to read its own figures."""
    known = {k: f for k, f in formulas_of(summary).items() if not short or k in OWN_FIGURES}
    formulas = "　".join(f"{_(title_of(k))} = {_(f)}" for k, f in known.items())
    found = [
        _("Answers: %(coverage)s.", coverage=said(coverage(summary))),
        f"{_(GROUND)} {_(ROUNDING_NOTE)}",
        "" if short else said(comparison(summary)),
        _("Formulas: %(formulas)s", formulas=formulas),
        _("As of %(as_of)s.", as_of=at(summary.at, "full")),
    ]
    return [note("\n".join(each for each in found if each))]


def result(period: Period, summary: Summary, sheet: Sheet, head: Head | None, to: str) -> Document:
    """結果通知: a department's own result beside the city's, and what it has promised."""
    own = next((d for d in summary.departments if d.unit == sheet.unit_id), None)
    row = (summary.matrix or {}).get(sheet.unit_id, {})
    chapters = [c for c in summary.chapters if c.id in row and row[c.id].counts.asked]
    return headed(
        head,
        _("%(title)s: result for %(department)s", title=period_title(period), department=called(sheet)),
        [
            text(_("Thank you for the self-check. These are the figures of your department beside the city's. They are as declared and say nothing about people.")),
            table(
                [_("Figure"), _("Your department"), _("Last year"), _("City"), _("City last year")],
                _beside(own, sheet, summary),
                widths=[4, 3, 2, 2, 2],
                right=[1, 2, 3, 4],
            ),
            table(
                [_("Chapter"), *_count_heads()[:5], _("Rate"), _("City"), _("Change (points)")],
                [[in_my_language(c.title), *_counts(row[c.id])[:5], rate(row[c.id].rate), rate(c.line.rate), change(row[c.id].change)] for c in chapters],
                widths=[5, 1, 1, 1, 1, 1, 1.8, 1.8, 2.5],
                right=range(1, 9),
                title=_("By chapter"),
            ),
            *_gaps(sheet),
            *_notes(summary, short=True),
        ],
        to=to,
        entry=called(sheet),
        handling=settings()["handling_mark"],
    )  # fmt: skip


def _beside(own: DepartmentLine | None, sheet: Sheet, summary: Summary) -> list[list[str]]:
    city, sent = summary.city, rate(summary.sheets.submission)
    found = [[_("Implementation rate (declared)"), *_own(own), rate(city.rate), _last(city)]]
    return [*found, [_("Submission"), state_of(sheet), "", sent, ""]]


def _own(own: DepartmentLine | None) -> list[str]:
    if own is None or not own.counted:
        return [_("not submitted"), ""]
    return [with_parts(own.line.rate), _last(own.line)]


def _last(line) -> str:
    return rate(line.last) if line.change is not None else ""


def _gaps(sheet: Sheet) -> list:
    catalogue = catalogue_of(sheet.period)
    rows = [
        [
            in_my_language(catalogue.control(gap.control).title),
            gap.answer.value.symbol,
            gap.what,
            day(gap.improvement.due_on, "table") if gap.improvement else "",
            _(gap.improvement.state.label) if gap.improvement else _("Nothing promised yet"),
        ]
        for gap in gaps_of(sheet)
    ]
    if not rows:
        return [text(_("Nothing is answered △ or ×."))]
    head = [_("Control"), _("Answer"), _("What will be done"), _("Promised for"), _("State")]
    return [table(head, rows, widths=[4, 1.6, 6, 2.4, 2.6], title=_("Your △ and ×"))]


def results(period: Period, summary: Summary, head: Head | None, known: Posts) -> list[Document]:
    """All of them in official order."""
    return [
        result(period, summary, sheet, head, head_of(sheet, known))
        for sheet in forms_of(period)
        if sheet.form == Form.DEPARTMENT
    ]
