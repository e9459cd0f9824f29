from contextlib import closing

from flask import (
    Blueprint,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from flask_babel import ngettext

from secaudit.accounts.gate import current
from secaudit.accounts.saving import put_beside_field
from secaudit.calendar import clock
from secaudit.errors import Invalid
from secaudit.selfcheck import reading
from secaudit.selfcheck.actions.answering import refuse_locked
from secaudit.selfcheck.models import Sheet
from secaudit.selfcheck.showing import all_lines, sections
from secaudit.selfcheck.states import EDITABLE, MOVING
from secaudit.selfcheck.views.wholes import whole
from secaudit.selfcheck.views.words import period_title
from secaudit.web.attachments import attached
from secaudit.web.language import called
from secaudit.web.problems import said
from secaudit.workbooks import actions, composing, writing
from secaudit.workbooks.drafts import opened, sealed
from secaudit.workbooks.filled import Filled, read
from secaudit.workbooks.forms import TakeForm, UploadForm

bp = Blueprint("workbooks", __name__, url_prefix="/self-check/sheets/<id:id>/workbook")


@bp.get("/file")
def file(id):
    """The sheet to take along: to fill in, or, once it is handed in, to read."""
    row = actions.note_download(id, by=current, at=clock.now())
    open_now = row.state in EDITABLE and row.period.state in MOVING
    data = writing.as_xlsx(composing.book_of(row, whole(row), open_now))
    name = f"{row.code}_{called(row)}_{period_title(row.period)}.xlsx"
    return attached(data, name)


@bp.route("", methods=["GET", "POST"])
def show(id):
    """Choosing the file; with it, what it would change. Nothing is written."""
    row = reading.sheet_for(current, id, "answer")
    refuse_locked(row)
    form = UploadForm()
    if form.validate_on_submit():
        try:
            with closing(form.file.data) as upload:
                return preview_page(row, read(upload.read(), upload.filename))
        except Invalid as problem:
            problem.field = "file"
            put_beside_field(form, problem)
    page = render_template("workbooks/upload.html", sheet=row, period=row.period, form=form)
    return page, 400 if form.errors else 200


def preview_page(row: Sheet, filled: Filled, status: int = 200):
    """What would change, what conflicts, what is wrong; and the button that does exactly that."""
    plan = actions.preview(row, filled)
    key = current_app.config["SECRET_KEY"]
    draft = sealed(filled, plan.digest(), row.id, current.person, key)
    page = render_template(
        "workbooks/preview.html",
        sheet=row,
        period=row.period,
        plan=plan,
        filled=filled,
        lines=_lines(row),
        reason_text=composing.reason_text,
        form=TakeForm(formdata=None, data={"draft_token": draft}),
    )
    return page, status


def _lines(row: Sheet) -> dict:
    catalogue = reading.catalogue_of(row.period)
    found = sections(row, catalogue, reading.answers_of(row))
    return {line.control.id: line for line in all_lines(found)}


@bp.post("/answers")
def take(id):
    row = reading.sheet_for(current, id, "answer")
    refuse_locked(row)
    key = current_app.config["SECRET_KEY"]
    filled, shown = opened(TakeForm().draft_token.data or "", id, current.person, key)
    decided = {"mine": _said("keep", "mine"), "meant": _said("meant", "yes")}
    try:
        lines = actions.take(
            id, filled, shown, **decided, by=current, at=clock.now(), on=clock.today()
        )
    except actions.ChangedSince as problem:
        flash(said(problem), "error")
        return preview_page(row, filled, problem.status)
    flash(_taken(len(lines)), "success")
    return redirect(url_for("selfcheck.sheet", id=id))


def _said(question: str, word: str) -> set[str]:
    """The controls for which this was chosen."""
    start = f"{question}-"
    return {
        name.removeprefix(start)
        for name, value in request.form.items()
        if name.startswith(start) and value == word
    }


def _taken(count: int) -> str:
    if not count:
        return _("Nothing was chosen. The answers are as they were.")
    return ngettext(
        "%(num)s answer taken in from the workbook.",
        "%(num)s answers taken in from the workbook.",
        count,
    )
