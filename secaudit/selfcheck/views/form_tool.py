"""Reading in what the city's own form tool has collected for the staff form."""

from contextlib import closing

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from itsdangerous import BadSignature, URLSafeSerializer

from secaudit.accounts.gate import current
from secaudit.accounts.saving import put_beside_field
from secaudit.calendar import clock
from secaudit.errors import N_, Invalid, Missing
from secaudit.selfcheck import reading
from secaudit.selfcheck.actions.counting import take_counts
from secaudit.selfcheck.form_tool import Gathered, gather
from secaudit.selfcheck.forms import StaffFileForm, TakeStaffForm
from secaudit.selfcheck.kinds import Form, Value
from secaudit.selfcheck.models import Period
from secaudit.selfcheck.small_groups import hidden
from secaudit.selfcheck.states import MOVING
from secaudit.selfcheck.views import bp
from secaudit.selfcheck.views.by_form import staff_questions
from secaudit.web.attachments import attached
from secaudit.web.language import in_my_language
from secaudit.web.spreadsheets import Table, as_csv, read_table


def counted_period(id: int) -> Period:
    period = reading.period(id)
    if Form.COUNTS not in period.other_forms or period.state not in MOVING:
        raise Missing()
    return period


def texts_of(period: Period) -> dict[str, str]:
    asked = (c for row in reading.sheets_of(period, Form.COUNTS) for c in row.questions)
    found = staff_questions(period, reading.catalogue_of(period), list(dict.fromkeys(asked)))
    return {control.id: in_my_language(text) for control, text in found}


@bp.route("/periods/<id:id>/staff-file", methods=["GET", "POST"])
def staff_file(id):
    """Choosing the file; with it, what it says. Nothing is written."""
    period, form = counted_period(id), StaffFileForm()
    if form.validate_on_submit():
        try:
            with closing(form.file.data) as upload:
                rows = read_table(upload.read(), upload.filename)
            sheets = reading.sheets_of(period, Form.COUNTS)
            return _preview(period, gather(rows, sheets, texts_of(period)))
        except Invalid as problem:
            problem.field = "file"
            put_beside_field(form, problem)
    page = render_template("selfcheck/staff_file.html", period=period, form=form)
    return page, 400 if form.errors else 200


def _preview(period: Period, found: Gathered):
    offices = {row.unit_id: row for row in reading.sheets_of(period, Form.COUNTS)}
    sizes = {unit: found.people_of(unit) for unit in offices if unit in found.numbers}
    numbers = {
        str(unit): {c: [each[v] for v in Value] for c, each in by_control.items()}
        for unit, by_control in found.numbers.items()
    }
    sealed = _sealing().dumps([period.id, current.person, numbers])
    return render_template(
        "selfcheck/staff_preview.html",
        period=period,
        found=found,
        sheets=[offices[unit] for unit in offices if unit in sizes],
        sizes=sizes,
        small=hidden(sizes, period.small_group),
        form=TakeStaffForm(formdata=None, data={"draft_token": sealed}),
    )


@bp.post("/periods/<id:id>/staff-file/numbers")
def take_staff_file(id):
    period = counted_period(id)
    try:
        about, person, numbers = _sealing().loads(TakeStaffForm().draft_token.data or "")
    except (BadSignature, ValueError) as error:
        raise _unreadable() from error
    if (about, person) != (period.id, current.person):
        raise _unreadable()
    again = {
        int(unit): {c: dict(zip(Value, each, strict=True)) for c, each in by_control.items()}
        for unit, by_control in numbers.items()
    }
    done = take_counts(id, again, by=current, at=clock.now(), on=clock.today())
    flash(
        ngettext(
            "The numbers of %(num)s department are handed in.",
            "The numbers of %(num)s departments are handed in.",
            done,
        ),
        "success",
    )
    return redirect(url_for(".form_progress", id=id, form=Form.COUNTS.value))


def _sealing() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="staff-file")


def _unreadable() -> Invalid:
    return Invalid(N_("This preview cannot be used any more. Read the file again."))


@bp.get("/periods/<id:id>/staff-file/sample")
def staff_file_sample(id):
    """The headings that are understood, to build the form from."""
    headings = [
        _("Department"),
        *(f"{id} {text}" for id, text in texts_of(counted_period(id)).items()),
    ]
    return attached(as_csv(Table(_("Staff form"), headings, [])), "staff-form.csv")
