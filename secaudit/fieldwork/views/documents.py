"""The report of an audit: its text, and what leads to it."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from secaudit.accounts.gate import current
from secaudit.accounts.saving import doing, tried
from secaudit.audits import actions, reading
from secaudit.audits.lifecycle import BEFORE_REPORT, ISSUED
from secaudit.audits.wording import assuring, pattern
from secaudit.calendar import clock
from secaudit.catalogue.installed import pinned
from secaudit.fieldwork import reading as fieldwork
from secaudit.fieldwork import rows
from secaudit.fieldwork.declared import declared
from secaudit.fieldwork.forms import ReportTextForm
from secaudit.fieldwork.views import bp
from secaudit.fieldwork.views.engagement import find
from secaudit.findings.kinds import Severity
from secaudit.findings.views.finding import seen
from secaudit.organisation.settings import settings


@bp.get("/audits/<id:id>/report")
def report(id):
    found = find(id)
    found_here = seen(found)
    return render_template(
        "fieldwork/report.html",
        engagement=found,
        papers=reading.papers(found),
        team=reading.team(found),
        findings=found_here,
        counts={each: sum(f.severity == each for f in found_here) for each in Severity},
        progress=fieldwork.progress(found),
        catalogue=pinned(found.edition),
        draft=found.state not in ISSUED,
        writable=found.state in BEFORE_REPORT and current.may("audit"),
        assuring=assuring(
            " ".join([found.introduction, found.remarks, *map(advice, found_here)]), found.type
        ),
        mark=settings()["handling_mark"],
    )


def advice(finding) -> str:
    return f"{finding.condition} {finding.cause} {finding.effect} {finding.recommendation}"


@bp.route("/audits/<id:id>/report/text", methods=["GET", "POST"])
def report_text(id):
    found = find(id)
    if found.state not in BEFORE_REPORT:
        return redirect(url_for(".report", id=id))
    form = ReportTextForm(obj=found)
    if tried(
        form,
        lambda: actions.write_report(
            found,
            form.introduction.data or "",
            form.remarks.data or "",
            form.version.data or 0,
            **doing(),
        ),
    ):
        flash(_("Saved."), "success")
        return redirect(url_for(".report", id=id))
    wording = pattern(found.type)
    return render_template(
        "fieldwork/report_text.html", engagement=found, form=form, wording=wording
    )


@bp.get("/papers/<id:id>/sheet")
def sheet(id):
    """The working paper as the official table, for paper and file."""
    paper = fieldwork.find_paper(current, id, clock.today())
    catalogue = pinned(paper.engagement.edition)
    items = fieldwork.items(paper)
    rows_here = [f for f in seen(paper.engagement) if f.paper_id == paper.id]
    beside = declared(
        paper.engagement.period if paper.engagement.period_id else None, paper.unit_id
    )
    return render_template(
        "fieldwork/sheet.html",
        paper=paper,
        engagement=paper.engagement,
        team=reading.team(paper.engagement),
        mark=settings()["handling_mark"],
        sections=rows.sections(
            list(catalogue.chapters), items, catalogue, beside, {}, rows_here,
            rows.evidence_of(paper, beside),
        ),
    )  # fmt: skip
