from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext as _

from secaudit.accounts import proofs, sessions
from secaudit.accounts.actions import stale
from secaudit.accounts.gate import current, needs_step_up
from secaudit.accounts.saving import put_beside_field
from secaudit.accounts.views.attempts import own_account, refused, trying
from secaudit.calendar import clock
from secaudit.errors import N_, Invalid, Refused
from secaudit.intake import actions, tables
from secaudit.intake.columns import OFFICES, PEOPLE, Column
from secaudit.intake.drafts import Upload, opened, sealed
from secaudit.intake.forms import ConfirmAgainForm, ConfirmForm, DownloadForm, UploadForm
from secaudit.intake.plans import Plan
from secaudit.web.attachments import attached
from secaudit.web.language import language
from secaudit.web.problems import said
from secaudit.web.spreadsheets import Table, as_csv, as_xlsx, read_table

bp = Blueprint("intake", __name__, url_prefix="/intake")


@dataclass(frozen=True)
class Kind:
    """One kind of file: offices, or people."""

    title: str
    back: str  # endpoint of the list
    columns: tuple[Column, ...]
    preview: Callable[[Upload], Plan]
    confirm: Callable[[Upload], Plan]
    table: Callable[[date, str, bool], Table]
    weighty: bool = False  # the password is asked for once more


def _confirmed(do: Callable) -> Callable[[Upload], Plan]:
    return lambda up: do(up.rows, up.on, up.complete, up.digest, by=current, at=clock.now())


KINDS = {
    "units": Kind(
        N_("Read offices from a file"),
        "organisation.index",
        OFFICES,
        lambda up: actions.preview_offices(up.rows, up.on, up.complete),
        _confirmed(actions.import_offices),
        tables.offices,
    ),
    "people": Kind(
        N_("Read people from a file"),
        "people.index",
        PEOPLE,
        lambda up: actions.preview_people(up.rows, up.on, up.complete, current),
        _confirmed(actions.import_people),
        tables.people,
        weighty=True,
    ),
}


@bp.route("/offices", methods=["GET", "POST"])
def units():
    return upload_page("units")


@bp.route("/people", methods=["GET", "POST"])
def people():
    return upload_page("people")


@bp.post("/offices/confirmation")
def confirm_units():
    return confirmation("units")


@bp.post("/people/confirmation")
def confirm_people():
    return confirmation("people")


@bp.post("/offices/file")
def units_file():
    return download("units")


@bp.post("/people/file")
def people_file():
    return download("people")


def upload_page(what: str):
    """The file is read and compared; nothing is written."""
    kind = KINDS[what]
    if kind.weighty and request.method == "GET" and (again := needs_step_up()):
        return again
    form = UploadForm()
    if form.validate_on_submit():
        try:
            file = form.file.data
            rows = read_table(file.read(), file.filename)
            return preview_page(Upload(what, form.on.data, form.complete.data, rows))
        except Invalid as problem:
            problem.field = problem.field if problem.field in form else "file"
            put_beside_field(form, problem)
    return render_template(
        "intake/upload.html",
        what=what,
        kind=kind,
        form=form,
        download=DownloadForm(formdata=None, prefix="file"),
    )


def preview_page(upload: Upload, form: ConfirmForm | None = None):
    """What the file would change, and the button that does exactly that."""
    kind = KINDS[upload.what]
    plan = kind.preview(upload)
    shown = replace(upload, digest=plan.digest())
    if form is None:
        draft = sealed(shown, current.person, current_app.config["SECRET_KEY"])
        form = ConfirmForm(formdata=None, data={"draft": draft})
    return render_template(
        "intake/preview.html", what=upload.what, kind=kind, plan=plan, upload=upload, form=form
    )


def confirmation(what: str):
    kind = KINDS[what]
    form = ConfirmAgainForm() if kind.weighty else ConfirmForm()
    upload = opened(form.draft.data or "", what, current.person, current_app.config["SECRET_KEY"])
    if not form.validate_on_submit() or (kind.weighty and not sure(form)):
        return preview_page(upload, form)
    try:
        plan = kind.confirm(upload)
    except Refused as problem:
        flash(said(problem), "error")
        return redirect(url_for(f".{what}"))
    if plan.rows:
        flash(_("Imported: %(count)s changes.", count=len(plan.changes)), "success")
    else:
        flash(_("There was nothing to change."), "info")
    return redirect(url_for(kind.back))


def sure(form: ConfirmAgainForm) -> bool:
    """Whether the password was given lately, or is given now."""
    if not stale(sessions.here(), clock.real_now()):
        return True
    if not form.password.data:
        form.password.errors = [_("Enter your password.")]
        return False
    try:
        tried = trying(current.number)
        proofs.check_present_password(own_account(), form.password.data, tried, "password")
    except Invalid as problem:
        refused(form, problem, "step-up", current.number)
        return False
    sessions.renew(session)  # type: ignore[arg-type]
    return True


def download(what: str):
    """The file to fill in. Taking out what is there is an entry of the journal."""
    form = DownloadForm(prefix="file")
    if not form.validate_on_submit():
        return redirect(url_for(f".{what}"))
    filled = form.content.data == "present"
    table = KINDS[what].table(clock.today(), language(), filled)
    if filled:
        actions.note_export(what, by=current, at=clock.now())
    return as_file(table, form.format.data)


def as_file(table: Table, format: str) -> Response:
    if format == "xlsx":
        data = as_xlsx([table], clock.now(), language=language())
        return attached(data, f"{table.title}.xlsx")
    encoding = "cp932" if format == "cp932" else "utf-8-sig"
    return attached(as_csv(table, encoding), f"{table.title}.csv")
