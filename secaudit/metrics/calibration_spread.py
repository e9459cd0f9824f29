"""How many cells that nobody has looked at would be right: a distribution over whole numbers.

Only these cells are uncertain; what was looked at is known. In a group of which n cells were
checked and y were right, the number of right ones among the rest is beta-binomial, with
a = mean × strength + y and b = (1 − mean) × strength + n − y. The groups of a sum are independent
once mean and strength are given. For each strength the sum is replaced by the beta-binomial number
of the same mean and variance: the only approximation here.

Source: W. A. Ericson: Subjective Bayesian models in sampling finite populations. Journal of the
Royal Statistical Society B 31 (1969) 195–233. (what was not sampled is predicted)
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from math import exp, lgamma

from secaudit.metrics.calibration_grid import Common, Group

Spread = list[float]  # the probability of 0, 1, 2 … right ones
SMALLEST, LARGEST = 1e-9, 1 - 1e-9


def rest_right(groups: Sequence[Group], likely: Iterable[Common]) -> Spread:
    """Of the cells of these groups together that nobody has looked at."""
    rest = sum(group.rest for group in groups)
    by_strength: dict[float, list[Common]] = {}
    for each in likely:
        by_strength.setdefault(each.strength, []).append(each)
    found = [0.0] * (rest + 1)
    for pairs in by_strength.values():
        weight, mean, variance = _moments(groups, pairs)
        for number, chance in enumerate(_beta_binomial(rest, mean, variance)):
            found[number] += weight * chance
    return found


def _moments(groups: Sequence[Group], pairs: Sequence[Common]) -> tuple[float, float, float]:
    """Weight, mean and variance of the sum over pairs of one strength."""
    weight = sum(pair.weight for pair in pairs)
    several = [(pair.weight / weight, *_of_sum(groups, pair)) for pair in pairs]
    mean = sum(share * each for share, each, _variance in several)
    variance = sum(share * (inside + (each - mean) ** 2) for share, each, inside in several)
    return weight, mean, variance


def _of_sum(groups: Iterable[Group], pair: Common) -> tuple[float, float]:
    mean = variance = 0.0
    for group in groups:
        size = pair.strength + group.checked
        rate = (pair.mean * pair.strength + group.right) / size
        mean += group.rest * rate
        variance += group.rest * rate * (1 - rate) * (size + group.rest) / (size + 1)
    return mean, variance


def _beta_binomial(number: int, mean: float, variance: float) -> Spread:
    """The one with this mean and variance; binomial where the variance would be smaller still."""
    if not number:
        return [1.0]
    rate = min(max(mean / number, SMALLEST), LARGEST)
    spare = variance / (number * rate * (1 - rate)) - 1
    alike = min(max(spare / (number - 1) if number > 1 else 0.5, SMALLEST), LARGEST)
    size = 1 / alike - 1
    return _chances(number, rate * size, (1 - rate) * size)


def _chances(number: int, a: float, b: float) -> Spread:
    """From the middle to both sides, each from its neighbour."""
    found = [0.0] * (number + 1)
    middle = round(number * a / (a + b))
    found[middle] = exp(
        _choose(number, middle) + _beta(a + middle, b + number - middle) - _beta(a, b)
    )
    for k in range(middle, number):
        found[k + 1] = found[k] * (number - k) * (a + k) / ((k + 1) * (b + number - k - 1))
    for k in range(middle, 0, -1):
        found[k - 1] = found[k] * k * (b + number - k) / ((number - k + 1) * (a + k - 1))
    return found


def _choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def _beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def between(one: Spread, other: Spread, percent: int) -> tuple[int, int]:
    """Where the sum of two independent numbers lies with this chance, as much beyond on each side."""
    tail = (100 - percent) / 200
    below = list(accumulate(one))
    return _least(below, other, tail), _least(below, other, 1 - tail)


def _least(below: Sequence[float], other: Spread, chance: float) -> int:
    """The smallest sum that is not exceeded with at least this chance."""
    low, high = 0, len(below) + len(other) - 2
    while low < high:
        middle = (low + high) // 2
        if _at_most(middle, below, other) >= chance:
            high = middle
        else:
            low = middle + 1
    return low


def _at_most(limit: int, below: Sequence[float], other: Spread) -> float:
    last = len(below) - 1
    return sum(
        chance * below[min(limit - number, last)]
        for number, chance in enumerate(other[: limit + 1])
    )


def shortest(one: Spread, other: Spread, percent: int) -> tuple[int, int]:
    """The fewest whole numbers in a row among which the sum lies with at least this chance; where
    several are as few, the likeliest. Few cells leave few numbers: as much beyond on each side
    would then hold more often than it says, most of all near none and all."""
    below = [0.0, *accumulate(_summed(one, other))]
    needed = percent / 100 * below[-1]
    return min(
        _runs(below, needed), key=lambda run: (run[1] - run[0], below[run[0]] - below[run[1] + 1])
    )


def _runs(below: Sequence[float], needed: float) -> Iterator[tuple[int, int]]:
    """From each number the first one with which the chance is enough."""
    high = 0
    for low in range(len(below) - 1):
        while below[high] - below[low] < needed:
            high += 1
            if high == len(below):
                return
        yield low, high - 1


def _summed(one: Spread, other: Spread) -> Spread:
    found = [0.0] * (len(one) + len(other) - 1)
    for number, chance in enumerate(other):
        for more, each in enumerate(one, number):
            found[more] += chance * each
    return found
