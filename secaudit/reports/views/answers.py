from flask import abort, render_template, request, url_for

from secaudit.accounts.gate import current
from secaudit.reports.behind import GAPS, MISSING, VALUES, Wanted, behind
from secaudit.reports.reading import law_items
from secaudit.reports.views.blueprint import asked_id, asked_period, bp
from secaudit.selfcheck.kinds import Value
from secaudit.selfcheck.reading import catalogue_of

PAGE = 100


@bp.get("/overview/answers")
def answers():
    """What stands behind a figure, each with its form."""
    period, periods = asked_period()
    if period is None:
        return render_template("reports/not_started.html", periods=periods)
    catalogue, wanted = catalogue_of(period), asked_for(catalogue_of(period))
    page = min(asked_id("page") or 1, 10_000)
    found = behind(period, catalogue, wanted, current, (page - 1) * PAGE, PAGE)
    chosen = {key: value for key, value in vars(wanted).items() if value and key != "value"}
    return render_template(
        "reports/answers.html",
        period=period,
        periods=periods,
        catalogue=catalogue,
        wanted=wanted,
        found=found,
        items={each.id: each.title for each in law_items(catalogue)},
        values=[*Value, MISSING],
        gaps=GAPS,
        missing=MISSING,
        page=page,
        pages=max(-(-found.total // PAGE), 1),
        here=lambda **more: url_for(".answers", period=period.id, **(chosen | more)),
    )


def asked_for(catalogue) -> Wanted:
    """Only what the catalogue knows; anything else is a page that does not exist."""
    given = {key: request.args.get(key, "") for key in ("chapter", "item", "control", "value")}
    known = {
        "chapter": {each.id for each in catalogue.chapters},
        "item": {each.id for each in law_items(catalogue)},
        "control": {each.id for each in catalogue.controls},
        "value": set(VALUES),
    }
    if any(value and value not in known[key] for key, value in given.items()):
        abort(404)
    return Wanted(unit=asked_id("unit"), **given)
