"""Who took part: read from a file through a preview, and shown by name where that is allowed."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from secaudit.accounts.gate import current
from secaudit.accounts.saving import doing, put_beside_field
from secaudit.activities import actions, reading, registered
from secaudit.activities.attendance import COLUMNS, Reading, read_people
from secaudit.activities.forms import AttendanceForm, TakeForm
from secaudit.activities.models import Activity
from secaudit.activities.rules import is_over
from secaudit.activities.views import bp
from secaudit.activities.views.one import find
from secaudit.calendar import clock
from secaudit.errors import Invalid, Missing
from secaudit.intake.drafts import Upload, opened, sealed
from secaudit.intake.tables import headings
from secaudit.intake.views import as_file
from secaudit.web.language import language
from secaudit.web.spreadsheets import Table, read_table


@bp.route("/<id:id>/attendance", methods=["GET", "POST"])
def attendance(id):
    """The file is read and compared; nothing is written."""
    row, _sight = find(id)
    form = AttendanceForm()
    if form.validate_on_submit():
        try:
            rows = read_table(form.file.data.read(), form.file.data.filename)
            upload = Upload(_what(row), clock.today(), True, rows, str(row.version))
            return _preview(row, upload)
        except Invalid as problem:
            problem.field = "file"
            put_beside_field(form, problem)
    page = render_template("activities/attendance.html", form=form, row=row, columns=COLUMNS)
    return (page, 400) if form.errors else page


def _what(row: Activity) -> str:
    return f"attendance:{row.id}"


def _preview(row: Activity, upload: Upload, form: TakeForm | None = None):
    found = read_people(upload.rows, registered.known(row, clock.today()))
    if form is None:
        draft = sealed(upload, current.person, current_app.config["SECRET_KEY"])
        form = TakeForm(formdata=None, data={"draft": draft})
    if not is_over(row.fiscal_year, clock.today()):
        del form.reason
    page = render_template(
        "activities/preview.html",
        row=row,
        found=found,
        form=form,
        offices=reading.in_order(found.by_unit(), row.held_on or clock.today()),
    )
    return (page, 400) if found.faults or form.errors else page


@bp.post("/<id:id>/attendance/confirmation")
def take(id):
    """All of the file, or nothing of it."""
    row, _sight = find(id)
    form = TakeForm()
    upload = opened(
        form.draft.data or "", _what(row), current.person, current_app.config["SECRET_KEY"]
    )
    found: Reading = read_people(upload.rows, registered.known(row, clock.today()))
    if not form.validate_on_submit() or found.faults:
        return _preview(row, upload, form)
    reason = form.reason.data or ""
    try:
        changed = actions.take_attendance(id, int(upload.digest), found.people, reason, **doing())
    except Invalid as problem:
        put_beside_field(form, problem)
        return _preview(row, upload, form)
    flash(_taken(changed), "success")
    return redirect(url_for(".show", id=id))


def _taken(changed: int) -> str:
    if not changed:
        return _("There was nothing to change.")
    return ngettext("%(num)s line was taken in.", "%(num)s lines were taken in.", changed)


@bp.post("/<id:id>/attendance/file")
def attendance_file(id):
    """The list to fill in: as it was read in last, else the people who are registered."""
    row, _sight = find(id)
    kind = request.form.get("format", "")
    rows = registered.lines(row, clock.today())
    actions.note_list_taken(row, kind, by=current, at=clock.now())
    table = Table(f"attendance-{row.id}", headings(COLUMNS, language()), rows)
    return as_file(table, kind)


@bp.get("/<id:id>/departments/<id:unit>")
def people(id, unit):
    """Who of a department has not taken part yet: for its head and the secretariat."""
    row, sight = find(id)
    if sight.names is not None and unit not in sight.names:
        raise Missing()
    there = reading.people_of(row.id, {unit})
    office = reading.in_order({unit}, row.held_on or clock.today()).get(unit)
    if office is None or not there:
        raise Missing()
    return render_template("activities/people.html", row=row, office=office, there=there)
