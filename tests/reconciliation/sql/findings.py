"""Findings: open, overdue, put off, mended on time; and how it stood a year ago."""

import json
from datetime import datetime, time

from tests.reconciliation.sql.base import Figure, Scope, Shown, day, number, rows, share
from tests.reconciliation.sql.city import City

OPEN = "'issued', 'planned', 'in progress', 'reported', 'verified', 'risk accepted'"
FINDINGS = """
select f.id, f.unit_id, f.chapter, f.severity, f.fiscal_year, f.next_due_on, f.issued_at,
  f.extensions, f.state in ({open}) from finding f
where f.state in ({open}) or (f.state = 'closed' and f.fiscal_year = {year})
"""
KEPT = """
select due_on, coalesce(reported_at, closed_on), state in ('verified', 'closed') from finding
where unit_id = {unit} and due_on is not null and state in ({open}, 'closed')
"""
SERIOUS_BEFORE = """
select issued_at, closed_on from finding
where severity = 'major' and issued_at is not null and state in ({open}, 'closed')
"""
THEN = """
select e.obj, p.body from journal_entry e join journal_payload p on p.id = e.id
where e.obj like 'finding:%%' and e.at < '{until}' order by e.id
"""


class Finding:
    def __init__(self, id, unit, chapter, severity, year, due, issued, extensions, open):
        self.id, self.unit, self.chapter = id, unit, chapter
        self.severity, self.year = severity, year
        self.due, self.issued, self.extensions, self.open = due, issued, extensions, bool(open)


def findings(city: City, scope: Scope) -> list["Finding"]:
    found = [Finding(*row) for row in rows(FINDINGS, open=OPEN, year=city.year)]
    kept = [each for each in found if scope.get("severity") in (None, each.severity)]
    kept = [each for each in kept if scope.get("finding") in (None, str(each.id))]
    kept = [each for each in kept if scope.get("chapter") in (None, each.chapter)]
    return [each for each in kept if scope.get("unit") in (None, str(each.unit))]


def overdue(city: City, scope: Scope) -> list[int]:
    found = [city.days(each.due) for each in findings(city, scope) if each.open]
    return [days for days in found if days]


def on_time(city: City, scope: Scope) -> Shown:
    found = [
        (day(due), day(reported) if mended else None)
        for due, reported, mended in rows(KEPT, unit=scope["unit"], open=OPEN)
    ]
    decided = [(due, mended) for due, mended in found if mended or due < city.today]
    return share(sum(bool(mended and mended <= due) for due, mended in decided), len(decided))


def serious_before(city: City, scope: Scope) -> Shown:
    then = city.today.replace(year=city.today.year - 1)
    found = rows(SERIOUS_BEFORE, open=OPEN)
    return number(sum(day(i) <= then and (c is None or day(c) > then) for i, c in found))


def overdue_before(city: City, scope: Scope) -> Shown:
    """Every finding as its newest entry until then wrote it."""
    then = city.today.replace(year=city.today.year - 1)
    found = {}
    for finding, body in rows(THEN, until=datetime.combine(then, time(15))):  # midnight in Tokyo
        written = [row for row in json.loads(body)["rows"] if "next_due_on" in row]
        found |= dict.fromkeys([finding] if written else [], *written)
    states = [each.strip("' ") for each in OPEN.split(",")]
    due = [each["next_due_on"] for each in found.values() if each["state"] in states]
    return number(sum(bool(each) and day(each) < then for each in due))


def action_days_late(city: City, scope: Scope) -> Shown:
    ((due, state),) = rows("select due_on, state from action where id = {action}", **scope)
    return number(0 if state in ("done", "verified") else city.days(due))


def findings_about(city: City, scope: Scope) -> Shown:
    of = "select count(*) from finding where state in ({open}) and control = '{control}'"
    return number(rows(of, open=OPEN, control=scope["control"])[0][0])


FIGURES: dict[str, Figure] = {
    "serious_open": lambda city, scope: number(
        sum(each.open for each in findings(city, scope | {"severity": "major"}))
    ),
    "serious": lambda city, scope: FIGURES["serious_open"](city, scope),  # of the heat map
    "serious_days_open": lambda city, scope: number(
        max(city.days(each.issued) for each in findings(city, {"severity": "major"}) if each.open)
    ),
    "serious_before": serious_before,
    "corrections_overdue": lambda city, scope: number(len(overdue(city, scope))),
    "overdue_days": lambda city, scope: number(max(overdue(city, scope))),
    "overdue_before": overdue_before,
    "findings_about": findings_about,
    "findings_issued": lambda city, scope: number(
        sum(each.year == city.year for each in findings(city, scope))
    ),
    "findings_open": lambda city, scope: number(sum(f.open for f in findings(city, scope))),
    "findings_overdue": lambda city, scope: number(len(overdue(city, scope))),
    "findings_extended": lambda city, scope: number(
        sum(each.extensions > 0 for each in findings(city, scope))
    ),
    "on_time_rate": on_time,
    "action_days_late": action_days_late,
    "extensions": lambda city, scope: number(findings(city, scope)[0].extensions),
}
