"""The audit plan of a fiscal year: what is meant, whose turn it is, what has become of it."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from secaudit.accounts.gate import current
from secaudit.accounts.saving import doing, tried
from secaudit.audits import reading as audits
from secaudit.audits.models import Engagement
from secaudit.audits.programme import actions, reading
from secaudit.audits.programme.models import AnnualPlan
from secaudit.audits.reach import Ground, ground
from secaudit.audits.sampling.models import Draw
from secaudit.audits.sampling.reading import draws
from secaudit.calendar import clock
from secaudit.calendar.fiscal import fiscal_year
from secaudit.decisions.reading import decisions_about
from secaudit.errors import Missing
from secaudit.organisation.tree import Office
from secaudit.people.models import Person
from secaudit.programme import table
from secaudit.programme.forms import YearForm
from secaudit.programme.views import bp
from secaudit.programme.views.programmes import BEFORE, STANDARD, approval_page, rows_of
from secaudit.web.fields import VersionForm


def in_range(year: int) -> int:
    if year not in reading.YEARS:
        raise Missing()
    return year


@dataclass(frozen=True)
class Year:
    """Everything that is known of the audits of a fiscal year."""

    year: int
    plan: AnnualPlan | None
    rows: list[table.Row]  # departments whose turn it is or that are audited
    engagements: list[Engagement]
    teams: dict[int, list[Person]]
    draws: list[Draw]
    barred: list[tuple[Person, list[tuple[Office, str]]]]  # auditor, departments with the reason


def year_of(year: int) -> Year:
    known = ground(clock.today())
    rows = rows_in(year, known)
    engagements = reading.engagements_of(year)
    return Year(
        year,
        reading.plan_of(year),
        rows,
        engagements,
        audits.team_names([each.id for each in engagements]),
        [draw for draw in draws() if draw.fiscal_year == year],
        barred(rows, known),
    )


def rows_in(year: int, known: Ground) -> list[table.Row]:
    programme = reading.of_year(year)
    kept = reading.turns(programme) if programme else []
    turns = {(turn.unit_id, turn.fiscal_year) for turn in kept}
    span = (
        (programme.first_year, programme.years, programme.every)
        if programme
        else (year - BEFORE, STANDARD, STANDARD)
    )
    every = rows_of(known, span, turns)
    return [row for row in every if year in row.turns or year in row.audits]


def barred(rows: list[table.Row], known: Ground) -> list[tuple[Person, list[tuple[Office, str]]]]:
    """Which auditors may not audit which of these departments, and why."""
    on = clock.today()
    auditors = [person for person, _roles in audits.auditors(on)]
    names = {row.office.id: row.office for row in rows}
    found = audits.obstacles([each.id for each in auditors], names, on, known)
    listed = [
        (person, [(names[unit], why) for (who, unit), why in found.items() if who == person.id])
        for person in auditors
    ]
    return [(person, units) for person, units in listed if units]


@bp.get("/audits/years/<id:id>")
def year(id):
    found = year_of(in_range(id))
    return render_template(
        "programme/year.html",
        found=found,
        programme=reading.of_year(id),
        decisions=decisions_about(found.plan) if found.plan else [],
        may_approve=found.plan is not None
        and current.may("approve audits")
        and current.person != found.plan.planned_by_id,
        this_year=fiscal_year(clock.today()),
        today=clock.today(),
    )


@bp.route("/audits/years/<id:id>/plan", methods=["GET", "POST"])
def year_plan(id):
    year, known = id, reading.plan_of(in_range(id))
    form = YearForm(obj=known)

    def save():
        version = form.version.data or 0
        actions.plan_year(year, form.intent(), version, by=current, at=clock.now())

    if tried(form, save):
        flash(_("The plan is saved. It waits for the CISO's approval."), "success")
        return redirect(url_for(".year", id=id))
    return render_template("programme/year_plan.html", form=form, year=year)


def plan_or_404(year: int) -> AnnualPlan:
    found = reading.plan_of(in_range(year))
    if found is None:
        raise Missing()
    return found


@bp.post("/audits/years/<id:id>/approval")
def approve_year(id):
    found, form = plan_or_404(id), VersionForm()
    if form.validate_on_submit():
        actions.approve(found, form.version.data or 0, **doing())
        flash(_("The plan of the year is approved."), "success")
    return redirect(url_for(".year", id=id))


@bp.route("/audits/years/<id:id>/approval-on-paper", methods=["GET", "POST"])
def year_approval(id):
    return approval_page(plan_or_404(id), url_for(".year", id=id))
