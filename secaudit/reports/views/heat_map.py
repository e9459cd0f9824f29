from flask import render_template, request

from secaudit.reports.heat import Order, Show, heat_map
from secaudit.reports.views.blueprint import asked_summary, bp


@bp.get("/overview/heat-map", endpoint="heat_map")
def show():
    """Department × chapter as a table; every cell leads to the answers behind it."""
    summary, periods = asked_summary(cells=True)
    if summary is None:
        return render_template("reports/not_started.html", periods=periods)
    order = _chosen(Order, "order", Order.OFFICIAL)
    kind = _chosen(Show, "show", Show.GAPS)
    return render_template(
        "reports/heat_map.html",
        s=summary,
        periods=periods,
        map=heat_map(summary, order, kind),
        order=order,
        orders=list(Order),
        kind=kind,
        kinds=list(Show),
    )


def _chosen(of, name: str, default):
    value = request.args.get(name, "")
    return of(value) if value in set(of) else default
