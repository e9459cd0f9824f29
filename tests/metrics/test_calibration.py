"""The interval of the estimate: what it must say in plain cases, and how often it holds the truth."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import comb

import pytest

from secaudit.metrics.calibration import (
    Earlier,
    Interval,
    Looked,
    Sample,
    calibrated,
    calibrated_whole,
)
from secaudit.metrics.calibration_grid import Group, common
from secaudit.metrics.calibration_spread import _chances, between, rest_right, shortest
from tests.metrics.cities_by_chance import ASSUMED, OTHERWISE, World, simulate

CITY = Sample(Looked(900, 54, 50), Looked(100, 6, 1))


def test_declared_92_becomes_an_interval_below_it():
    city = Sample(Looked(920, 55, 48), Looked(80, 5, 0))
    low, high = calibrated_whole([city]).percents
    assert city.declared.text == "92.0%"
    assert low < 80 < high < 92


def test_only_what_nobody_looked_at_is_uncertain():
    everything = Sample(Looked(30, 20, 19, 10, 4), Looked(10, 10, 1))
    assert calibrated_whole([everything]) == Interval(24, 24, 40)
    half, few = (calibrated_whole([Sample(Looked(n, 54, 50), Looked(8, 6, 1))]) for n in (60, 6000))
    assert (half.high - half.low) / half.cells < (few.high - few.low) / few.cells


def test_what_somebody_chose_is_known_and_says_nothing_about_the_rest():
    bad = replace(CITY, implemented=Looked(900, 54, 50, chosen=100, chosen_right=0))
    smaller = Sample(Looked(800, 54, 50), CITY.otherwise)
    chosen, without = calibrated_whole([bad]), calibrated_whole([smaller])
    assert (chosen.low, chosen.high) == (without.low, without.high)
    assert chosen.cells == without.cells + 100


def test_answers_that_are_not_declared_implemented_may_turn_out_right():
    some = calibrated_whole([replace(CITY, otherwise=Looked(100, 6, 5))])
    none = calibrated_whole([replace(CITY, otherwise=Looked(100, 60, 0))])
    assert some.high > none.high
    unseen = calibrated_whole([replace(CITY, otherwise=Looked(100, 0, 0))])
    assert unseen.high - unseen.low > 80  # nothing is known of them, and the interval says so


def test_where_little_was_drawn_the_others_speak():
    good = {n: Sample(Looked(60, 6, 6), Looked(5, 1, 0)) for n in range(20)}
    found = calibrated(good | {"none": Sample(Looked(60), Looked(5)),
                               "one wrong": Sample(Looked(60, 1, 0), Looked(5)),
                               "many wrong": Sample(Looked(60, 12, 2), Looked(5))})  # fmt: skip
    assert found["none"].low > 40
    assert found["many wrong"].high < found["one wrong"].high <= found["none"].high


def test_an_earlier_year_makes_narrower_and_leaves_the_cells_alone():
    alone = calibrated_whole([CITY])
    with_more = calibrated_whole([CITY], [Earlier(CITY, 0.5)])
    assert with_more.cells == alone.cells
    assert with_more.high - with_more.low < alone.high - alone.low
    assert calibrated_whole([CITY], [Earlier(CITY, 0.0)]) == alone


def test_numbers_that_are_no_parts_are_refused_and_nothing_is_no_rate():
    with pytest.raises(ValueError):
        Looked(5, 4, 2, 2, 1)
    nothing = calibrated_whole([Sample()])
    assert nothing == Interval(0, 0, 0) and nothing.percents is None


def test_percents_have_one_decimal_as_every_rate():
    assert Interval(7415, 8594, 10000).percents == (Decimal("74.2"), Decimal("85.9"))


def test_the_beta_binomial_is_the_one_of_the_books():
    """With a = b = 1 every number is equally likely; with whole a and b it is the negative
    hypergeometric: C(a+k−1, k) C(b+n−k−1, n−k) ÷ C(a+b+n−1, n)."""
    assert _chances(10, 1, 1) == pytest.approx([1 / 11] * 11)
    expected = [
        Fraction(comb(50 + k, k) * comb(4 + 40 - k, 40 - k), comb(55 + 40, 40)) for k in range(41)
    ]
    assert _chances(40, 51, 5) == pytest.approx([float(each) for each in expected])


def test_a_sum_lies_where_both_together_lie():
    coin = [0.25, 0.5, 0.25]
    assert between(coin, coin, 90) == (0, 4) and between(coin, coin, 80) == (1, 3)
    assert between([1.0], [0.0, 1.0], 90) == (1, 1)


def test_the_fewest_numbers_that_hold_a_sum():
    coin = [0.25, 0.5, 0.25]
    assert shortest(coin, coin, 80) == (1, 3) and shortest(coin, coin, 90) == (0, 3)
    assert shortest([1.0], [1.0], 90) == (0, 0)
    certain = [0.001, 0.004, 0.035, 0.96]  # near all: nothing is left out above
    assert shortest(certain, [1.0], 90) == (3, 3) and between(certain, [1.0], 99) == (1, 3)


def test_the_chances_add_up_and_the_weights_do():
    likely = common([Group(100, 10, 9), Group(80, 5, 5)])
    assert sum(each.weight for each in likely) == pytest.approx(1)
    assert sum(rest_right([Group(100, 10, 9), Group(80, 5, 5)], likely)) == pytest.approx(1)


def test_most_intervals_hold_in_a_few_cities():
    found = simulate(World(), 20)
    assert 16 <= found["city"].held <= 20


@pytest.mark.long
@pytest.mark.parametrize("name", ASSUMED)
def test_the_interval_holds_what_it_promises(name):
    """2,000 cities: between 88 and 92 percent, for the city, its departments and its chapters."""
    found = simulate(ASSUMED[name], 2000)
    percents = {level: round(held.percent, 1) for level, held in found.items()}
    assert all(88 <= percent <= 92 for percent in percents.values()), percents


@pytest.mark.long
@pytest.mark.parametrize("name", ["wrong ones four times as likely chosen",
                                  "half of the wrong ones mended before"])  # fmt: skip
def test_it_does_not_hold_where_the_assumptions_do_not(name):
    """As the page says: what is chosen by risk, or mended because it was drawn, misleads."""
    assert simulate(OTHERWISE[name], 400)["city"].percent < 85
