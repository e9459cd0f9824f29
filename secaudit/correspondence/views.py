"""Pages of what the secretariat writes: reminders, papers, and each department's result notice."""

from collections.abc import Callable, Sequence

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from secaudit.accounts.forms import EmptyForm
from secaudit.accounts.gate import current
from secaudit.accounts.saving import put_beside_field
from secaudit.calendar import clock
from secaudit.correspondence import actions, papers, reading
from secaudit.correspondence.forms import HeadForm
from secaudit.correspondence.kinds import Kind
from secaudit.correspondence.messages import letter, messages
from secaudit.correspondence.models import Head
from secaudit.documents import Document, typeset
from secaudit.errors import Invalid, Missing
from secaudit.reports.reading import summary_of
from secaudit.selfcheck import reading as sheets
from secaudit.selfcheck.kinds import FINAL, Form
from secaudit.selfcheck.models import Period
from secaudit.selfcheck.views.words import period_title
from secaudit.web.attachments import attached

bp = Blueprint("correspondence", __name__, url_prefix="/self-check")


# --- reminders --------------------------------------------------------------------------------


@bp.get("/periods/<id:id>/reminders")
def reminders(id):
    """Who has not handed in; those whom the ladder names today are ticked."""
    period, on = sheets.period(id), clock.today()
    return render_template(
        "correspondence/reminders.html",
        period=period,
        waiting=reading.waiting(period, on),
        known=reading.posts(on),
        addressee=reading.addressee,
    )


@bp.get("/periods/<id:id>/reminders/texts")
def texts(id):
    """What is sent to those ticked: to be pasted, or printed."""
    period, chosen = sheets.period(id), _chosen(request.args)
    made = _messages(period, chosen)
    if not made:
        return redirect(url_for(".reminders", id=id))
    return render_template(
        "correspondence/texts.html",
        period=period,
        messages=made,
        letters=_letters(period, made),
        chosen=chosen,
        form=EmptyForm(),
    )


def _chosen(typed) -> list[int]:
    return [int(each) for each in typed.getlist("sheet") if each.isascii() and each.isdecimal()]


def _messages(period: Period, chosen: Sequence[int]):
    on = clock.today()
    some = [each for each in reading.waiting(period, on) if each.sheet.id in chosen]
    return messages(period, some, reading.posts(on), on)


def _letters(period: Period, made) -> list[Document]:
    head = reading.heads_of(period).get(Kind.REMINDER)
    return [letter(period, each, head, clock.today()) for each in made]


@bp.post("/periods/<id:id>/reminders")
def remind(id):
    """They went out, or are printed to go out."""
    period, chosen = sheets.period(id), _chosen(request.form)
    if request.form.get("format") == "pdf":
        return _pdf(_letters(period, _messages(period, chosen)), Kind.REMINDER, period)
    sent = actions.remind(id, chosen, by=current, at=clock.now(), on=clock.today())
    flash(
        ngettext("%(num)s reminder is recorded.", "%(num)s reminders are recorded.", len(sent)),
        "success",
    )
    return redirect(url_for(".reminders", id=id))


# --- papers -----------------------------------------------------------------------------------


@bp.get("/periods/<id:id>/papers")
def index(id):
    period = sheets.period(id)
    return render_template(
        "correspondence/index.html",
        period=period,
        kinds=list(Kind),
        heads=reading.heads_of(period),
        why_not=papers.why_not,
    )


def _kind(word: str) -> Kind:
    if word not in set(Kind):
        raise Missing()
    return Kind(word)


@bp.route("/periods/<id:id>/papers/<kind>/head", methods=["GET", "POST"])
def head(id, kind):
    period, chosen = sheets.period(id), _kind(kind)
    row = reading.heads_of(period).get(chosen)
    form = HeadForm(obj=row)
    if form.validate_on_submit():
        try:
            actions.enter_head(
                id, chosen, form.version.data, form.entered(), by=current, at=clock.now()
            )
        except Invalid as problem:
            put_beside_field(form, problem)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for(".index", id=id))
    return render_template(
        "selfcheck/ask.html",
        form=form,
        title=_("%(paper)s: number, date and sender", paper=_(chosen.label)),
        text="",
        button=_("Save"),
        back=(_("Papers: %(title)s", title=period_title(period)), url_for(".index", id=id)),
    )


@bp.get("/periods/<id:id>/papers/<kind>")
def paper(id, kind):
    """On screen as it is printed; of one per department, the first."""
    period, chosen = _makeable(id, kind)
    found = MAKERS[chosen](period, reading.heads_of(period).get(chosen))
    return render_template(
        "correspondence/paper.html",
        period=period,
        kind=chosen,
        letters=found,
        form=EmptyForm(),
    )


@bp.post("/periods/<id:id>/papers/<kind>")
def paper_file(id, kind):
    """One PDF; of one per department, all in official order with contents."""
    period, chosen = _makeable(id, kind)
    found = MAKERS[chosen](period, reading.heads_of(period).get(chosen))
    return _pdf(found, chosen, period)


def _makeable(id: int, word: str) -> tuple[Period, Kind]:
    period, kind = sheets.period(id), _kind(word)
    if kind not in MAKERS or papers.why_not(kind, period):
        raise Missing()
    return period, kind


def _requests(period: Period, head: Head | None) -> list[Document]:
    """To all heads together, then to each."""
    if not period.opened_at:
        return [papers.request_to(period, head)]
    each = papers.requests(period, head, reading.posts(clock.today()))
    return [papers.request_to(period, head), *each]


def _totals(period: Period, head: Head | None) -> list[Document]:
    return [papers.totals(period, _summary(period), head)]


def _results(period: Period, head: Head | None) -> list[Document]:
    return papers.results(period, _summary(period), head, reading.posts(clock.today()))


def _summary(period: Period):
    return summary_of(period, sheets.periods(), clock.now(), cells=True)


MAKERS: dict[Kind, Callable[[Period, Head | None], list[Document]]] = {
    Kind.PLAN: lambda period, head: [papers.plan(period, head)],
    Kind.REQUEST: _requests,
    Kind.GUIDE: papers.guides,
    Kind.TOTALS: _totals,
    Kind.RESULT: _results,
}


def _pdf(found: list[Document], kind: Kind, period: Period) -> Response:
    if not found:
        abort(400)
    title = f"{period_title(period)} {_(kind.label)}"
    made = typeset(found, clock.now(), contents=len(found) > 1, title=title)
    actions.record_export(period, kind, by=current, at=clock.now())
    return attached(made.pdf, f"secaudit-{period.fiscal_year}-{kind}.pdf")


@bp.get("/sheets/<id:id>/result")
def result(id):
    """A department's own result beside the city's, once the figures are final."""
    sheet = sheets.sheet_for(current, id)
    period = sheet.period
    if sheet.form != Form.DEPARTMENT or period.state not in FINAL or period.imported:
        raise Missing()
    head = reading.heads_of(period).get(Kind.RESULT)
    to = papers.head_of(sheet, reading.posts(clock.today()))
    notice = papers.result(period, _summary(period), sheet, head, to)
    return render_template("correspondence/result.html", sheet=sheet, period=period, letter=notice)
