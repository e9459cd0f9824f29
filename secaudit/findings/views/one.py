from flask import redirect, render_template, url_for
from flask_babel import gettext as _

from secaudit.accounts.gate import current
from secaudit.accounts.saving import doing, tried
from secaudit.audits.reach import ground
from secaudit.audits.wording import assuring, pattern
from secaudit.calendar import clock
from secaudit.calendar.workdays import days_left
from secaudit.catalogue.installed import pinned
from secaudit.errors import Missing
from secaudit.evidence.forms import ProofForm
from secaudit.evidence.serving import download
from secaudit.findings import deadlines, guards, reading, story
from secaudit.findings.actions import checking, recording, requesting, verifying
from secaudit.findings.expected import expected
from secaudit.findings.forms.writing import TextForm
from secaudit.findings.lifecycle import OPEN, WRITABLE, State
from secaudit.findings.models import Amendment, Extension, Finding, RiskAcceptance
from secaudit.findings.offers import Situation, offers
from secaudit.findings.sight import sight_of
from secaudit.findings.timeline import events
from secaudit.findings.views import bp
from secaudit.findings.views.finding import (
    back_to,
    finding_or_404,
    is_shown,
    press,
)
from secaudit.organisation.settings import settings
from secaudit.people.reading import names


@bp.get("/findings/<id:id>")
def show(id):
    on = clock.today()
    sight = sight_of(current, on)
    finding = reading.find(sight, id)
    if not sight.whole(finding):
        return render_template("findings/status.html", finding=finding)
    return render_page(finding, sight, on)


def render_page(finding: Finding, sight, on, **more):
    plan = reading.plan_with_owners(finding)
    now = Situation(
        finding,
        plan,
        requesting.waiting(Extension, finding),
        requesting.waiting(RiskAcceptance, finding),
        deadlines.waits_for_bureau(finding.severity, settings()),
    )
    audits, known = current.may("audit"), ground(on)
    return render_template(
        "findings/show.html",
        finding=finding,
        control=control_of(finding),
        plan=plan,
        now=now,
        owner_names=owner_names(plan, on),
        evidence=reading.evidence_of(finding, plan),
        events=events(finding, with_drafts=audits),
        offers=offers(now, current, on, known),
        requests=requests_of(finding),
        amendments=list(Amendment.select().where(Amendment.finding == finding)),
        story=story.of(finding, sight),
        escalation=escalation(finding, on),
        todo=expected(finding),
        mends=guards.may(current, "mend findings", finding, set(), known),
        assuring=assuring_words(finding) if audits else [],
        people=names(
            filter(None, [finding.replied_by_id, finding.verified_by_id, finding.assigned_to_id])
        ),
        left=left(finding, on),
        writable=finding.state in WRITABLE and audits,
        **{"proof_form": ProofForm(formdata=None), **more},
    )


def assuring_words(finding: Finding) -> list[str]:
    """Words in what can still be written that an advisory report must not contain."""
    writable = WRITABLE.get(finding.state, ())
    text = "\n".join(str(getattr(finding, name)) for name in writable if name != "severity")
    return assuring(text, finding.engagement.type)


def control_of(finding: Finding):
    catalogue = pinned(finding.engagement.edition)
    return catalogue.control(finding.control) if finding.control in catalogue else None


def left(finding: Finding, on):
    """Days until what is expected next; none where nothing is."""
    if finding.next_due_on is None or finding.state not in {*OPEN, State.FACT_CHECK}:
        return None
    return days_left(finding.next_due_on, on, deadlines.closed_days(settings()))


def escalation(finding: Finding, on):
    """On which day it reaches whom if nothing happens; none where nothing is due."""
    if finding.next_due_on is None or finding.state not in OPEN - {State.RISK_ACCEPTED}:
        return None
    return deadlines.escalation(finding.next_due_on, on, settings())


def owner_names(plan, on) -> dict:
    known = reading.unit_names({action.owner_unit_id for action in plan}, on)
    return {action.id: known.get(action.owner_unit_id) for action in plan}


def requests_of(finding: Finding) -> list:
    """Every request for a later date or for accepting the risk, oldest first."""
    found = [
        row
        for model in (Extension, RiskAcceptance)
        for row in model.select().where(model.finding == finding)
    ]
    return sorted(found, key=lambda row: row.requested_at)


@bp.route("/findings/<id:id>/text", methods=["GET", "POST"])
def write(id):
    finding = finding_or_404(id)
    if finding.state not in WRITABLE:
        return redirect(url_for(".show", id=id))
    form = TextForm(obj=finding, data={"severity": finding.severity.value})
    writable = WRITABLE[finding.state]
    for field in list(form):
        if field.name not in {*writable, "version", "csrf_token"}:
            field.data = getattr(finding, field.name)
    if not is_shown() and tried(
        form, lambda: recording.write(finding, form.text(), form.version.data or 0, **doing())
    ):
        return back_to(finding, _("Saved."))
    return render_template(
        "findings/text.html",
        form=form,
        finding=finding,
        writable=writable,
        wording=pattern(finding.engagement.type),
    )


@bp.post("/findings/<id:id>/evidence")
def evidence(id):
    finding, form = finding_or_404(id), ProofForm()
    if tried(form, lambda: recording.prove_finding(finding, form.proof(), **doing())):
        return back_to(finding, _("The evidence is on record."))
    on = clock.today()
    return render_page(finding, sight_of(current, on), on, proof_form=form, form=form)


@bp.get("/findings/<id:id>/evidence/<id:number>/file")
def evidence_file(id, number):
    finding = finding_or_404(id)
    rows = reading.evidence_of(finding, reading.plan_with_owners(finding))
    row = next((each for each in rows if each.id == number), None)
    if row is None:
        raise Missing()
    return download(row)


@bp.post("/findings/<id:id>/fact-check-request")
def ask(id):
    return press(id, checking.ask, _("The department's head has been asked to check the facts."))


@bp.post("/findings/<id:id>/closing")
def close(id):
    return press(id, verifying.close, _("The finding is closed."))
