"""The pages people open, and the files they take away, in process and signed in."""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta

from flask import Flask

from bench import committee
from bench.measure import Measured, measure
from secaudit.access.roles import Role
from secaudit.accounts import sessions
from secaudit.calendar import clock
from secaudit.calendar.moments import from_tokyo
from secaudit.people.models import Assignment, Person
from secaudit.reports import files
from secaudit.reports.commands import find
from secaudit.reports.reading import summary_of
from secaudit.reports.summary import Summary
from secaudit.selfcheck.kinds import SheetState
from secaudit.selfcheck.models import Answer, Period, Sheet


class Visitor:
    """A signed-in browser without a browser."""

    def __init__(self, app: Flask, person: Person):
        self.app, self.client = app, app.test_client()
        app.config["WTF_CSRF_ENABLED"] = False
        with app.test_request_context():
            session = sessions.BrowserSession()
            sessions.start(session, person)
        self.client.set_cookie(app.config["SESSION_COOKIE_NAME"], sessions.MARK + session.token)

    def get(self, address: str) -> Callable[[], int]:
        def run() -> int:
            answer = self.client.get(address, headers={"Accept-Encoding": "gzip"})
            assert answer.status_code == 200, (address, answer.status_code)
            return len(answer.data)

        return run


def holder(role: Role, unit: int | None = None) -> Person:
    query = Person.select().join(Assignment, on=Assignment.person == Person.id)
    query = query.where(Assignment.role == role)
    return (query.where(Assignment.unit == unit) if unit else query).get()


def at_work() -> Period:
    """This year's period; the business day is one on which it is answered."""
    period = Period.select().order_by(Period.fiscal_year.desc()).get()
    last = from_tokyo(_noon(period))
    clock.shift((last - clock.real_now()).total_seconds())
    return period


def measured(app: Flask, runs: int) -> Iterator[Measured]:
    """Every row of the table that the pages fill."""
    period = at_work()
    clerk, sheet = clerk_of(period)
    visitor, ciso = Visitor(app, clerk), Visitor(app, holder(Role.CISO))
    trivial = visitor.get("/account")
    chapter = Answer.select().where(Answer.sheet == sheet).get().chapter
    yield measure("trivial page (/account)", trivial, runs)
    yield measure("save an answer", _saving(visitor, sheet), runs * 3)
    yield measure("section page", visitor.get(f"/self-check/sheets/{sheet.id}/{chapter}"), runs)
    yield measure("task list", visitor.get(f"/self-check/sheets/{sheet.id}"), runs)
    yield measure("overview", ciso.get("/overview"), runs)
    yield measure("heat map", ciso.get("/overview/heat-map"), runs)
    yield from _files(app, period, runs)


def _files(app: Flask, period: Period, runs: int) -> Iterator[Measured]:
    """What is taken away: made as the commands make it."""
    few = max(3, runs // 5)
    with app.test_request_context():
        chosen, every = find(str(period.fiscal_year))
        made = {
            "summary PDF": lambda: files.summary_file(_summary(chosen, every), "pdf"),
            "summary XLSX": lambda: files.summary_file(_summary(chosen, every), "xlsx"),
            "answers XLSX (one year)": lambda: files.answers_file(chosen, "xlsx", clock.now()),
            "answers CSV (one year)": lambda: files.answers_file(chosen, "csv", clock.now()),
        }
        for name, make in made.items():
            yield measure(name, lambda make=make: len(make().content), few)
        for name, weigh in committee.made(chosen, every):
            yield measure(name, weigh, few)


def _summary(chosen: Period, every: list[Period]) -> Summary:
    return summary_of(chosen, every, clock.now(), cells=True, journal=True)


def _noon(period: Period) -> datetime:
    return datetime.combine(period.opens_on + timedelta(days=21), time(12))


def clerk_of(period: Period) -> tuple[Person, Sheet]:
    sheet = Sheet.get((Sheet.period == period) & (Sheet.state == SheetState.IN_PROGRESS))
    return holder(Role.CONTACT, sheet.unit_id), sheet


def _saving(visitor: Visitor, sheet: Sheet) -> Callable[[], int]:
    """The same question answered now so, now otherwise, as a script sends it."""
    answer = Answer.select().where(Answer.sheet == sheet).get()
    state = {"version": answer.version, "turn": 0}

    def run() -> int:
        state["turn"] += 1
        value = ("implemented", "partial")[state["turn"] % 2]
        reason = "年内に様式を直す。" if value == "partial" else ""
        given = {"version": state["version"], "value": value, "reason": reason}
        address = f"/self-check/sheets/{sheet.id}/answers/{answer.control}"
        sent = visitor.client.put(address, json=given, headers={"Accept": "application/json"})
        assert sent.status_code == 200, (sent.status_code, sent.text[:200])
        state["version"] = sent.json["version"]
        return len(sent.data)

    return run
