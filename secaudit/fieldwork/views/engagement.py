"""The workspace of an engagement, and the steps it takes."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from secaudit.accounts.gate import current
from secaudit.accounts.saving import doing, tried
from secaudit.audits import actions as audits
from secaudit.audits import reading, visits
from secaudit.audits.actions import Visit
from secaudit.audits.lifecycle import ISSUED, TRANSITIONS, State, possible
from secaudit.audits.models import Engagement
from secaudit.audits.reach import own_engagements, reaches
from secaudit.calendar import clock
from secaudit.catalogue.installed import pinned
from secaudit.decisions.forms import DecisionForm
from secaudit.decisions.reading import decisions_about
from secaudit.fieldwork import actions as fieldwork
from secaudit.fieldwork.forms import StatementForm, VisitForm
from secaudit.fieldwork.reading import progress
from secaudit.fieldwork.views import bp
from secaudit.findings import reading as findings
from secaudit.findings.actions import checking
from secaudit.findings.kinds import Severity
from secaudit.organisation.settings import settings
from secaudit.web.fields import VersionForm


def find(id: int) -> Engagement:
    return reading.find(current, id, clock.today())


def here(id: int, said: str = ""):
    if said:
        flash(said, "success")
    return redirect(url_for("fieldwork.engagement", id=id))


@bp.get("/audits/<id:id>")
def engagement(id):
    found, on = find(id), clock.today()
    team, papers = reading.team(found), reading.papers(found)
    obstacles = reading.obstacles(
        [member.person_id for member in team], [paper.unit_id for paper in papers], on
    )
    return render_template(
        "fieldwork/engagement.html",
        engagement=found,
        team=team,
        papers=papers,
        obstacles=obstacles,
        progress=progress(found),
        severities=findings.severities_by_paper(found),
        kinds=list(Severity),
        acts=[act for act in possible(found.state) if may_act(found, act, on)],
        decisions=decisions_about(found),
        chapters=chapters_of(found),
        own=next((m for m in team if m.person_id == current.person), None),
        issued=found.state in ISSUED,
        statement_form=StatementForm(formdata=None),
    )


def chapters_of(found: Engagement):
    catalogue = pinned(found.edition)
    chosen = {catalogue.control(id).chapter for id in found.controls}
    return [chapter for chapter in catalogue.chapters if chapter.id in chosen]


def may_act(found: Engagement, act: str, on) -> bool:
    """Whether the button is shown; the action checks again."""
    own = own_engagements(current, on)
    allowed = reaches(current, TRANSITIONS[act].deed, found.id, own, set())
    return allowed and not (act == "engagement.approve" and current.person == found.planned_by_id)


def press(id: int, action, said: str):
    """A step that is one button."""
    found, form = find(id), VersionForm()
    if form.validate_on_submit():
        action(found, form.version.data or 0, **doing())
        return here(id, said)
    return here(id)


@bp.post("/audits/<id:id>/approval")
def approve(id):
    return press(id, audits.approve, _("The plan is approved."))


@bp.route("/audits/<id:id>/approval-on-paper", methods=["GET", "POST"])
def approval(id):
    found = find(id)

    class Form(DecisionForm, VersionForm):
        pass

    form = Form()
    if not form.is_submitted():
        form.version.data = found.version
    if tried(
        form,
        lambda: audits.approve_on_paper(found, form.paper(), form.version.data or 0, **doing()),
    ):
        return here(id, _("The approval is on record."))
    return render_template("fieldwork/approval.html", engagement=found, form=form)


@bp.post("/audits/<id:id>/notification")
def notify(id):
    return press(id, audits.notify, _("The departments count as notified from today."))


@bp.post("/audits/<id:id>/beginning")
def begin(id):
    return press(id, fieldwork.begin, _("The fieldwork has begun."))


@bp.post("/audits/<id:id>/fact-check")
def ask(id):
    return press(id, checking.ask_for_all, _("The departments have been asked to check the facts."))


@bp.post("/audits/<id:id>/follow-up")
def follow(id):
    def follow_up(found, version, **who):
        audits.advance(found, "engagement.follow", version, **who)

    return press(id, follow_up, _("The follow-up has begun."))


@bp.post("/audits/<id:id>/independence")
def independence(id):
    found, form = find(id), StatementForm()
    who = doing()
    if form.validate_on_submit():
        audits.state_independence(found, form.statement.data or "", by=who["by"], at=who["at"])
    return here(id, _("Your statement of independence is on record."))


@bp.route("/audits/<id:id>/schedule", methods=["GET", "POST"])
def schedule(id):
    found = find(id)
    papers = reading.papers(found)
    form = VersionForm()
    offered = slots(found, papers)
    rows = [visit_form(paper, *slot) for paper, slot in zip(papers, offered, strict=True)]
    if not form.is_submitted():
        form.version.data = found.version
    elif form.validate() and all(list(map(VisitForm.validate, rows))):
        typed = {
            paper.id: Visit(row.on.data, row.time.data or "", row.place.data or "")
            for paper, row in zip(papers, rows, strict=True)
        }
        audits.schedule(found, typed, form.version.data or 0, **doing())
        return here(id, _("The schedule is saved."))
    return render_template(
        "fieldwork/schedule.html",
        engagement=found,
        form=form,
        rows=list(zip(papers, rows, strict=True)),
        failing=any(row.errors for row in rows),
        locked=found.state not in {State.PLANNED, State.APPROVED, State.NOTIFIED, State.FIELDWORK},
    )


def slots(found: Engagement, papers) -> list[tuple]:
    """Day and time for each paper that has none yet, where dates are to be proposed."""
    nothing = [(None, "")] * len(papers)
    if "propose" not in request.args:
        return nothing
    closed = {date.fromisoformat(day) for day in settings()["closed_days"]}
    proposed = visits.proposed(found.starts_on, found.ends_on, len(papers), closed)
    return (proposed + nothing)[: len(papers)]


def visit_form(paper, day=None, time="") -> VisitForm:
    data = {
        "on": paper.visit_on or day,
        "time": paper.visit_time or time,
        "place": paper.place,
    }
    return VisitForm(prefix=f"p{paper.id}", data=data)
