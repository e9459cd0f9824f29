"""Before the answers: plan, request, answering guide."""

from flask import url_for
from flask_babel import gettext as _

from secaudit.calendar.fiscal import past_year, span_text
from secaudit.correspondence import guide
from secaudit.correspondence.messages import contact
from secaudit.correspondence.models import Head
from secaudit.correspondence.papers.common import head_of, headed, span
from secaudit.correspondence.reading import Posts, forms_of
from secaudit.documents import Document, facts, heading, listed, note, table, text
from secaudit.errors import N_
from secaudit.metrics.rate import ROUNDING_NOTE
from secaudit.metrics.table import formula
from secaudit.organisation.settings import settings
from secaudit.reports.formulas import title_of
from secaudit.reports.reading import variant_of
from secaudit.selfcheck.kinds import Form
from secaudit.selfcheck.models import Period, Sheet
from secaudit.selfcheck.views.words import period_title
from secaudit.web.language import called, day, language


def plan(period: Period, head: Head | None) -> Document:
    """自己点検計画: everything that the CHIEF approves."""
    title = period_title(period)
    return headed(
        head,
        _("%(title)s: plan", title=title),
        [
            facts(
                [
                    (_("Purpose"), period.purpose or _(PURPOSE)),
                    (_("Basis"), _("Information security policy of the city; guideline of the Ministry of Internal Affairs and Communications")),
                    (_("Questions"), _questions(period)),
                    (_("Respondents"), _respondents(period)),
                    (_("Time of the self-check"), span(period)),
                    (_("Covers"), span_text(past_year(period.reference_date), language=language())),
                    (_("Method"), _("Each department answers its sheet, the department head confirms it. Last year's answers stand beside.")),
                    (_("Target"), _("Implementation rate %(target)s%%, submission rate 100%%", target=variant_of(period).target)),
                    (_("Use of names"), _("Departments see their own result beside the city's. Rankings by name are for the CISO, the CHIEF and the committee.")),
                ]
            ),
            heading(_("Schedule")),
            table(
                [_("Step"), _("Date")],
                [
                    [_("Request to the departments"), day(period.opens_on)],
                    [_("Answers due"), day(period.due_on)],
                    [_("Final figures, result notices"), _("after all sheets are confirmed")],
                    [_("Report to the committee"), _("after the final figures")],
                ],
                widths=[2, 3],
            ),
            heading(_("How it is counted")),
            listed(
                [
                    _("%(figure)s: %(formula)s", figure=_(title_of(key)), formula=_(formula(key, variant_of(period))))
                    for key in ("submission_rate", "coverage_rate", "implementation_rate")
                ]
            ),
            note(_(ROUNDING_NOTE)),
        ],
        boxes=settings()["approval_boxes"],
    )  # fmt: skip


PURPOSE = N_("To find gaps honestly and to close them; not to judge people or departments.")


def _questions(period: Period) -> str:
    scope = _("Core questions") if period.core_only else _("All questions")
    if period.edition is None:
        return scope
    edition = _("edition %(label)s", label=period.edition.label)
    return f"{scope} ({edition})"


def _respondents(period: Period) -> str:
    """Forms and, once it is open, how many of each."""
    if not period.opened_at:
        forms = [Form.DEPARTMENT, *period.other_forms]
        return "\n".join(_(form.label) for form in forms)
    found: dict[Form, int] = {}
    for sheet in forms_of(period):
        found[sheet.form] = found.get(sheet.form, 0) + 1
    return "\n".join(
        _("%(form)s: %(count)s", form=_(form.label), count=number) for form, number in found.items()
    )


def request_to(
    period: Period, head: Head | None, to: str = "", sheet: Sheet | None = None
) -> Document:
    """依頼文: to all departments, or to one with its own address."""
    where = (
        url_for("selfcheck.sheet", id=sheet.id, _external=True)
        if sheet
        else url_for("selfcheck.index", _external=True)
    )
    return headed(
        head,
        _("%(title)s (request)", title=period_title(period)),
        [
            text(_("The self-check of information security is held as follows. Please answer by the due date. △ and × are all right: the self-check is to find gaps, not to judge.")),
            facts(
                [
                    (_("Time of the self-check"), span(period)),
                    (_("Questions"), _("%(count)s questions", count=len(sheet.questions)) if sheet else _questions(period)),
                    (_("Covers"), span_text(past_year(period.reference_date), language=language())),
                    (_("Respondents"), _("The department contact answers, the department head confirms.")),
                    (_("Where"), where),
                    (_("On paper or in Excel"), _("The form to print and the Excel workbook are on the same page.")),
                    (_("Questions to"), contact()),
                ],
                noted=True,
            ),
        ],
        to=to or _("Heads of all departments"),
        entry=called(sheet) if sheet else "",
        attached=[_("Answering guide")],
    )  # fmt: skip


def requests(period: Period, head: Head | None, known: Posts) -> list[Document]:
    """One for each department, in official order, addressed to its head by post."""
    return [
        request_to(period, head, head_of(sheet, known), sheet)
        for sheet in forms_of(period)
        if sheet.form == Form.DEPARTMENT
    ]


def guides(period: Period, head: Head | None) -> list[Document]:
    """What each role does, on one page each."""
    return [
        Document(
            title=_("%(title)s: answering guide (%(role)s)", title=period_title(period), role=_(role.label)),
            number=head.number if head else "",
            on=head.dated_on if head else None,
            entry=_(role.label),
            body=[
                text(_("Period: %(span)s", span=span(period))),
                *([heading(_("What the answers mean")), table([_("Answer"), _("Meaning"), _("What is written")], guide.answers(), widths=[2, 5, 5])] if role in guide.ANSWERING else []),
                heading(_("Steps")),
                listed([_(step) for step in steps], numbered=True),
                heading(_("Good to know")),
                listed([_(hint) for hint in guide.HINTS[role]]),
                *([text(head.words)] if head and head.words else []),
                text(_("Questions: %(contact)s", contact=contact())),
            ],
        )
        for role, steps in guide.STEPS.items()
    ]  # fmt: skip
