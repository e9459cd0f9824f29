"""What the city set out to do: every figure is what plain SQL counts, and leads to what is behind."""

from datetime import UTC, datetime

import pytest
import time_machine

from secaudit.activities.models import Activity
from secaudit.calendar import clock
from secaudit.measures.models import Measure
from tests.reconciliation import plans
from tests.reconciliation.sql import City
from tests.reconciliation.walk import lost, proven_in_vain, walked

PAGES = (
    "/targets?year=2026",
    "/targets/departments?year=2026&place=city",
    "/targets/departments?year=2026&place=AST",
    "/targets/2",
    "/measures?year=2026",
    "/measures/{measure.id}",
    "/promises",
    "/promises/list?view=open",
    "/promises/list?view=all&unit={city.citizens.id}",
    "/activities?year=2026",
    "/activities?year=2026&view=held&kind=restore+test",
    "/activities/{staff.id}",
    "/activities/{mail.id}",
    "/audits/programme",
    "/audits/years/2026",
    "/audits/draws",
    "/audits/draws/1",
    "/audits/draws/2",
)
LEADING = (
    "/targets?year=2026",
    "/promises",
    "/activities?year=2026",
    "/audits/programme",
    "/audits/years/2026",
    "/audits/draws",
)


@pytest.fixture
def period(city, browse):
    period = plans.two_years(city)
    plans.programme(city)
    plans.drawn(city, browse, period)
    return period


def addresses(city):
    staff, mail = list(Activity.select().order_by(Activity.id))[:2]
    known = {"city": city, "staff": staff, "mail": mail, "measure": Measure.get()}
    return [each.format(**known) for each in PAGES]


def test_every_figure_of_what_was_planned_is_what_sql_counts(period, city, browse):
    pages = addresses(city)
    seen = walked(browse(city.takahashi), City(period.id, clock.today()), pages)
    names = [f"/activities/1/departments/{city.citizens.id}", "/activities?year=2026"]
    seen |= walked(browse(city.tanaka), City(period.id, clock.today()), names)
    with time_machine.travel(datetime(2027, 2, 10, tzinfo=UTC)):  # now something is overdue
        late = [each for each in pages if each.startswith("/promises")]
        seen |= walked(browse(city.takahashi), City(period.id, clock.today()), late)
    assert not proven_in_vain("plans", seen)
    none_behind = {"promises_repeat_rate"}  # nothing was found again: its list is empty
    found = lost(browse(city.takahashi), LEADING, records=none_behind, listed=True)
    assert not found, "\n".join(found)
