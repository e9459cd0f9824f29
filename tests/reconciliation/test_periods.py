"""A self-check while it runs, before the freeze and after: how far every form is, by plain SQL."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
import time_machine

from secaudit.calendar import clock
from secaudit.selfcheck import actions, reading
from secaudit.selfcheck.actions.counting import enter_counts, hand_in_counts
from secaudit.selfcheck.answers import Given
from secaudit.selfcheck.kinds import Form, Value
from secaudit.selfcheck.models import Sheet
from tests.reconciliation.sql import City
from tests.reconciliation.walk import lost, proven_in_vain, walked
from tests.selfcheck import story

PLAN = replace(story.PLAN, forms=("head", "system", "chief", "counts"))
PAGE = "/self-check/periods/{id}"
PAGES = (
    "",
    "?with=late",
    "/forms-by-role",
    "/forms-by-role/system",
    "/forms-by-role/chief",
    "/forms-by-role/counts",
    "/staff",
    "/close",
    "/freeze",
)
GAPS = {"AST_05": Given("partial", "一部です。"), "PHY_10": Given("unknown", "様式はどこですか。")}


@pytest.fixture
def period(city):
    """Open: one is confirmed and asks, one was sent back, one was answered by the head alone."""
    period = story.opened(city, PLAN)
    citizens = of(period, city.citizens)
    story.answer_all(city, "hanako", citizens, **GAPS)
    row = story.submitted(city, "hanako", citizens)
    actions.confirm(citizens.id, row.hash, by=city.acting("tanaka"), **story.now())
    tax = of(period, city.tax)
    story.answer_all(city, "yamamoto", tax)
    story.submitted(city, "yamamoto", tax)
    actions.return_sheet(tax.id, "確かめてください。", by=city.acting("ito"), **story.now())
    policy = of(period, city.policy)
    story.answer_all(city, "okada", policy)
    story.submitted(city, "okada", policy)
    other_forms(city, period)
    return period


def of(period, unit, form=Form.DEPARTMENT) -> Sheet:
    where = (Sheet.period == period.id) & (Sheet.unit == unit) & (Sheet.form == form)
    return reading.sheet(Sheet.get(where).id)


def other_forms(city, period) -> None:
    """The system's waits for its head, the CISO's is in, and the staff's as numbers."""
    system = of(period, city.citizens, Form.SYSTEM)
    story.answer_all(city, "hanako", system, OPS_03=Given("not implemented", "予定がない。"))
    story.submitted(city, "hanako", system)
    chief = reading.sheet(Sheet.get(Sheet.form == Form.CHIEF).id)
    story.answer_all(city, "takahashi", chief)
    story.submitted(city, "takahashi", chief)
    for unit, head, value in (
        ("citizens", "tanaka", Value.IMPLEMENTED),
        ("tax", "ito", Value.PARTIAL),
    ):
        sheet = of(period, city.units[unit], Form.COUNTS)
        numbers = {c: {v: 7 * (v == value) for v in Value} for c in sheet.questions}
        enter_counts(sheet.id, sheet.version, numbers, by=city.acting(head), **story.now())
        hand_in_counts(sheet.id, sheet.version + 1, by=city.acting(head), **story.today())


def test_every_figure_of_a_self_check_is_what_sql_counts(period, city, browse):
    watanabe, page = browse(city.watanabe), PAGE.format(id=period.id)
    pages = [f"{page}{each}" for each in PAGES if each not in ("?with=late", "/staff")]
    seen = walked(watanabe, City(period.id, clock.today()), pages)
    with time_machine.travel(datetime(2026, 11, 2, tzinfo=UTC)):  # closed, and one hands in late
        audit, by = of(period, city.audit), city.acting("watanabe")
        actions.exempt(audit.id, audit.version, "廃止予定", by=by, **story.now())
        actions.close_period(period.id, reading.period(period.id).version, by=by, **story.now())
        story.submitted(city, "yamamoto", of(period, city.tax))
        watanabe = browse(city.watanabe)
        pages = [page, f"{page}?with=late", f"{page}/freeze"]
        seen |= walked(watanabe, City(period.id, clock.today()), pages)
        leading = [page, f"{page}/freeze", f"{page}/forms-by-role", f"{page}/forms-by-role/system"]
        found = lost(watanabe, leading, listed=True)
        assert not found, "\n".join(found)
        version = reading.period(period.id).version
        actions.freeze_period(period.id, version, by=by, **story.now())
        pages = [page, f"{page}/forms-by-role", f"{page}/staff"]
        seen |= walked(watanabe, City(period.id, clock.today()), pages)
    assert not proven_in_vain("periods", seen)
