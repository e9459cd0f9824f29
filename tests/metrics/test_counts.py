import pytest
from hypothesis import given
from hypothesis import strategies as st

from secaudit.metrics.answers import (
    attainment_rate,
    comparable,
    coverage_rate,
    grade,
    implementation_rate,
    na_rate,
    required_rate,
    submission_rate,
    summed,
    unknown_rate,
    weighted_rate,
    yoy,
)
from secaudit.metrics.counts import Counts
from secaudit.metrics.rate import Rate
from secaudit.metrics.variant import Variant

STRICT = Variant(unknown_is_grasped=False)
COUNTS = st.builds(Counts, *[st.integers(0, 500)] * 6)
RATES = [coverage_rate, implementation_rate, weighted_rate, required_rate, na_rate, unknown_rate]

# One question, asked of eighty departments.
EIGHTY = Counts(a=60, b=6, c=4, d=2, n=5, m=3)


@pytest.mark.parametrize(
    "rate, fraction, text",
    [
        (coverage_rate(EIGHTY), (77, 80), "96.3%"),  # 96.25: half up, not to the even digit
        (coverage_rate(EIGHTY, STRICT), (75, 80), "93.8%"),
        (implementation_rate(EIGHTY), (60, 72), "83.3%"),
        (weighted_rate(EIGHTY), (126, 144), "87.5%"),
        (na_rate(EIGHTY), (5, 77), "6.5%"),
        (unknown_rate(EIGHTY), (2, 72), "2.8%"),
        (submission_rate(77, 80), (77, 80), "96.3%"),
    ],
)
def test_the_worked_example(rate, fraction, text):
    assert (rate.numerator, rate.denominator) == fraction
    assert rate.text == text


def test_the_worked_example_is_a_b():
    assert grade(implementation_rate(EIGHTY)) == "B"


def test_nobody_submitted():
    nobody = Counts(m=80)

    assert coverage_rate(nobody).text == "0.0%"
    assert implementation_rate(nobody).text == "None to assess"
    assert na_rate(nobody).percent is None


def test_all_not_applicable():
    none_apply = Counts(n=80)

    assert coverage_rate(none_apply).text == "100.0%"
    assert na_rate(none_apply).text == "100.0%"
    assert implementation_rate(none_apply).text == "None to assess"
    assert grade(implementation_rate(none_apply)) is None


def test_nothing_asked():
    assert [rate(Counts()).percent for rate in RATES] == [None] * len(RATES)
    assert submission_rate(0, 0).text == "None to assess"


def test_half_credit_for_one_partial_answer():
    assert weighted_rate(Counts(b=1)).text == "50.0%"
    assert implementation_rate(Counts(b=1)).text == "0.0%"


def test_attainment_counts_only_units_assessed():
    units = [Rate(10, 10), Rate(9, 10), Rate(0, 0)]

    assert attainment_rate(units) == Rate(1, 2)
    assert attainment_rate(units, 90) == Rate(2, 2)
    assert attainment_rate([], 90).text == "None to assess"


def test_a_city_is_its_departments_counted_together():
    small, large = Counts(a=1), Counts(a=50, c=50)

    assert implementation_rate(small + large).text == "50.5%"  # the mean of the two is 75


def test_compares_years_only_over_items_that_mean_the_same():
    last_year = {"3-1": Counts(a=50, c=50), "3-2": Counts(c=100)}
    this_year = {"3-1": Counts(a=60, c=40), "3-3": Counts(a=100)}

    assert comparable(this_year, last_year) == (Counts(a=60, c=40), Counts(a=50, c=50), 1)
    assert str(yoy(this_year, last_year)) == "10.0"
    assert yoy(this_year, {}) is None


def test_a_count_is_never_negative():
    with pytest.raises(ValueError, match="never negative"):
        Counts(a=-1)


def test_a_variant_is_stored_with_its_period():
    assert Variant.of(STRICT.as_data()) == STRICT


@given(st.lists(COUNTS, max_size=8))
def test_adding_loses_no_answer(departments):
    city = summed(departments)

    assert city.asked == sum(one.asked for one in departments)
    assert implementation_rate(city).numerator == sum(one.a for one in departments)
    assert summed(reversed(departments)) == city


@given(COUNTS, COUNTS, st.sampled_from(RATES))
def test_a_city_lies_between_its_departments(one, other, rate):
    parts = [rate(counts).exact for counts in (one, other) if rate(counts).denominator]
    whole = rate(one + other).exact

    assert whole is None if not parts else min(parts) <= whole <= max(parts)


@given(COUNTS, st.sampled_from(RATES))
def test_every_rate_lies_within_0_and_100(counts, rate):
    percent = rate(counts).percent

    assert percent is None or 0 <= percent <= 100


@given(COUNTS)
def test_the_strict_figures_are_never_higher(counts):
    assert coverage_rate(counts, STRICT).numerator <= coverage_rate(counts).numerator
    assert (implementation_rate(counts).exact or 0) <= (weighted_rate(counts).exact or 0)
