"""Asking for a later date or for accepting a risk; deciding; adding a correction."""

from flask import render_template
from flask_babel import gettext as _

from secaudit.accounts.saving import doing, tried
from secaudit.decisions.forms import DecisionForm
from secaudit.errors import Missing
from secaudit.findings.actions import requesting
from secaudit.findings.forms.requests import DecideForm, ExtensionForm, RiskForm
from secaudit.findings.forms.writing import AmendForm
from secaudit.findings.models import Extension, Finding, RiskAcceptance
from secaudit.findings.views import bp
from secaudit.findings.views.finding import back_to, finding_or_404
from secaudit.web.fields import VersionForm


def shown(form: VersionForm, finding: Finding) -> VersionForm:
    if not form.is_submitted():
        form.version.data = finding.version
    return form


@bp.route("/findings/<id:id>/extension", methods=["GET", "POST"])
def extension(id):
    finding = finding_or_404(id)
    form = shown(ExtensionForm(), finding)
    if tried(
        form,
        lambda: requesting.ask_extension(
            finding,
            form.until.data,
            form.reason.data,
            form.interim.data or "",
            form.version.data or 0,
            **doing(),
        ),
    ):
        return back_to(finding, _("The later date is asked for. Until then the old one holds."))
    return render_template("findings/extension.html", form=form, finding=finding)


@bp.route("/findings/<id:id>/risk", methods=["GET", "POST"])
def risk(id):
    finding = finding_or_404(id)
    form = shown(RiskForm(), finding)
    if tried(
        form,
        lambda: requesting.ask_risk(
            finding,
            form.review_on.data,
            form.reason.data,
            form.measures.data,
            form.version.data or 0,
            **doing(),
        ),
    ):
        return back_to(finding, _("The CISO has been asked."))
    return render_template("findings/risk.html", form=form, finding=finding)


class PaperDecisionForm(DecisionForm, DecideForm):
    """A decision that was taken outside the product."""


@bp.route("/findings/<id:id>/extension/decision", methods=["GET", "POST"])
def decide_extension(id):
    return decide(id, DecideForm(), Extension, requesting.decide_extension)


@bp.route("/findings/<id:id>/risk/decision", methods=["GET", "POST"])
def decide_risk(id):
    return decide(id, DecideForm(), RiskAcceptance, requesting.decide_risk)


@bp.route("/findings/<id:id>/extension/decision-on-paper", methods=["GET", "POST"])
def extension_on_paper(id):
    return decide(id, PaperDecisionForm(), Extension, requesting.decide_extension)


@bp.route("/findings/<id:id>/risk/decision-on-paper", methods=["GET", "POST"])
def risk_on_paper(id):
    return decide(id, PaperDecisionForm(), RiskAcceptance, requesting.decide_risk)


def decide(id: int, form: DecideForm, model, action):
    finding = finding_or_404(id)
    asked = asked_or_404(model, finding)
    if tried(
        shown(form, finding),
        lambda: action(
            finding,
            form.granted.data == "yes",
            form.words.data or "",
            form.version.data or 0,
            paper=form.paper(),
            **doing(),
        ),
    ):
        return back_to(finding, _("The decision is on record."))
    return render_template("findings/decide.html", form=form, finding=finding, asked=asked)


def asked_or_404(model, finding: Finding):
    asked = requesting.waiting(model, finding)
    if asked is None:
        raise Missing()
    return asked


@bp.route("/findings/<id:id>/correction", methods=["GET", "POST"])
def amend(id):
    finding, form = finding_or_404(id), AmendForm()
    if tried(form, lambda: requesting.amend(finding, form.text.data, form.reason.data, **doing())):
        return back_to(finding, _("The correction stands beside what was issued."))
    return render_template("findings/amend.html", form=form, finding=finding)
