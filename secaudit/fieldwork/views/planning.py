"""Planning an engagement: departments in a visible order of risk, auditors, controls."""

from dataclasses import dataclass, replace
from datetime import date

from flask import current_app, redirect, render_template, request, url_for
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from secaudit.accounts.gate import current
from secaudit.accounts.saving import doing, tried
from secaudit.audits import actions, reading
from secaudit.audits.kinds import Profile
from secaudit.audits.lifecycle import State
from secaudit.audits.models import Engagement
from secaudit.audits.planning import Plan, chosen_controls
from secaudit.audits.programme import reading as programme
from secaudit.audits.reach import Ground, ground
from secaudit.audits.sampling import reading as sampling
from secaudit.audits.sampling.kinds import Of
from secaudit.audits.sampling.models import Draw
from secaudit.calendar import clock
from secaudit.calendar.fiscal import fiscal_label, fiscal_year
from secaudit.catalogue.installed import current as catalogue_now
from secaudit.catalogue.installed import pinned, publish, to_open_with
from secaudit.catalogue.models import Edition
from secaudit.errors import Invalid
from secaudit.fieldwork.forms import PlanForm
from secaudit.fieldwork.proposing import Candidate, candidates, leaving_the_order
from secaudit.fieldwork.views import bp
from secaudit.fieldwork.views.engagement import find, here
from secaudit.selfcheck.models import Period
from secaudit.selfcheck.reading import periods
from secaudit.web.addresses import row_number
from secaudit.web.language import in_my_language, language


@bp.route("/audits/new", methods=["GET", "POST"])
def new():
    return plan_page(None)


@bp.route("/audits/<id:id>/plan", methods=["GET", "POST"])
def edit(id):
    found = find(id)
    if found.state != State.PLANNED:
        return redirect(url_for(".engagement", id=id))
    return plan_page(found)


@dataclass(frozen=True)
class Proposal:
    """What is ticked when the page opens, and by what order departments are chosen."""

    ticked: set[int]
    planned: set[int]  # whose turn it is by the programme, as far as nobody audits them yet
    points: dict[int, int]
    draw: Draw | None = None

    @property
    def leaves_the_programme(self) -> bool:
        """Whether what is ticked already needs a reason."""
        return not self.draw and bool(leaving_the_order(self.points, self.ticked, self.planned))


def proposal(rows: list[Candidate], known: Ground, draw: Draw | None, on: date) -> Proposal:
    year = fiscal_year(on)
    planned = programme.units_of_year(year, known.lines, known.tree.offices)
    busy = {each.unit for each in programme.audited() if each.year == year}
    points = {row.office.id: row.points for row in rows if row.office.id not in busy}
    if draw:
        ticked = {unit for unit, _control in sampling.parts(draw)}
    elif "first" in request.args:
        ticked = set(list(points)[: asked_number("first")])
    else:
        ticked = planned - busy
    return Proposal(ticked, planned, points, draw)


def asked_number(name: str) -> int:
    return row_number(request.args.get(name)) or 0


def draw_for(found: Engagement | None, form: PlanForm) -> Draw | None:
    if found:
        return sampling.of_engagement(found)
    asked = form.draw.data if form.is_submitted() else asked_number("draw")
    return sampling.find(asked) if asked else None


def plan_page(found: Engagement | None):
    on = clock.today()
    known, checks = ground(on), [each for each in periods() if each.edition_id]
    auditors = reading.auditors(on)
    rows = candidates(known, checks, fiscal_year(on))
    form = PlanForm(obj=found) if found else PlanForm()
    given = proposal(rows, known, draw_for(found, form), on)
    plan_form(form, found, checks, auditors, rows, given)
    if tried(form, lambda: save(found, form, given)):
        return here(form.saved.id, _("The plan is saved."))
    people, units = [each.id for each, _roles in auditors], [each.office.id for each in rows]
    return render_template(
        "fieldwork/plan.html",
        form=form,
        engagement=found,
        rows=rows,
        given=given,
        auditors=auditors,
        obstacles=reading.obstacles(people, units, on, known),
        names={person.id: person for person, _roles in auditors},
    )


