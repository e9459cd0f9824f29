from collections.abc import Sequence
from decimal import Decimal

from flask import render_template, request

from secaudit.calendar import clock
from secaudit.metrics.spread import Spread
from secaudit.reports.reading import several_years
from secaudit.reports.trends import YEARS, trend
from secaudit.reports.views.blueprint import asked_period, bp


@bp.get("/overview/trend", endpoint="trend")
def show():
    """Five years by chapter: a table with a small line each, all on one scale.

    A line is drawn over questions that meant the same in every year; over all of them on request.
    """
    period, periods = asked_period()
    if period is None:
        return render_template("reports/not_started.html", periods=periods)
    same_only = request.args.get("questions") != "all"
    years = several_years(period, periods, YEARS)
    return render_template(
        "reports/trend.html",
        period=period,
        periods=periods,
        trend=trend(years, same_only),
        same_only=same_only,
        medians=medians,
        now=clock.now(),
    )


def medians(spreads: Sequence[Spread | None]) -> list[Decimal | None]:
    return [each.median if each else None for each in spreads]
