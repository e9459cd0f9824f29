from flask import render_template

from secaudit.accounts.gate import current
from secaudit.calendar import clock
from secaudit.errors import Missing
from secaudit.reports.of_department import department as found
from secaudit.reports.strength.rules import Strength
from secaudit.reports.views.blueprint import asked_period, bp
from secaudit.reports.views.strength import of_unit


@bp.get("/departments/<id:unit>")
def department(unit):
    """A department's own page: what it declared, what was found, who answers for it."""
    period, periods = asked_period()
    if period is None:
        raise Missing()
    chosen = found(unit, period, periods, current, clock.now())
    return render_template(
        "reports/department.html",
        d=chosen,
        s=chosen.summary,
        line=chosen.summary.departments[0] if chosen.summary.departments else None,
        row=(chosen.summary.matrix or {}).get(unit, {}),
        period=period,
        periods=periods,
        strength=of_unit(period, unit, clock.today()),
        strengths=list(Strength),
    )
