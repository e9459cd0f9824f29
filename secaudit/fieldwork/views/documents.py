"""What is printed: the notices to the departments, the report."""

from flask import render_template

from secaudit.audits import reading
from secaudit.audits.lifecycle import ISSUED
from secaudit.calendar import clock
from secaudit.catalogue.installed import pinned
from secaudit.fieldwork import reading as fieldwork
from secaudit.fieldwork.views import bp
from secaudit.fieldwork.views.engagement import find
from secaudit.findings import reading as findings
from secaudit.findings.kinds import Severity
from secaudit.organisation.settings import settings


@bp.get("/audits/<id:id>/notices")
def notices(id):
    found = find(id)
    papers = reading.papers(found)
    return render_template(
        "fieldwork/notices.html",
        engagement=found,
        papers=papers,
        team=reading.team(found),
        evidence=evidence_asked_for(found, papers),
        mark=settings()["handling_mark"],
        day=found.notified_on or clock.today(),
    )


def evidence_asked_for(found, papers) -> dict[int, list]:
    """Paper → the documents to have ready: kinds of evidence that its controls name."""
    catalogue = pinned(found.edition)
    facts = fieldwork.facts_of(papers)
    chosen = [catalogue.control(id) for id in found.controls]
    return {
        paper.id: kinds_of(catalogue, [c for c in chosen if facts[paper.unit_id] >= set(c.gates)])
        for paper in papers
    }


def kinds_of(catalogue, controls) -> list:
    codes = dict.fromkeys(each.code for control in controls for each in control.evidence)
    return [catalogue.evidence[code] for code in codes if code in catalogue.evidence]


@bp.get("/audits/<id:id>/report")
def report(id):
    found = find(id)
    rows = findings.of_engagement(found)
    return render_template(
        "fieldwork/report.html",
        engagement=found,
        papers=reading.papers(found),
        team=reading.team(found),
        findings=rows,
        counts={each: sum(f.severity == each for f in rows) for each in Severity},
        progress=fieldwork.progress(found),
        catalogue=pinned(found.edition),
        draft=found.state not in ISSUED,
        mark=settings()["handling_mark"],
    )
