"""Two years of self-checks in the small city, and an audit between: what reports are made from."""

from dataclasses import replace
from datetime import date

from secaudit.calendar import clock
from secaudit.reports.reading import chosen_period, summary_of
from secaudit.selfcheck.actions import Plan
from secaudit.selfcheck.answers import Given
from secaudit.selfcheck.models import Period
from tests.selfcheck import story

LAST = Plan(2025, date(2025, 10, 1), date(2025, 10, 31), date(2025, 9, 30))
NONE = Given(value="not implemented", reason="まだありません。")
SOME = Given(value="partial", reason="一部です。")
UNKNOWN = Given(value="unknown")
NOT_OURS = Given(value="not applicable", reason="該当する業務がありません。")


def last_year(city) -> Period:
    """Frozen: citizens and tax handed in, the others did not."""
    period = story.opened(city, LAST)
    story.handed_in(city, period, city.citizens, "hanako", "tanaka", AST_05=NONE, PHY_05=SOME)
    story.handed_in(city, period, city.tax, "yamamoto", "ito", AST_05=NONE)
    return story.frozen(city, period)


def this_year(city, edition=None) -> Period:
    """Open: citizens confirmed, tax waits for its head, policy and audit have handed in nothing."""
    period = story.opened(city, edition=edition)
    story.handed_in(
        city,
        period,
        city.citizens,
        "hanako",
        "tanaka",
        PHY_10=NONE,
        PHY_11=NONE,
        HUM_03=UNKNOWN,
        AST_01=NOT_OURS,
    )
    tax = story.sheet_of(period, city.tax)
    story.answer_all(city, "yamamoto", tax, AST_05=SOME)
    story.submitted(city, "yamamoto", tax)
    return period


def two_years(city) -> Period:
    last_year(city)
    return this_year(city)


def summary(period: Period | None = None, cells: bool = True, **changes):
    chosen, every = chosen_period(period.id if period else None)
    made = summary_of(chosen, every, clock.now(), cells=cells, journal=True)
    return replace(made, **changes) if changes else made
