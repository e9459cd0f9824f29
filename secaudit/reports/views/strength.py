"""On how much the declared ○ rest: a page of its own, and a piece of a control's page."""

from collections.abc import Iterable
from datetime import date

from flask import render_template
from markupsafe import Markup

from secaudit.accounts.gate import current, opens
from secaudit.calendar import clock
from secaudit.catalogue.views import told_elsewhere
from secaudit.reports.inputs import SheetFact
from secaudit.reports.reading import chosen_period, sheet_facts
from secaudit.reports.strength.reading import claims
from secaudit.reports.strength.rules import Claim, Group, Strength, grouped
from secaudit.reports.views.blueprint import asked_period, bp
from secaudit.selfcheck.models import Period
from secaudit.selfcheck.reading import catalogue_of


@bp.get("/overview/strength")
def strength():
    """By chapter, by department and for the city: asserted, recorded, exercised, audited."""
    period, periods = asked_period()
    if period is None:
        return render_template("reports/not_started.html", periods=periods)
    on, sheets = clock.today(), sheet_facts([period.id])[period.id]
    found = claims(period, sheets, on)
    return render_template(
        "reports/strength.html",
        period=period,
        periods=periods,
        strengths=list(Strength),
        city=Group(tuple(found), on),
        chapters=_by_chapter(period, found, on),
        departments=_by_department(sheets, found, on),
        counted=sum(each.counted for each in sheets),
        required=sum(not each.exempted for each in sheets),
        compares=current.may("compare departments"),
    )


def _by_chapter(period: Period, found: list[Claim], on: date) -> list[tuple]:
    """In the catalogue's order; those of which nothing is claimed are left out."""
    catalogue = catalogue_of(period)
    chapter = {control.id: control.chapter for control in catalogue.controls}
    groups = grouped(found, lambda each: chapter.get(each.control), on)
    return [
        (each.id, each.title, groups[each.id]) for each in catalogue.chapters if each.id in groups
    ]


def _by_department(sheets: Iterable[SheetFact], found: list[Claim], on: date) -> list[tuple]:
    """In official order; of one that has not handed in nothing is known."""
    groups = grouped(found, lambda each: each.unit, on)
    counted = [each for each in sheets if each.counted]
    return [(each.unit, each.name, groups.get(each.unit, Group((), on))) for each in counted]


def of_unit(period: Period, unit: int, on: date) -> Group:
    """Of one department, for its own page."""
    sheets = [each for each in sheet_facts([period.id])[period.id] if each.unit == unit]
    return Group(tuple(claims(period, sheets, on)), on)


def of_control(control: str) -> Markup:
    """On a control's page: how many departments' ○ rest on what; nothing where nobody says ○."""
    if not opens("reports.strength"):
        return Markup()
    period, _every = chosen_period(None)
    on = clock.today()
    group = Group(tuple(_claims_of(period, control, on)) if period else (), on)
    if not group.total:
        return Markup()
    page = render_template(
        "reports/_strength_of_control.html", control=control, group=group, strengths=list(Strength)
    )
    return Markup(page)


def _claims_of(period: Period, control: str, on: date) -> list[Claim]:
    return claims(period, sheet_facts([period.id])[period.id], on, {control})


if of_control not in told_elsewhere:
    told_elsewhere.append(of_control)
