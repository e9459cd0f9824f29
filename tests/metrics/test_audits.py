from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from secaudit.metrics.audits import (
    Compared,
    Followed,
    closure_rate,
    days_late,
    discrepancy,
    extended,
    on_time_rate,
    overdue,
    repeat_rate,
    rotation_rate,
)
from secaudit.metrics.rate import Rate

TODAY = date(2026, 10, 22)

IN_TIME = Followed(due=date(2026, 9, 30), closed=date(2026, 9, 30))
LATE = Followed(due=date(2026, 9, 30), closed=date(2026, 10, 1), repeat=True)
OVERDUE = Followed(due=date(2026, 10, 20), extensions=2)
DUE_TODAY = Followed(due=TODAY, extensions=1)
NO_PLAN_YET = Followed()
FINDINGS = [IN_TIME, LATE, OVERDUE, DUE_TODAY, NO_PLAN_YET]


def test_completed_counts_what_was_closed():
    assert closure_rate(FINDINGS) == Rate(2, 5)


def test_on_time_looks_only_at_what_time_has_decided():
    assert on_time_rate(FINDINGS, TODAY) == Rate(1, 3)


def test_closing_early_counts_at_once():
    early = Followed(due=date(2026, 12, 25), closed=TODAY)

    assert on_time_rate([early], TODAY) == Rate(1, 1)


def test_a_finding_is_overdue_from_the_day_after():
    assert overdue(FINDINGS, TODAY) == 1
    assert [days_late(finding, TODAY) for finding in FINDINGS] == [0, 0, 2, 0, 0]
    assert overdue([DUE_TODAY], date(2026, 10, 23)) == 1


def test_extensions_are_counted_by_themselves():
    assert extended(FINDINGS) == 2


def test_repeats():
    assert repeat_rate(FINDINGS) == Rate(1, 5)


def test_nothing_found():
    assert closure_rate([]).text == "None to assess"
    assert on_time_rate([], TODAY).text == "None to assess"
    assert repeat_rate([]).text == "None to assess"


def test_rotation_counts_only_units_that_still_exist():
    assert rotation_rate({"tax", "abolished"}, {"tax", "welfare", "water"}) == Rate(1, 3)


def test_discrepancy_counts_what_was_declared_and_not_found():
    items = [
        Compared(declared_implemented=True, judged_conforming=True),
        Compared(declared_implemented=True, judged_conforming=False),
        Compared(declared_implemented=False, judged_conforming=False),
        Compared(declared_implemented=False, judged_conforming=True),
    ]

    assert discrepancy(items) == Rate(1, 4)
    assert discrepancy([]).text == "None to assess"


DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(st.lists(st.builds(Followed, st.none() | DAYS, st.none() | DAYS)), DAYS)
def test_what_is_overdue_was_never_closed_and_never_in_time(findings, on):
    rate = on_time_rate(findings, on)

    assert overdue(findings, on) <= rate.denominator - rate.numerator
    assert overdue(findings, on) + closure_rate(findings).numerator <= len(findings)
