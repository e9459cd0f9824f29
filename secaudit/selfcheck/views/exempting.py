"""The secretariat's decisions about one department: exempted, or given more time."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from secaudit.accounts.gate import current
from secaudit.accounts.saving import put_beside_field
from secaudit.calendar import clock
from secaudit.errors import Invalid
from secaudit.selfcheck import actions, reading
from secaudit.selfcheck.forms import ExemptForm, PutOffForm
from secaudit.selfcheck.kinds import Form
from secaudit.selfcheck.models import Sheet
from secaudit.selfcheck.views import bp
from secaudit.selfcheck.views.words import period_title
from secaudit.selfcheck.waiting import due
from secaudit.web.fields import VersionForm
from secaudit.web.language import called, day


@bp.route("/sheets/<id:id>/exempt", methods=["GET", "POST"])
def exempt(id):
    row = reading.sheet_for(current, id, "exempt sheets")
    form = ExemptForm(version=row.version)
    if form.validate_on_submit():
        try:
            actions.exempt(id, form.version.data, form.reason.data, by=current, at=clock.now())
        except Invalid as problem:
            put_beside_field(form, problem)
        else:
            flash(_("The department is exempted."), "success")
            return redirect(_list_of(row))
    title = _("Exempt: %(name)s", name=called(row))
    text = _("The department leaves the figures. The reason is printed with them.")
    return _page(form, title, text, _("Exempt"), row)


@bp.post("/sheets/<id:id>/include", endpoint="include_again")
def include_again(id):
    form = VersionForm()
    if not form.validate_on_submit():
        abort(400)
    row = actions.include_again(id, form.version.data, by=current, at=clock.now())
    flash(_("The department answers after all."), "success")
    return redirect(url_for(".sheet", id=row.id))


@bp.route("/sheets/<id:id>/due", methods=["GET", "POST"])
def put_off(id):
    row = reading.sheet_for(current, id, "exempt sheets")
    form = PutOffForm(version=row.version)
    if form.validate_on_submit():
        try:
            actions.put_off(
                id,
                form.version.data,
                form.due_on.data,
                form.reason.data,
                by=current,
                at=clock.now(),
                on=clock.today(),
            )
        except Invalid as problem:
            put_beside_field(form, problem)
        else:
            flash(_("The department has more time."), "success")
            return redirect(_list_of(row))
    title = _("More time: %(name)s", name=called(row))
    return _page(form, title, _until_now(row), _("Save"), row)


def _until_now(row: Sheet) -> str:
    """Until when the department has time, and why, before another day is chosen."""
    text = _(
        "Now due on %(day)s. The department and whoever reads the progress see the reason.",
        day=day(due(row, row.period)),
    )
    if not row.due_reason:
        return text
    reason = _("Reason so far: %(reason)s", reason=row.due_reason)
    return f"{text} {reason}"


def _list_of(row: Sheet) -> str:
    """The progress page on which the sheet stands."""
    if row.form in (Form.DEPARTMENT, Form.PERSON):
        return url_for(".period", id=row.period_id)
    return url_for(".form_progress", id=row.period_id, form=row.form.value)


def _page(form, title: str, text: str, button: str, row):
    return render_template(
        "selfcheck/ask.html",
        form=form,
        title=title,
        text=text,
        button=button,
        back=(period_title(row.period), _list_of(row)),
    )
