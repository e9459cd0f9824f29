"""Lists of thousands of findings, and the report of an audit of fifteen departments."""

from collections.abc import Iterator
from typing import Any

from flask import Flask

from bench.measure import Measured, measure
from bench.pages import Visitor, holder
from secaudit.access.guard import COMMAND
from secaudit.access.roles import Role
from secaudit.audits.models import Engagement, WorkingPaper
from secaudit.calendar import clock
from secaudit.database import Record
from secaudit.findings.lifecycle import State
from secaudit.findings.models import Finding
from secaudit.journal.actions import record, transaction

FINDINGS, DEPARTMENTS, EACH = 5_000, 15, 3
FIRST = 100_000  # of the serial numbers of copies


def measured(app: Flask, runs: int) -> Iterator[Measured]:
    with app.app_context():
        audit = large_audit()
        fill_up(audit)
        people = {"lead": holder(Role.AUDITLEAD), "CISO": holder(Role.CISO)}
        head = holder(Role.MGR, Finding.get(Finding.state == State.ISSUED).unit_id)
    for name, person in [*people.items(), ("head", head)]:
        visitor = Visitor(app, person)
        yield measure(f"findings, {name}", visitor.get("/findings"), runs)
        late = visitor.get("/findings?view=overdue&sort=unit&page=3")
        yield measure(f"findings overdue, {name}", late, runs)
    lead = Visitor(app, people["lead"])
    report = lead.get(f"/audits/{audit}/papers/report/pdf")
    yield measure("audit report PDF, 15 departments", report, max(3, runs // 5))


def large_audit() -> int:
    """A reported audit, enlarged to fifteen departments with some findings each."""
    finding = Finding.select().where(Finding.state == State.ISSUED).order_by(Finding.id).first()
    audit = Engagement.get_by_id(finding.engagement_id)
    papers = list(WorkingPaper.select().where(WorkingPaper.engagement == audit))
    taken = {paper.unit_id for paper in papers}
    others = [row.unit_id for row in WorkingPaper.select(WorkingPaper.unit).distinct()]
    for unit in [each for each in others if each not in taken][: DEPARTMENTS - len(papers)]:
        paper = copied(papers[0], unit=unit, position=100 + unit, name=f"第{unit}課")
        keep([paper])
        first = next_serial()
        keep([numbered(finding, paper=paper.id, unit=unit, serial=first + i) for i in range(EACH)])
    return audit.id


def fill_up(audit: int) -> None:
    """Copies of what other audits found, until there are thousands."""
    other = (Finding.state != State.DROPPED) & (Finding.engagement != audit)
    seeds = list(Finding.select().where(other))
    missing = max(FINDINGS - Finding.select().count(), 0)
    first = next_serial()
    keep([numbered(seeds[i % len(seeds)], serial=first + i) for i in range(missing)])


def numbered(finding: Finding, **changes: Any) -> Finding:
    serial = changes.pop("serial", None) or next_serial()
    number = f"R8-{serial}"
    return copied(finding, serial=serial, number=number, **changes)


def next_serial() -> int:
    last = Finding.select().order_by(Finding.serial.desc()).first()
    return max(last.serial + 1, FIRST)


def copied(row: Any, **changes: Any) -> Any:
    values = {k: v for k, v in row.__data__.items() if k not in ("id", "version", "entry")}
    return type(row)(**(values | changes))


def keep(rows: list[Record]) -> None:
    if rows:
        with transaction():
            record(COMMAND, "bench.copy", "city:1", rows, at=clock.now())
