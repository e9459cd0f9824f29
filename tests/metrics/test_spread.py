from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from secaudit.metrics.spread import spread

RATES = st.lists(st.fractions(0, 100), min_size=1, max_size=60)


def shown(*rates) -> tuple[str, str, str]:
    found = spread([Fraction(each) for each in rates])
    return str(found.low), str(found.median), str(found.high)


def test_as_a_spreadsheet_has_it():
    """QUARTILE.INC of 60, 70, 75, 90: 67.5, 72.5, 78.75."""
    assert shown(75, 60, 90, 70) == ("67.5", "72.5", "78.8")
    assert shown(80) == ("80.0", "80.0", "80.0")
    assert spread([]) is None


@given(RATES)
def test_half_of_the_departments_lie_within(rates):
    found = spread(rates)
    low, median, high = map(Fraction, (found.low, found.median, found.high))
    slack = Fraction(1, 20)  # one decimal

    within = sum(low - slack <= each <= high + slack for each in rates)
    assert 2 * within >= len(rates) - 2  # the quartiles lie between neighbours
    assert min(rates) - slack <= low <= median <= high <= max(rates) + slack
