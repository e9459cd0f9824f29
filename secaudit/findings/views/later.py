"""After the report: the CISO's instruction, and the look at whether a measure lasted."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from secaudit.accounts.gate import current
from secaudit.accounts.saving import doing, tried
from secaudit.audits import reading as audits
from secaudit.calendar import clock
from secaudit.findings import deadlines, reading
from secaudit.findings.actions import instructing, verifying
from secaudit.findings.forms.mending import EffectForm
from secaudit.findings.forms.spreading import InstructionForm, PaperInstructionForm
from secaudit.findings.kinds import Method
from secaudit.findings.views import bp
from secaudit.findings.views.finding import back_to, finding_or_404, is_shown
from secaudit.organisation.settings import settings


@bp.get("/findings/<id:id>/instruction")
def instruct(id):
    """The instruction is given for all findings of a report together."""
    return redirect(url_for(".instruction", id=finding_or_404(id).engagement_id))


@bp.route("/audits/<id:id>/instruction", methods=["GET", "POST"])
def instruction(id):
    return instruction_page(id, InstructionForm())


@bp.route("/audits/<id:id>/instruction-on-paper", methods=["GET", "POST"])
def instruction_on_paper(id):
    return instruction_page(id, PaperInstructionForm())


def instruction_page(id: int, form: InstructionForm):
    on = clock.today()
    engagement = audits.find(current, id, on)
    if is_shown():
        form.version.data = engagement.version
    paper = form.paper if isinstance(form, PaperInstructionForm) else (lambda: None)
    given: list = []

    def do():
        given.extend(
            instructing.instruct(
                engagement, form.words.data or "", form.version.data or 0, paper=paper(), **doing()
            )
        )

    if tried(form, do):
        flash(instructed(len(given)), "success")
        return redirect(url_for("findings.index", engagement=id))
    waiting = reading.uninstructed(engagement)
    return render_template(
        "findings/instruction.html",
        form=form,
        engagement=engagement,
        findings=waiting,
        dates={each.id: deadlines.at_issue(each.severity, on, settings()) for each in waiting},
        on_paper=isinstance(form, PaperInstructionForm),
    )


def instructed(count: int) -> str:
    return ngettext(
        "The instruction is given. The deadlines of %(num)s finding run from today.",
        "The instruction is given. The deadlines of %(num)s findings run from today.",
        count,
    )


@bp.route("/findings/<id:id>/effect", methods=["GET", "POST"])
def effect(id):
    finding, form = finding_or_404(id), EffectForm()
    if is_shown():
        form.version.data, form.seen_on.data = finding.version, clock.today()
    if tried(
        form,
        lambda: verifying.check_effect(
            finding,
            form.effective.data == "yes",
            form.how.data,
            form.seen_on.data,
            form.version.data or 0,
            Method(form.method.data),
            **doing(),
        ),
    ):
        lasted = form.effective.data == "yes"
        return back_to(finding, _("It has lasted. The audit lead closes the finding.") if lasted
                       else _("The finding is open again, with a new due date."))  # fmt: skip
    plan = reading.plan_with_owners(finding)
    return render_template(
        "findings/effect.html",
        form=form,
        finding=finding,
        plan=plan,
        evidence=reading.evidence_of(finding, plan),
    )
