from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secaudit.metrics.rate import Rate, points, signed

WHOLES = st.integers(1, 5000)
RATES = WHOLES.flatmap(lambda whole: st.builds(Rate, st.integers(0, whole), st.just(whole)))


@pytest.mark.parametrize(
    "rate, percent",
    [
        (Rate(77, 80), "96.3"),  # exactly 96.25
        (Rate(1, 8), "12.5"),
        (Rate(1, 16), "6.3"),  # exactly 6.25
        (Rate(1, 3), "33.3"),
        (Rate(2, 3), "66.7"),
        (Rate(1, 2000), "0.1"),  # exactly 0.05
        (Rate(0, 7), "0.0"),
        (Rate(7, 7), "100.0"),
    ],
)
def test_rounds_half_up_to_one_decimal(rate, percent):
    assert str(rate.percent) == percent


def test_of_none_there_is_no_rate():
    assert Rate(0, 0).percent is None
    assert Rate(0, 0).exact is None
    assert Rate(0, 0).text == "None to assess"
    assert not Rate(0, 0).reaches(0)


@pytest.mark.parametrize("numerator, denominator", [(-1, 3), (4, 3), (1, 0)])
def test_a_rate_is_a_part_of_a_whole(numerator, denominator):
    with pytest.raises(ValueError, match="not a part"):
        Rate(numerator, denominator)


@pytest.mark.parametrize(
    "rate, grade",
    [
        (Rate(10, 10), "A"),
        (Rate(2999, 3000), "B"),  # shown as 100.0, and yet not all
        (Rate(8, 10), "B"),
        (Rate(799, 1000), "C"),
        (Rate(6, 10), "C"),
        (Rate(599, 1000), "D"),
        (Rate(0, 10), "D"),
        (Rate(0, 0), None),
    ],
)
def test_grades(rate, grade):
    assert rate.grade == grade


def test_a_target_is_reached_by_the_exact_rate():
    assert not Rate(9496, 10000).reaches(95)  # 94.96 is shown as 95.0
    assert Rate(95, 100).reaches(95)
    assert Rate(995, 1000).reaches(Decimal("99.5"))


@pytest.mark.parametrize(
    "now, before, difference",
    [
        (Rate(87, 100), Rate(84, 100), "3.0"),
        (Rate(1, 3), Rate(2, 3), "-33.3"),
        (Rate(77, 80), Rate(1, 1), "-3.8"),  # exactly -3.75
        (Rate(1, 2), Rate(1, 2), "0.0"),
        (Rate(4999, 10000), Rate(1, 2), "0.0"),
        (Rate(2, 3), Rate(1, 6), "50.0"),  # 66.7 and 16.7 as shown
        (Rate(5, 6), Rate(1, 6), "66.7"),  # 83.3 - 16.7 would be 66.6
    ],
)
def test_points_come_from_the_exact_rates(now, before, difference):
    assert str(points(now, before)) == difference


def test_there_are_no_points_without_both_years():
    assert points(Rate(1, 2), Rate(0, 0)) is None
    assert points(Rate(0, 0), Rate(1, 2)) is None


@pytest.mark.parametrize(
    "difference, text", [("2.1", "+2.1"), ("-0.4", "-0.4"), ("0.0", "±0.0"), ("100.0", "+100.0")]
)
def test_a_difference_shows_its_direction(difference, text):
    assert signed(Decimal(difference)) == text


@given(RATES)
def test_rounding_moves_a_rate_by_half_a_tenth_at_most(rate):
    assert 0 <= rate.percent <= 100
    assert -Decimal("0.05") <= Decimal(rate.numerator * 100) / rate.denominator - rate.percent
    assert Decimal(rate.numerator * 100) / rate.denominator - rate.percent < Decimal("0.05") + 0


@given(RATES, RATES)
def test_points_turn_round_with_the_years(now, before):
    assert points(now, before) == -points(before, now)
