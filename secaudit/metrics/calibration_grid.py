"""What groups of cells have in common, learned from all of them: a full Bayes on a small grid.

In group j each cell that was looked at was right with the rate p(j); the rates of the groups lie
around a common mean, the closer the larger the strength: p(j) ~ Beta(mean × strength, (1 − mean) ×
strength). Mean and strength are not known either: each pair of a small grid is weighed by how well
it explains what was seen (the beta-binomial likelihood). Where many cells of a group were looked
at, the group speaks for itself; where few were, the others speak for it.

Beforehand: the mean by Jeffreys' prior, Beta(½, ½), as equal steps of its arcsine; the strength
equally likely in each of its doublings.

Sources:
* A. Gelman, J. B. Carlin, H. S. Stern, D. B. Dunson, A. Vehtari, D. B. Rubin: Bayesian Data
  Analysis, 3rd edition (2013), chapter 5. (the hierarchical beta-binomial model, on a grid)
* B. Efron, C. Morris: Data analysis using Stein's estimator and its generalizations. Journal of the
  American Statistical Association 70 (1975) 311–319. (shrinkage toward the common mean)
* L. D. Brown, T. T. Cai, A. DasGupta: Interval estimation for a binomial proportion. Statistical
  Science 16 (2001) 101–133. (Jeffreys' interval and how often it holds)
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, lgamma, pi, sin

STEPS = 96
MEANS = tuple(sin(pi / 2 * (step + 0.5) / STEPS) ** 2 for step in range(STEPS))
STRENGTHS = tuple(float(2**power) for power in range(1, 8))
NEGLIGIBLE = 1e-5  # of the most likely pair: left out, it moves no figure that is shown


@dataclass(frozen=True)
class Group:
    """Cells of one kind of answer in one department, chapter or part of a draw."""

    rest: int = 0  # nobody has looked at them
    checked: float = 0  # chance drew them and an auditor judged them; earlier years' count less
    right: float = 0  # of these, judged conforming


@dataclass(frozen=True)
class Common:
    """A pair of the grid that is still likely."""

    weight: float
    mean: float
    strength: float


def common(groups: Iterable[Group]) -> list[Common]:
    """The pairs of mean and strength that explain what was seen, their weights adding up to one."""
    seen = Counter((group.checked, group.right) for group in groups if group.checked)
    logs = {(m, s): _likelihood(m, s, seen) for s in STRENGTHS for m in MEANS}
    best = max(logs.values())
    likely = {pair: exp(log - best) for pair, log in logs.items() if exp(log - best) > NEGLIGIBLE}
    total = sum(likely.values())
    return [Common(weight / total, *pair) for pair, weight in likely.items()]


def _likelihood(mean: float, strength: float, seen: Counter[tuple[float, float]]) -> float:
    """The logarithm, but for what does not depend on the pair."""
    a, b = mean * strength, (1 - mean) * strength
    ground = lgamma(a) + lgamma(b) - lgamma(strength)
    return sum(
        times * (lgamma(a + right) + lgamma(b + n - right) - lgamma(strength + n) - ground)
        for (n, right), times in seen.items()
    )
