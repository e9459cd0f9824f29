"""Planning an engagement: departments in a visible order of risk, auditors, controls."""

from dataclasses import dataclass

from flask import current_app, redirect, render_template, url_for
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from secaudit.accounts.gate import current
from secaudit.audits import actions, reading
from secaudit.audits.kinds import Profile
from secaudit.audits.lifecycle import State
from secaudit.audits.models import Engagement
from secaudit.audits.planning import chosen_controls
from secaudit.audits.reach import Lines, ground
from secaudit.audits.risk import Facts, proposed
from secaudit.calendar import clock
from secaudit.calendar.fiscal import fiscal_label, fiscal_year
from secaudit.catalogue.installed import current as catalogue_now
from secaudit.catalogue.installed import pinned, publish, to_open_with
from secaudit.catalogue.models import Edition
from secaudit.fieldwork.forms import PlanForm
from secaudit.fieldwork.views import bp
from secaudit.fieldwork.views.engagement import find, here
from secaudit.findings.reading import followed_by_unit
from secaudit.findings.views.finding import doing, tried
from secaudit.metrics.counts import Counts
from secaudit.organisation.tree import Office
from secaudit.selfcheck.models import Period
from secaudit.selfcheck.reading import counts, periods
from secaudit.web.language import in_my_language, language


@dataclass(frozen=True)
class Candidate:
    """One row of the table of departments."""

    office: Office
    bureau: Office | None
    facts: Facts
    points: int


@bp.route("/audits/new", methods=["GET", "POST"])
def new():
    return plan_page(None)


@bp.route("/audits/<id:id>/plan", methods=["GET", "POST"])
def edit(id):
    found = find(id)
    if found.state != State.PLANNED:
        return redirect(url_for(".engagement", id=id))
    return plan_page(found)


def plan_page(found: Engagement | None):
    on = clock.today()
    known, checks = ground(on), [each for each in periods() if each.edition_id]
    auditors = reading.auditors(on)
    rows = candidates(known, checks, fiscal_year(on))
    form = plan_form(found, checks, auditors, rows)
    if tried(form, lambda: save(found, form)):
        return here(form.saved.id, _("The plan is saved."))
    people, units = [each.id for each, _roles in auditors], [each.office.id for each in rows]
    return render_template(
        "fieldwork/plan.html",
        form=form,
        engagement=found,
        rows=rows,
        auditors=auditors,
        obstacles=reading.obstacles(people, units, on, known),
        names={person.id: person for person, _roles in auditors},
    )


def save(found: Engagement | None, form: PlanForm) -> None:
    edition = edition_for(form)
    plan = form.plan(pinned(edition))
    if found is None:
        form.saved = actions.plan(plan, edition, **doing())
    else:
        actions.change(found, plan, form.version.data or 0, edition=edition, **doing())
        form.saved = found


def edition_for(form: PlanForm) -> Edition:
    """That of the self-check beside it; without one, the catalogue as it is installed."""
    if form.period.data:
        return Edition.get_by_id(Period.get_by_id(int(form.period.data)).edition_id)
    catalogue = to_open_with(current_app.config)
    return publish(catalogue, by=current, at=clock.now())


def plan_form(found, checks, auditors, rows) -> PlanForm:
    form = PlanForm(obj=found) if found else PlanForm()
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
        prefill(form, found, checks, catalogue)
    return form


def title(period: Period) -> str:
    return period.title or _(
        "Self-check of %(year)s", year=fiscal_label(period.fiscal_year, language())
    )


def prefill(form: PlanForm, found, checks, catalogue) -> None:
    if found is None:
        form.period.data = str(checks[0].id) if checks else ""
        form.team.data, form.units.data, form.chapters.data = [], [], []
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


def candidates(known, checks: list[Period], year: int) -> list[Candidate]:
    """Every answering department, the most points first."""
    offices = {office.id: office for office in known.tree.answering()}
    facts = {
        each.unit: each
        for each in facts_of(list(offices), known.lines, checks[0] if checks else None)
    }
    return [
        Candidate(offices[each.unit], known.tree.bureau(each.unit), each, each.points(year))
        for each in proposed((facts[unit] for unit in offices), year)
    ]


def facts_of(units: list[int], lines: Lines, period: Period | None) -> list[Facts]:
    """The past of a department's predecessors is its own."""
    known = (summed_by_unit(period), followed_by_unit(), reading.last_audited())
    return [facts_of_one(unit, lines.before([unit]), *known) for unit in units]


def summed_by_unit(period: Period | None) -> dict[int, Counts]:
    found: dict[int, Counts] = {}
    for (unit, _chapter), count in (counts(period) if period else {}).items():
        found[unit] = found.get(unit, Counts()) + count
    return found


def facts_of_one(unit: int, line: set[int], gaps, followed, audited) -> Facts:
    answers = sum((gaps.get(each, Counts()) for each in line), Counts())
    findings = [followed.get(each, (0, 0)) for each in line]
    return Facts(
        unit,
        gaps=answers.c,
        partial=answers.b,
        unknown=answers.d,
        open=sum(count for count, _repeats in findings),
        repeats=sum(repeats for _count, repeats in findings),
        last_audited=max((audited[each] for each in line if each in audited), default=None),
    )
