from flask import render_template
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from secaudit.accounts.saving import doing, tried
from secaudit.calendar import clock
from secaudit.errors import Missing
from secaudit.findings import reading
from secaudit.findings.actions import mending, verifying
from secaudit.findings.forms.mending import PromiseForm, ResultForm, VerifyForm
from secaudit.findings.kinds import Method
from secaudit.findings.models import Action, Finding
from secaudit.findings.views import bp
from secaudit.findings.views.finding import (
    back_to,
    finding_or_404,
    is_shown,
    press,
)
from secaudit.web.language import day


@bp.route("/findings/<id:id>/plan", methods=["GET", "POST"])
def plan(id):
    finding = finding_or_404(id)
    form = promise_form(finding)
    if tried(form, lambda: mending.write_plan(finding, form.promise(), **doing())):
        return back_to(finding, _("The action is written. Submit the plan when it is complete."))
    return render_template("findings/plan.html", form=form, finding=finding, action=None)


def promise_form(finding: Finding, action: Action | None = None) -> PromiseForm:
    form = PromiseForm(obj=action)
    posts = reading.owner_posts(finding, clock.today())
    form.owner.choices = [SelectChoice(*post) for post in posts]
    if is_shown() and action:
        form.cause_kind.data = action.cause_kind.value
        form.owner.data = f"{action.owner_unit_id}/{action.owner_title}"
        if form.owner.data not in dict(posts):  # a post that no longer exists
            form.owner.choices.append(SelectChoice(form.owner.data, action.owner_title))
    return form


@bp.route("/findings/<id:id>/plan/<id:number>", methods=["GET", "POST"])
def action(id, number):
    finding = finding_or_404(id)
    found = action_or_404(finding, number)
    form = promise_form(finding, found)
    if tried(
        form,
        lambda: mending.write_plan(
            finding, form.promise(), form.version.data or 0, found, **doing()
        ),
    ):
        return back_to(finding, _("Saved."))
    return render_template("findings/plan.html", form=form, finding=finding, action=found)


def action_or_404(finding: Finding, number: int) -> Action:
    found = Action.get_or_none((Action.id == number) & (Action.finding == finding))
    if found is None:
        raise Missing()
    return found


@bp.post("/findings/<id:id>/plan/submission")
def submit(id):
    return press(id, mending.submit_plan, _("The plan is with the auditor."))


@bp.post("/findings/<id:id>/plan/endorsement")
def endorse(id):
    return press(id, mending.endorse_plan, _("The plan is endorsed."))


@bp.post("/findings/<id:id>/plan/acceptance")
def accept_plan(id):
    return press(id, mending.accept_plan, _("The plan is accepted. Its dates hold from now on."))


@bp.post("/findings/<id:id>/start")
def start(id):
    return press(id, mending.start, _("Mending has begun."))


@bp.route("/findings/<id:id>/plan/<id:number>/result", methods=["GET", "POST"])
def result(id, number):
    finding = finding_or_404(id)
    found = action_or_404(finding, number)
    form = ResultForm()
    if is_shown():
        form.version.data, form.done_on.data = found.version, clock.today()
    if tried(
        form,
        lambda: mending.finish_action(found, form.result(), form.version.data or 0, **doing()),
    ):
        return back_to(finding, _("The action is reported as done."))
    return render_template("findings/result.html", form=form, finding=finding, action=found)


@bp.post("/findings/<id:id>/report")
def report(id):
    return press(id, mending.report, _("Reported as mended. An auditor will look at it."))


def verified(finding: Finding) -> str:
    if finding.effect_due_on:
        due = day(finding.effect_due_on)
        return _("Verified. By %(day)s it is checked whether the measure has lasted.", day=due)
    return _("Verified. The audit lead closes the finding.")


@bp.route("/findings/<id:id>/verification", methods=["GET", "POST"])
def verify(id):
    finding, form = finding_or_404(id), VerifyForm()
    if is_shown():
        form.version.data, form.seen_on.data = finding.version, clock.today()
    if tried(
        form,
        lambda: verifying.verify(
            finding,
            form.how.data,
            form.seen_on.data,
            form.version.data or 0,
            Method(form.method.data),
            **doing(),
        ),
    ):
        return back_to(finding, verified(finding))
    plan = reading.plan_with_owners(finding)
    return render_template(
        "findings/verify.html",
        form=form,
        finding=finding,
        plan=plan,
        evidence=reading.evidence_of(finding, plan),
    )
