from flask import render_template

from secaudit.accounts.gate import current
from secaudit.calendar import clock
from secaudit.reports.ahead import ahead
from secaudit.reports.approvals import approvals
from secaudit.reports.exercised import exercised
from secaudit.reports.sentences import conclusion
from secaudit.reports.views.blueprint import asked_summary, bp
from secaudit.reports.views.looks import LookForm


@bp.get("/overview")
def overview():
    """The CISO's five questions on one page, and what rests with the CISO to decide."""
    summary, periods = asked_summary()
    if summary is None:
        return render_template("reports/not_started.html", periods=periods)
    on = clock.today()
    return render_template(
        "reports/overview.html",
        s=summary,
        periods=periods,
        ahead=ahead(summary.period, periods, on),
        sentences=conclusion(summary),
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
