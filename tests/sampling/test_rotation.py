"""Whose turn it is, and when somebody is visited. Pure."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from secaudit.audits import visits
from secaudit.audits.rotation import Waiting, proposed

waiting = st.builds(
    Waiting, unit=st.integers(1, 60), last=st.none() | st.integers(2018, 2025),
    points=st.integers(0, 40),
)  # fmt: skip


@given(st.lists(waiting, max_size=50, unique_by=lambda each: each.unit), st.integers(1, 5))
def test_everybody_is_visited_in_time_where_that_is_possible(departments, every):
    turns = proposed(departments, 2026, every, every)
    for each in departments:
        own = [year for unit, year in turns if unit == each.unit]
        assert min(own) <= max(each.latest(2026, every), 2026)


def test_whoever_waits_longest_comes_first_then_the_riskier():
    old, calm, risky = Waiting(1, 2023), Waiting(2, None, 1), Waiting(3, None, 9)
    assert proposed([calm, risky, old], 2026, 3, 3) == {(1, 2026), (3, 2027), (2, 2028)}


def test_more_than_a_share_where_they_can_wait_no_longer():
    late = [Waiting(unit, 2020) for unit in range(4)]
    assert proposed(late, 2026, 1, 4) == {(unit, 2026) for unit in range(4)}


def test_visits_fall_on_open_days():
    first, last = date(2026, 11, 2), date(2026, 11, 6)  # 3 November is a holiday
    found = visits.proposed(first, last, 5, set())

    assert [day.day for day, _time in found] == [2, 2, 4, 4, 5]
    assert found[1] == (first, "14:00")
    assert len(visits.proposed(first, last, 40, set())) == 12
