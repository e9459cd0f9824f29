"""How many may be wrong in the whole, after so many were wrong in a random sample. Exact.

All arithmetic is in whole numbers; a bound is rounded up, never down. "With 95 % confidence" means:
whoever draws samples and states this bound is wrong at most once in twenty times, however many
are really wrong.

Sources:
* C. J. Clopper, E. S. Pearson: The use of confidence or fiducial limits illustrated in the case of
  the binomial. Biometrika 26 (1934) 404–413.
* J. P. Buonaccorsi: A note on confidence intervals for proportions in finite populations.
  The American Statistician 41 (1987) 215–218. (the same inversion for the hypergeometric)
* W. Hoeffding: On the distribution of the number of successes in independent trials. Annals of
  Mathematical Statistics 27 (1956) 713–721, theorem 4. (strata)
* V. A. Vatutin, V. G. Mikhailov: Limit theorems for the number of empty cells in an equiprobable
  scheme for group allocation of particles. Theory of Probability and its Applications 27 (1982)
  734–743. (a hypergeometric number is a sum of independent, unequal trials)
"""

from collections.abc import Iterable
from fractions import Fraction
from math import comb

SCALE = 10**6  # proportions are found to a millionth
CONFIDENCES = (90, 95, 99)  # percent
Percent = int | Fraction


def _alpha(confidence: Percent) -> Fraction:
    return Fraction(100 - confidence) / 100


def _check(wrong: int, sample: int) -> None:
    if not 0 <= wrong <= sample or sample < 1:
        raise ValueError("wrong is between 0 and the sample, which is not empty")


def hypergeometric_tail(population: int, bad: int, sample: int, wrong: int) -> Fraction:
    """P(at most `wrong` in the sample) where `bad` of the population are wrong."""
    ways = sum(
        comb(bad, i) * comb(population - bad, sample - i) for i in range(min(wrong, bad) + 1)
    )
    return Fraction(ways, comb(population, sample))


def hypergeometric_upper(population: int, sample: int, wrong: int, confidence: Percent = 95) -> int:
    """The most that can be wrong in the whole: the largest number the sample does not refute."""
    _check(wrong, sample)
    if sample > population:
        raise ValueError("the sample is not larger than the population")
    alpha = _alpha(confidence)
    low, high = (
        wrong,
        population - (sample - wrong),
    )  # low is not refuted, beyond high is impossible
    while low < high:
        middle = (low + high + 1) // 2
        if hypergeometric_tail(population, middle, sample, wrong) > alpha:
            low = middle
        else:
            high = middle - 1
    return low


def _binomial_tail_is_at_most(sample: int, wrong: int, millionths: int, alpha: Fraction) -> bool:
    """P(at most `wrong` of `sample` trials) ≤ alpha, where each is wrong with that probability."""
    ways = sum(
        comb(sample, i) * millionths**i * (SCALE - millionths) ** (sample - i)
        for i in range(wrong + 1)
    )
    return ways * alpha.denominator <= alpha.numerator * SCALE**sample


def binomial_upper(wrong: int, sample: int, confidence: Percent = 95) -> Fraction:
    """Clopper and Pearson's one-sided upper limit, rounded up to a millionth."""
    _check(wrong, sample)
    if wrong == sample:
        return Fraction(1)
    alpha = _alpha(confidence)
    low, high = 0, SCALE
    while high - low > 1:
        middle = (low + high) // 2
        if _binomial_tail_is_at_most(sample, wrong, middle, alpha):
            high = middle
        else:
            low = middle
    return Fraction(high, SCALE)


def binomial_lower(wrong: int, sample: int, confidence: Percent = 95) -> Fraction:
    """Clopper and Pearson's one-sided lower limit, rounded down to a millionth."""
    return 1 - binomial_upper(sample - wrong, sample, confidence)


def stratified_upper(
    strata: Iterable[tuple[int, int]], wrong: int, confidence: Percent = 95
) -> int | None:
    """The same for a sample drawn in strata, each (population, sample); None where none holds.

    The number wrong in the sample is a sum of independent trials whatever the strata hold (Vatutin,
    Mikhailov), and at least f × bad are expected, f the smallest share drawn from a stratum. By
    Hoeffding's theorem its lower tail is then no heavier than that of as many equal trials, as
    long as one more than were found is expected. So Clopper and Pearson's limit p holds for
    f × bad ÷ sample: at most sample × p ÷ f are wrong.
    """
    parts = [(whole, taken) for whole, taken in strata if whole]
    population, sample = sum(whole for whole, _ in parts), sum(taken for _, taken in parts)
    _check(wrong, sample)
    smallest = min(Fraction(taken, whole) for whole, taken in parts)
    limit = binomial_upper(wrong, sample, confidence)
    if smallest == 0 or limit * sample < wrong + 1:
        return None
    return min(int(sample * limit / smallest), population - (sample - wrong))
