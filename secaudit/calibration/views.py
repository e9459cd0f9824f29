"""The estimate and the cells behind it. For CISO, CHIEF and auditors only."""

from flask import Blueprint, abort, render_template, request

from secaudit.accounts.gate import current
from secaudit.audits.reach import own_engagements
from secaudit.audits.reading import sees_all
from secaudit.calendar import clock
from secaudit.calibration.behind import Wanted, behind
from secaudit.calibration.cells import Way
from secaudit.calibration.simulated import CITIES, HELD
from secaudit.calibration.years import choices, estimated, found_over, is_on, newest_drawn
from secaudit.errors import Missing
from secaudit.metrics.calibration import CONFIDENCE
from secaudit.reports.reading import chosen_period, summary_of
from secaudit.reports.views.blueprint import asked_id, vocabulary
from secaudit.selfcheck.models import Period
from secaudit.selfcheck.reading import catalogue_of

bp = Blueprint("calibration", __name__, url_prefix="/overview/calibration")
bp.context_processor(vocabulary)


@bp.app_context_processor
def shown():
    """Whether the way to the estimate is shown at all."""
    return {"calibration_is_on": is_on}


def asked_period() -> tuple[Period | None, list[Period]]:
    id = asked_id("period")
    period, every = chosen_period(id)
    return (period if id else newest_drawn(every)), every


@bp.get("")
def show():
    """Declared, audited and calibrated side by side: city, chapters, departments, years."""
    if not is_on():
        return render_template("calibration/off.html")
    period, periods = asked_period()
    if period is None:
        return render_template("reports/not_started.html", periods=periods)
    found, years = estimated(period, periods)
    return render_template(
        "calibration/show.html",
        c=found,
        years=years,
        period=period,
        periods=periods,
        chosen=choices(),
        summary=summary_of(period, periods, clock.now()),
        now=clock.now(),
        confidence=CONFIDENCE,
        held=HELD,
        simulated=CITIES,
    )


@bp.get("/<id:period>/cells")
def cells(period):
    """What the auditors found, cell by cell, as far as the reader has part in the audits."""
    chosen, _every = chosen_period(period)
    if chosen is None or not is_on():
        raise Missing()
    catalogue, wanted = catalogue_of(chosen), asked_for(chosen)
    found = found_over([chosen])[0]
    mine = None if sees_all(current) else own_engagements(current, clock.today())
    return render_template(
        "calibration/cells.html",
        period=chosen,
        behind=behind(found, wanted, mine),
        found=found,
        wanted=wanted,
        names={sheet.unit: sheet.name for sheet in found.sheets},
        catalogue=catalogue,
        ways=list(Way),
    )


def asked_for(period: Period) -> Wanted:
    """Only what there is; anything else is a page that does not exist."""
    chapter, way = request.args.get("chapter", ""), request.args.get("way", Way.DRAWN)
    if chapter and chapter not in {each.id for each in catalogue_of(period).chapters}:
        abort(404)
    if way not in set(Way):
        abort(404)
    return Wanted(asked_id("unit"), chapter, way)
