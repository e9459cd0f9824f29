"""A random sample: repeatable by anybody, and what it allows to say, against published tables."""

import hashlib
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secaudit.audits.sampling import drawing
from secaudit.audits.sampling.bounds import (
    binomial_lower,
    binomial_upper,
    hypergeometric_tail,
    hypergeometric_upper,
    stratified_upper,
)
from secaudit.audits.sampling.statement import Outcome, lines

SEED = "00" * 32


def sha(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def test_the_draw_is_what_its_description_says():
    """Computed here a second time, from the description alone."""
    key = sha(f"secaudit-draw-1\n{SEED}\n市長の一言")
    items = [f"{number:04}" for number in range(45)]
    by_hand = sorted(items, key=lambda item: sha(f"{key}\n{item}"))[:5]

    assert drawing.key(SEED, "市長の一言") == key
    assert drawing.drawn(items, 5, key) == drawing.drawn(reversed(items), 5, key) == by_hand
    assert by_hand[0] == "0020"
    assert drawing.commitment(SEED) == sha(SEED)


def test_every_subset_comes_about_as_often():
    """2,000 seeds over the six pairs of four: chi-square with 5 degrees, far below its 0.1 % point."""
    seen = Counter(
        frozenset(drawing.drawn("abcd", 2, drawing.key(f"{seed:064x}"))) for seed in range(2000)
    )
    expected = 2000 / 6
    chi = sum((seen[frozenset(p)] - expected) ** 2 / expected for p in combinations("abcd", 2))
    assert chi < 20.5


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 300), min_size=1), st.integers(1, 900))
def test_shares_add_up_and_no_stratum_is_forgotten(strata, size):
    found = drawing.shares(strata, size)
    present = [name for name in strata if strata[name]]

    assert sum(found.values()) == min(size, sum(strata.values()))
    assert all(0 <= found[name] <= strata[name] for name in strata)
    if size >= len(present):
        assert all(found[name] >= 1 for name in present)


def test_shares_in_proportion():
    assert drawing.shares({"a": 10, "b": 20, "c": 70}, 10) == {"a": 1, "b": 2, "c": 7}
    assert drawing.shares({"a": 1, "b": 1, "c": 98}, 4) == {"a": 1, "b": 1, "c": 2}


def test_the_example_of_the_field():
    """0 of 57 false in 1,741: at most 5 % with 95 % confidence."""
    [line] = lines(Outcome(((1741, 57),), 0, 57), [95])

    assert (line.most, line.percent, line.unlimited_percent) == (87, "5.0", "5.2")
    assert hypergeometric_tail(1741, 87, 57, 0) > 0.05 >= hypergeometric_tail(1741, 88, 57, 0)


# Statistical Sampling Results Evaluation Table for Tests of Controls, upper limits at 5 percent risk
# of overreliance (AICPA Audit Guide: Audit Sampling, table A-3), in percent, by deviations found.
AICPA = {
    25: [11.3, 17.6],
    30: [9.5, 14.9, 19.6],
    60: [4.9, 7.7, 10.2],
    100: [3.0, 4.7, 6.2, 7.6, 9.0],
}


@pytest.mark.parametrize("sample", AICPA)
def test_upper_limits_are_those_of_the_auditors_table(sample):
    for wrong, percent in enumerate(AICPA[sample]):
        assert float(binomial_upper(wrong, sample)) * 100 == pytest.approx(percent, abs=0.1)


# Clopper and Pearson, two-sided 95 %, ten trials: the values found in every textbook.
TEN = {0: (0, 0.3085), 1: (0.0025, 0.4450), 5: (0.1871, 0.8129), 10: (0.6915, 1)}


@pytest.mark.parametrize("wrong", TEN)
def test_intervals_of_clopper_and_pearson(wrong):
    half = 97.5  # half of what may go wrong lies on each side
    found = [float(limit(wrong, 10, half)) for limit in (binomial_lower, binomial_upper)]
    assert found == pytest.approx(TEN[wrong], abs=1e-4)


# Discovery sampling, 95 %: (population, wrong in it) → sample (Cannon and Roe, 1982).
DISCOVERY = {(50, 5): 22, (100, 5): 45, (100, 10): 25, (500, 25): 56, (1000, 50): 57,
             (1000, 10): 258, (10000, 500): 59}  # fmt: skip


@pytest.mark.parametrize(("whole", "sample"), DISCOVERY.items())
def test_samples_that_discover(whole, sample):
    assert hypergeometric_tail(*whole, sample, 0) <= 0.05
    assert hypergeometric_tail(*whole, sample - 1, 0) > 0.05


@given(st.data())
def test_a_bound_is_wrong_at_most_once_in_twenty(data):
    """The promise itself, added up over everything that a sample can show."""
    population = data.draw(st.integers(1, 40))
    sample = data.draw(st.integers(1, population))
    bad = data.draw(st.integers(0, population))
    failing = [
        k for k in range(min(sample, bad) + 1)
        if sample - k <= population - bad and hypergeometric_upper(population, sample, k) < bad
    ]  # fmt: skip
    if failing:
        assert hypergeometric_tail(population, bad, sample, max(failing)) <= 0.05


def tail_of_strata(strata, bads, wrong) -> float:
    """P(at most `wrong` in all samples together), added up stratum by stratum."""
    chances = {0: 1.0}
    for (whole, taken), bad in zip(strata, bads, strict=True):
        cumulated = [float(hypergeometric_tail(whole, bad, taken, k)) for k in range(taken + 1)]
        here = [b - a for a, b in zip([0.0, *cumulated], cumulated, strict=False)]
        chances = {
            n: sum(chances.get(n - k, 0) * p for k, p in enumerate(here))
            for n in range(wrong + 1)
        }  # fmt: skip
    return sum(chances.values())


def test_a_bound_over_strata_holds_however_the_wrong_ones_are_spread():
    strata, wrong = [(12, 4), (20, 6), (30, 10)], 1
    bound = stratified_upper(strata, wrong)
    assert bound is not None
    spread = [
        (a, b, bound + 1 - a - b)
        for a in range(13) for b in range(21) if 0 <= bound + 1 - a - b <= 30
    ]  # fmt: skip
    assert spread and max(tail_of_strata(strata, bads, wrong) for bads in spread) <= 0.05


def test_too_small_a_sample_says_nothing():
    assert stratified_upper([(10, 1), (10, 0)], 0) is None
    assert stratified_upper([(10, 1)], 0) is None


def test_what_was_not_settled_counts_against():
    outcome = Outcome(((100, 20),), wrong=1, right=17)
    assert (outcome.open, outcome.counted_wrong) == (2, 3)
    assert lines(outcome)[1].most == hypergeometric_upper(100, 20, 3)
