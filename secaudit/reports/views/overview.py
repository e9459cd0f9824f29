from flask import render_template

from secaudit.accounts.gate import current
from secaudit.calendar import clock
from secaudit.reports.approvals import approvals
from secaudit.reports.exercised import exercised
from secaudit.reports.sentences import conclusion
from secaudit.reports.views.blueprint import asked_summary, bp


@bp.get("/overview")
def overview():
    """The CISO's five questions on one page, and what rests with the CISO to decide."""
    summary, periods = asked_summary()
    if summary is None:
        return render_template("reports/not_started.html", periods=periods)
    return render_template(
        "reports/overview.html",
        s=summary,
        periods=periods,
        sentences=conclusion(summary),
        approvals=list(approvals(current, clock.today())),
        compares=current.may("compare departments"),
        exercised=exercised(summary.items, clock.today()),
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
