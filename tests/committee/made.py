"""A snapshot from plain values, without a database."""

from dataclasses import replace
from datetime import date

from secaudit.committee.gathering import matters
from secaudit.committee.snapshot import SCHEMA, ChangedQuestion, EarlierYear, Resolved, Snapshot
from secaudit.metrics.rate import Rate
from secaudit.reports.building import build_summary
from secaudit.reports.findings import finding_line
from tests.reports import made

SYSTEM = {"ja": "住民記録システム", "en": "Resident records"}


def snapshot(departments=8, findings=3, **changes) -> Snapshot:
    """Eight departments of one bureau, one of them late; three serious findings that are overdue."""
    facts = tuple(
        made.finding(n, title=f"記録の管理に改善を要する点 {n}") for n in range(1, findings + 1)
    )
    inputs = replace(
        made.inputs(departments, missing=1, answers="aabcna"),
        findings=facts,
        judged=(made.judged(), made.judged(verdict="not conforming")),
    )
    summary = build_summary(inputs)
    values = {
        "schema": SCHEMA,
        "summary": summary,
        "earlier": (EarlierYear(2025, Rate(16, 16), Rate(8, 8)),),
        "findings": tuple(finding_line(each, inputs.on) for each in facts),
        "changed": (ChangedQuestion("C1-01", "Meaning changed", {"ja": "項目", "en": "Item"}),),
        "matters": matters(summary),
        "resolved": (Resolved(date(2025, 11, 20), "研修を年2回にする。", "情報政策課長", done=True),),
        "systems": (SYSTEM,),
        "meeting_on": date(2026, 11, 20),
    }  # fmt: skip
    return Snapshot(**(values | changes))
