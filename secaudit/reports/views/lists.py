"""The lists behind the boxes of the overview."""

from flask import render_template

from secaudit.accounts.gate import current
from secaudit.reports.views.blueprint import asked_summary, bp


@bp.get("/overview/changes")
def changes():
    """What got worse: chapters, the largest fall first; departments in official order."""
    summary, periods = asked_summary()
    if summary is None:
        return render_template("reports/not_started.html", periods=periods)
    names = current.may("compare departments")
    return render_template("reports/changes.html", s=summary, periods=periods, names=names)


@bp.get("/overview/late")
def late():
    """Departments that have not handed in, in official order."""
    summary, periods = asked_summary()
    if summary is None:
        return render_template("reports/not_started.html", periods=periods)
    everything = current.units("read sheets") is None
    return render_template("reports/late.html", s=summary, periods=periods, everything=everything)


@bp.get("/overview/findings")
def findings():
    """Serious findings that are open, and corrections that are overdue."""
    summary, periods = asked_summary()
    if summary is None:
        return render_template("reports/not_started.html", periods=periods)
    return render_template("reports/findings.html", s=summary, periods=periods)
