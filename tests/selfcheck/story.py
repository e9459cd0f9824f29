"""Steps of a self-check, told by who takes them; used by the stories in this folder."""

from datetime import date
from pathlib import Path

from secaudit.calendar import clock
from secaudit.catalogue.installed import shipped
from secaudit.resources import folder
from secaudit.selfcheck import actions, reading
from secaudit.selfcheck.actions import Plan, Typed
from secaudit.selfcheck.actions.handing_in import content_now
from secaudit.selfcheck.answers import Given, given
from secaudit.selfcheck.content import hash_of
from secaudit.selfcheck.models import Period, Sheet

PLAN = Plan(2026, date(2026, 10, 1), date(2026, 10, 30), date(2026, 9, 30))


def catalogue():
    return shipped(Path(folder("controls")) / "municipal")


def now():
    return {"at": clock.now()}


def today():
    return {"at": clock.now(), "on": clock.today()}


def opened(city, plan: Plan = PLAN, edition=None) -> Period:
    """The secretariat has planned, the CHIEF approved, and it is open."""
    watanabe, saito = city.acting("watanabe"), city.acting("saito")
    period = actions.plan_period(plan, by=watanabe, **now())
    actions.approve_period(period.id, 1, by=saito, **now())
    return actions.open_period(period.id, 2, edition or catalogue(), by=watanabe, **today())


def sheet_of(period: Period, unit) -> Sheet:
    return reading.sheet(Sheet.get((Sheet.period == period.id) & (Sheet.unit == unit)).id)


def answer(city, who: str, sheet: Sheet, control: str, value="implemented", reason="", version=0):
    typed = Typed(version, given(value, reason))
    return actions.save_answer(sheet.id, control, typed, by=city.acting(who), **today())


def answer_all(city, who: str, sheet: Sheet, **different: Given):
    """Everything implemented but what is said to be different."""
    typed = {
        control: Typed(0, different.get(control.replace("-", "_"), Given(value="implemented")))
        for control in sheet.questions
    }
    return actions.save_section(sheet.id, typed, by=city.acting(who), **today())


def shown(sheet: Sheet) -> str:
    """The hash on the check page."""
    return hash_of(content_now(sheet, reading.answers_of(sheet)))


def submitted(city, who: str, sheet: Sheet):
    return actions.submit(sheet.id, shown(sheet), by=city.acting(who), **today())


def handed_in(city, period: Period, unit, clerk: str, head: str, **different: Given) -> Sheet:
    """Answered, submitted and confirmed."""
    sheet = sheet_of(period, unit)
    answer_all(city, clerk, sheet, **different)
    row = submitted(city, clerk, sheet)
    actions.confirm(sheet.id, row.hash, by=city.acting(head), **now())
    return reading.sheet(sheet.id)


def frozen(city, period: Period) -> Period:
    watanabe = city.acting("watanabe")
    version = reading.period(period.id).version
    actions.close_period(period.id, version, by=watanabe, **now())
    return actions.freeze_period(period.id, version + 1, by=watanabe, **now())
