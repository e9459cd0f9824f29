"""Other departments are asked whether they have the same problem; each answers on its own page."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from secaudit.accounts.gate import current
from secaudit.accounts.saving import doing, tried
from secaudit.audits.reach import ground
from secaudit.calendar import clock
from secaudit.calendar.workdays import add_working_days
from secaudit.errors import Missing
from secaudit.findings import deadlines, inquiries
from secaudit.findings.actions import spreading
from secaudit.findings.forms.spreading import InquiryForm, SpreadForm
from secaudit.findings.kinds import SAMES, Same
from secaudit.findings.models import Finding
from secaudit.findings.views import bp
from secaudit.findings.views.finding import finding_or_404, is_shown
from secaudit.organisation.settings import settings
from secaudit.web.language import language


@bp.route("/findings/<id:id>/other-departments", methods=["GET", "POST"])
def spread(id):
    finding = finding_or_404(id)
    form = spread_form(finding)
    if tried(
        form,
        lambda: spreading.ask_others(
            finding,
            form.question.data,
            [int(unit) for unit in form.units.data],
            form.due_on.data,
            **doing(),
        ),
    ):
        flash(_("The departments have been asked. Their answers appear here."), "success")
        return redirect(url_for(".spread", id=id))
    on = clock.today()
    return render_template(
        "findings/spread.html",
        form=form,
        finding=finding,
        asked=inquiries.of_finding(finding, on),
        answers=list(SAMES),
        on=on,
    )


def spread_form(finding: Finding) -> SpreadForm:
    form = SpreadForm()
    on = clock.today()
    others = [each for each in ground(on).tree.answering() if each.id != finding.unit_id]
    form.units.choices = [SelectChoice(str(each.id), each.called(language())) for each in others]
    if is_shown():
        form.units.data = [str(each.id) for each in others]
        form.question.data = proposed(finding)
        closed = deadlines.closed_days(settings())
        form.due_on.data = add_working_days(on, settings()["inquiry_days"], closed)
    return form


def proposed(finding: Finding) -> str:
    """From what may be published: it names neither the department nor its weak points."""
    return _(
        "In an audit of another department the following was found: %(summary)s"
        " Please look whether it is the same in your department.",
        summary=finding.publishable,
    )


@bp.get("/inquiries", endpoint="inquiries")
def asked_of_me():
    """Every question that was put to the reader's departments."""
    on = clock.today()
    return render_template("findings/inquiries.html", rows=inquiries.of_reader(current, on), on=on)


@bp.route("/inquiries/<id:id>", methods=["GET", "POST"])
def inquiry(id):
    on = clock.today()
    reply = next((each for each in inquiries.of_reader(current, on) if each.id == id), None)
    if reply is None:
        raise Missing()
    form = InquiryForm()
    if is_shown():
        form.version.data, form.words.data = reply.version, reply.words
        form.answer.data = reply.answer.value if reply.answer else None
    if tried(
        form,
        lambda: spreading.answer_inquiry(
            reply, Same(form.answer.data), form.words.data or "", form.version.data or 0, **doing()
        ),
    ):
        flash(_("Your answer is on record."), "success")
        return redirect(url_for(".inquiries"))
    return render_template("findings/inquiry.html", form=form, reply=reply)
