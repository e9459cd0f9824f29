from flask import render_template, request
from markupsafe import escape

from secaudit.accounts.gate import opens
from secaudit.findings.kinds import Severity
from secaudit.reports.heat import HeatMap, Order, Show, darkest, heat_map
from secaudit.reports.serious import serious_by_cell
from secaudit.reports.views.blueprint import asked_summary, bp, link
from secaudit.reports.views.heat_cells import cells_html

FIRST, ALL = (
    20,
    300,
)  # cells in words: above the table on small screens, and where only they are asked


@bp.get("/overview/heat-map", endpoint="heat_map")
def show():
    """Department × chapter as a table, or its dark cells as a list; each leads to what is behind."""
    summary, periods = asked_summary(cells=True)
    if summary is None:
        return render_template("reports/not_started.html", periods=periods)
    kinds = [each for each in Show if each is not Show.SERIOUS or opens("reports.findings")]
    order = _chosen(Order, "order", Order.OFFICIAL)
    kind = _chosen(kinds, "show", Show.GAPS)
    made = heat_map(summary, order, kind, serious_by_cell() if kind is Show.SERIOUS else None)
    listed = request.args.get("as") == "list"
    return render_template(
        "reports/heat_map.html",
        s=summary,
        periods=periods,
        map=made,
        tails=tails(made, kind),
        cells_html=cells_html,
        base=base(summary.period.id, kind),
        there=link("reports.department", unit=1).removesuffix("1"),
        dark=darkest(made, ALL if listed else FIRST),
        as_list=listed,
        order=order,
        orders=list(Order),
        kind=kind,
        kinds=kinds,
    )


def base(period: int, kind: Show) -> str:
    """The address of what is behind a figure, to which department and chapter are added."""
    if kind is Show.SERIOUS:
        return link("findings.index", severity=Severity.MAJOR.value, view="open")
    return link("reports.answers", period=period)


def tails(made: HeatMap, kind: Show) -> dict[str, str]:
    """By chapter what its cells add; written once, as thousands of cells have them."""
    asked = "" if kind is Show.SERIOUS else "&chapter="
    return {each.id: escape(f"{asked}{each.id}" if asked else "") for each in made.columns}


def _chosen(of, name: str, default):
    return next((each for each in of if each.value == request.args.get(name, "")), default)
