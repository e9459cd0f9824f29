"""Starting a self-check: first what it will do, and what of it cannot be undone."""

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from secaudit.accounts.gate import current
from secaudit.calendar import clock
from secaudit.catalogue.installed import in_force, to_open_with
from secaudit.mail.relay import relay_of
from secaudit.selfcheck import actions, reading
from secaudit.selfcheck.kinds import PeriodState
from secaudit.selfcheck.models import Period
from secaudit.selfcheck.starting import start_of
from secaudit.selfcheck.views import bp
from secaudit.selfcheck.views.words import time_until
from secaudit.web.fields import VersionForm


@bp.route("/periods/<id:id>/open", methods=["GET", "POST"])
def open_period(id):
    return _open(id) if request.method == "POST" else _said(reading.period(id))


def _said(found: Period):
    """Whom it asks; how long it still is until the planned start, or that the due date is over."""
    today, now = clock.today(), in_force(current_app.config)
    waits = found.state == PeriodState.APPROVED
    return render_template(
        "selfcheck/start.html",
        period=found,
        start=start_of(found, now.catalogue, today) if waits else None,
        edition=now.catalogue.edition,
        problems=now.problems,
        until=(found.opens_on - today).days,
        left=time_until(found.due_on),
        late=today > found.due_on,
        mails=relay_of(current_app.config) is not None,
    )


def _open(id: int):
    form = VersionForm()
    if not form.validate_on_submit():
        abort(400)
    catalogue = to_open_with(current_app.config)
    period = actions.open_period(
        id, form.version.data, catalogue, by=current, at=clock.now(), on=clock.today()
    )
    number = len(reading.sheet_states(period))
    flash(
        _("The period is open. %(count)s departments have their sheets.", count=number), "success"
    )
    return redirect(url_for(".period", id=id))