def save(found: Engagement | None, form: PlanForm, given: Proposal) -> None:
    draw = given.draw
    edition = (draw and draw.edition) or edition_for(form)
    plan = as_drawn(form, edition, draw) if draw else in_order(form, edition, given)
    if found is None:
        form.saved = actions.plan(plan, edition, draw=draw, **doing())
    else:
        actions.change(found, plan, form.version.data or 0, edition=edition, **doing())
        form.saved = found


def in_order(form: PlanForm, edition: Edition, given: Proposal) -> Plan:
    """The plan with its reasons beside the departments that are taken out of turn."""
    plan = form.plan(pinned(edition))
    leaving = leaving_the_order(given.points, plan.units, given.planned)
    why = form.chosen_because.data or ""
    if leaving and not why:
        raise Invalid(
            _("Say why departments are chosen against the programme or the order of points."),
            field="chosen_because",
        )
    return replace(plan, reasons=dict.fromkeys(leaving, why))


def as_drawn(form: PlanForm, edition: Edition, draw: Draw) -> Plan:
    """Departments and controls are those of the draw, whatever was ticked."""
    catalogue, parts = pinned(edition), sampling.parts(draw)
    plan = replace(
        form.plan(catalogue),
        units=tuple(dict.fromkeys(unit for unit, _control in parts)),
        reasons={},
    )
    if draw.of == Of.DEPARTMENTS:
        return plan
    drawn = {control for _unit, control in parts}
    chosen = tuple(each.id for each in catalogue.controls if each.id in drawn)
    return replace(plan, controls=chosen, period=draw.period_id)


def edition_for(form: PlanForm) -> Edition:
    """That of the self-check beside it; without one, the catalogue as it is installed."""
    if form.period.data:
        return Edition.get_by_id(Period.get_by_id(int(form.period.data)).edition_id)
    catalogue = to_open_with(current_app.config)
    return publish(catalogue, by=current, at=clock.now())


def plan_form(form: PlanForm, found, checks, auditors, rows, given: Proposal) -> None:
    catalogue = pinned(found.edition) if found else catalogue_now(current_app.config)
    mine = language()
    people = [SelectChoice(str(person.id), person.called(mine)) for person, _roles in auditors]
    checks_shown = [SelectChoice(str(each.id), title(each)) for each in checks]
    form.period.choices = [SelectChoice("", _("None")), *checks_shown]
    form.team.choices = people
    form.leader.choices = [SelectChoice("", _("The first one ticked")), *people]
    form.units.choices = [SelectChoice(str(r.office.id), r.office.called(mine)) for r in rows]
    form.chapters.choices = [
        SelectChoice(each.id, in_my_language(each.title)) for each in catalogue.chapters
    ]
    if not form.is_submitted():
        prefill(form, found, checks, catalogue, given)


def title(period: Period) -> str:
    return period.title or _(
        "Self-check of %(year)s", year=fiscal_label(period.fiscal_year, language())
    )


def prefill(form: PlanForm, found, checks, catalogue, given: Proposal) -> None:
    if found is None:
        form.period.data = str(checks[0].id) if checks else ""
        form.team.data, form.chapters.data = [], []
        form.units.data = [str(unit) for unit in given.ticked]
        form.draw.data = given.draw.id if given.draw else 0
        return
    team = reading.team(found)
    form.kind.data, form.type.data = found.kind.value, found.type.value
    form.period.data = str(found.period_id or "")
    form.team.data = [str(member.person_id) for member in team]
    form.leader.data = next((str(each.person_id) for each in team if each.lead), "")
    papers = reading.papers(found)
    form.units.data = [str(paper.unit_id) for paper in papers]
    form.chosen_because.data = next((p.chosen_because for p in papers if p.chosen_because), "")
    form.profile.data, form.chapters.data = profile_of(found, catalogue)


def profile_of(found, catalogue) -> tuple[str, list[str]]:
    """How these controls were chosen, read back from them."""
    for profile in (Profile.CORE, Profile.ALL):
        if chosen_controls(catalogue, profile) == tuple(found.controls):
            return profile.value, []
    chapters = dict.fromkeys(catalogue.control(each).chapter for each in found.controls)
    return Profile.CHAPTERS.value, list(chapters)
