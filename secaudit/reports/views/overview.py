from flask import abort, render_template, request

from secaudit.accounts.gate import current
from secaudit.audits.reach import own_engagements
from secaudit.audits.reading import sees_all
from secaudit.calendar import clock
from secaudit.reports.ahead import ahead
from secaudit.reports.approvals import approvals
from secaudit.reports.city_line_reading import line_until
from secaudit.reports.exercised import exercised
from secaudit.reports.judged import behind
from secaudit.reports.reading import control_facts, law_items
from secaudit.reports.sentences import conclusion
from secaudit.reports.views.blueprint import asked_period, asked_summary, bp
from secaudit.reports.views.looks import LookForm
from secaudit.selfcheck.reading import catalogue_of


@bp.get("/overview")
def overview():
    """The CISO's five questions on one page, and what rests with the CISO to decide."""
    summary, periods = asked_summary()
    if summary is None:
        return render_template("reports/not_started.html", periods=periods)
    on, period = clock.today(), next(p for p in periods if p.id == summary.period.id)
    return render_template(
        "reports/overview.html",
        s=summary,
        periods=periods,
        ahead=ahead(summary.period, periods, on),
        sentences=conclusion(summary),
        line=line_until(period, periods, summary.collecting),
        approvals=approvals(current, on),
        compares=current.may("compare departments"),
        decides=current.may("accept risks"),
        exercised=exercised(summary.items, on),
        look=LookForm(formdata=None),
    )


@bp.get("/overview/ordinance")
def ordinance():
    """The eight groups of measures and PI, each with the controls behind it."""
    summary, periods = asked_summary()
    if summary is None:
        return render_template("reports/not_started.html", periods=periods)
    return render_template(
        "reports/ordinance.html",
        s=summary,
        periods=periods,
        exercised=exercised(summary.items, clock.today()),
    )


@bp.get("/overview/judged")
def judged():
    """What auditors found of one item of the ordinance, each with its working paper."""
    period, periods = asked_period()
    if period is None:
        return render_template("reports/not_started.html", periods=periods)
    catalogue = catalogue_of(period)
    item = next((i for i in law_items(catalogue) if i.id == request.args.get("item")), None)
    if item is None:
        abort(404)
    mine = None if sees_all(current) else own_engagements(current, clock.today())
    controls = {each.id for each in control_facts(catalogue) if item.id in each.law}
    return render_template(
        "reports/judged.html",
        period=period,
        item=item,
        found=behind(period.id, controls, mine),
        catalogue=catalogue,
    )
