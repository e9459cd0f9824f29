"""Lists of what happened: incidents and their deadlines by law, audits, findings, meetings."""

import json
from datetime import date, timedelta

from tests.reconciliation.sql.base import Figure, Scope, Shown, day, number, plain, rows
from tests.reconciliation.sql.city import City
from tests.reconciliation.sql.findings import OPEN

IN_YEAR = "select {what} from incident where fiscal_year = {year} and {which}"
REPORTED = "duty = 'to be reported'"
ONE = "select noticed_on, grounds, first_on, full_on from incident where id = {id}"
VERSIONS = """
select p.body from journal_entry e join journal_payload p on p.id = e.id
where e.obj = 'incident:{id}' and e.act like 'incident.%%' order by e.id
"""
PAPERS = "select count(*) from working_paper where engagement_id = {id} and not removed"
NEXT = """
select min("on") from meeting where state = 'meeting planned' and "on" >= '{today}'
"""
UNFINISHED = """
select count(*) from meeting_action where state in ('action open', 'action reported')
"""
VIEWS = {
    "all": "1 = 1",
    "open": f"state in ({OPEN})",
    "major": f"state in ({OPEN}) and severity = 'major'",
    "overdue": f"state in ({OPEN}) and next_due_on < '{{today}}'",
    "fact-check": "state = 'fact check'",
}
LISTED = "select count(*) from finding where state not in ('draft', 'dropped') and {which}"


def in_year(what: str = "count(*)", which: str = "1 = 1") -> Figure:
    def counted(city: City, scope: Scope) -> Shown:
        ((found,),) = rows(IN_YEAR, year=scope["year"], what=what, which=which)
        return number(found or 0)

    return counted


def affected(city: City, scope: Scope) -> Shown:
    return number(rows("select affected from incident where id = {id}", id=scope["incident"])[0][0])


def affected_then(city: City, scope: Scope) -> Shown:
    """As that entry of the journal has it."""
    bodies = [json.loads(body) for (body,) in rows(VERSIONS, id=scope["incident"])]
    return number(bodies[int(scope["version"]) - 1]["rows"][0]["affected"])


def report_days(city: City, scope: Scope) -> Shown:
    """Days until the last day, or after it; of a report that was made, as they were then."""
    ((noticed, grounds, first, full),) = rows(ONE, id=scope["incident"])
    if scope["report"] == "first report":
        due, made = day(noticed) + timedelta(days=4), day(first or full)
    else:
        long = "wrongful" in plain(grounds)
        due, made = open_day(day(noticed) + timedelta(days=59 if long else 29)), day(full)
    left = (due - (made or city.today)).days
    return Shown(str(left), said(left, made))


def open_day(on: date) -> date:
    """Offices of the state are closed on Saturdays and Sundays; no other holiday is met here."""
    while on.weekday() > 4:
        on += timedelta(days=1)
    return on


def said(left: int, made: date | None) -> str:
    if made:
        return f"令和{made.year - 2018}年{made.month}月{made.day}日"
    return f"{-left}日超過" if left < 0 else f"あと{left}日" if left else "きょうまで"


def days_to_meeting(city: City, scope: Scope) -> Shown:
    ((on,),) = rows(NEXT, today=city.today)
    return number((day(on) - city.today).days)


def findings_listed(city: City, scope: Scope) -> Shown:
    which = [VIEWS[scope["view"]].format(today=city.today)]
    which += [f"severity = '{scope['severity']}'"] if scope["severity"] else []
    which += [f"fiscal_year = {scope['year']}"] if scope["year"] else []
    return number(rows(LISTED, which=" and ".join(which))[0][0])


FIGURES: dict[str, Figure] = {
    "listed_incidents": in_year(),
    "listed_reportable": in_year(which=REPORTED),
    "listed_reported": in_year(which=f"{REPORTED} and full_on is not null"),
    "listed_undecided": in_year(which="duty = 'not decided yet'"),
    "listed_prevented": in_year(which="prevented_on is not null"),
    "listed_affected": in_year(what="sum(affected)"),
    "listed_unknown": in_year(which="affected is null"),
    "affected": affected,
    "affected_then": affected_then,
    "report_days": report_days,
    "audit_departments": lambda city, scope: number(rows(PAPERS, id=scope["audit"])[0][0]),
    "days_to_meeting": days_to_meeting,
    "agreed_unfinished": lambda city, scope: number(rows(UNFINISHED)[0][0]),
    "findings_listed": findings_listed,
}
