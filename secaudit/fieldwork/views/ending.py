"""How an audit ends: its report is issued, told to the committee, everything closed; or cancelled.

What becomes final is said before the press.
"""

from flask import render_template, url_for
from flask_babel import gettext as _

from secaudit.accounts.saving import confirmed, doing, tried
from secaudit.audits import actions as audits
from secaudit.audits import reading
from secaudit.audits.lifecycle import after
from secaudit.calendar import clock
from secaudit.errors import Invalid
from secaudit.fieldwork.forms import DayForm, ReasonForm
from secaudit.fieldwork.views import bp
from secaudit.fieldwork.views.beforehand import before_completing
from secaudit.fieldwork.views.engagement import find, here
from secaudit.findings import reading as findings
from secaudit.findings.actions import issuing
from secaudit.web.fields import VersionForm


@bp.route("/audits/<id:id>/issue", methods=["GET", "POST"])
def issue(id):
    """What becomes locked is said before the press."""
    found, form = find(id), VersionForm()
    if not form.is_submitted():
        form.version.data = found.version
    if form.validate_on_submit():
        issued = issuing.issue_report(found, form.version.data or 0, **doing())
        return here(id, _("The report is issued, with %(count)s findings.", count=len(issued)))
    return render_template(
        "fieldwork/issue.html",
        engagement=found,
        form=form,
        findings=findings.of_engagement(found),
        papers=reading.papers(found),
    )


@bp.route("/audits/<id:id>/committee", methods=["GET", "POST"])
def committee(id):
    found, form = find(id), DayForm()
    if not form.is_submitted():
        form.version.data, form.on.data = found.version, clock.today()

    def report():
        if form.on.data > clock.today():
            raise Invalid(_("This day has not come yet."), field="on")
        audits.advance(
            found, "engagement.report", form.version.data or 0, reported_on=form.on.data, **doing()
        )

    if tried(form, report):
        return here(id, _("The report to the committee is on record."))
    return render_template("fieldwork/committee.html", engagement=found, form=form)


@bp.route("/audits/<id:id>/cancellation", methods=["GET", "POST"])
def cancel(id):
    found, form = find(id), ReasonForm()
    if not form.is_submitted():
        form.version.data = found.version
    if tried(
        form,
        lambda: issuing.cancel(found, form.reason.data, form.version.data or 0, **doing()),
    ):
        return here(id, _("The audit is cancelled. What was not issued is dropped."))
    return render_template("fieldwork/cancel.html", engagement=found, form=form)


@bp.route("/audits/<id:id>/completion", methods=["GET", "POST"])
def finish(id):
    """What the audit came to, and what is still open, is said before the press."""
    found = find(id)
    after("engagement.close", found.state)
    form = VersionForm(version=found.version)
    return confirmed(
        form,
        lambda: issuing.finish(found, form.version.data, **doing()),
        _("The audit is completed."),
        url_for(".engagement", id=id),
        before_completing(found),
        title=_("Complete the audit"),
        button=_("Complete the audit"),
        breadcrumb=[
            (_("Audits"), url_for("audits.index")),
            (found.title, url_for(".engagement", id=id)),
        ],
    )
