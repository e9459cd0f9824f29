"""What a drawn sample allows to say about the whole it was drawn from. For working papers and the
annex on method only: in a report it would read as assurance. Plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from secaudit.audits.sampling.bounds import (
    CONFIDENCES,
    binomial_upper,
    hypergeometric_upper,
    stratified_upper,
)


@dataclass(frozen=True)
class Outcome:
    """What came of looking at everything that was drawn."""

    strata: tuple[tuple[int, int], ...]  # (population, drawn) of each
    wrong: int
    right: int

    @property
    def population(self) -> int:
        return sum(whole for whole, _drawn in self.strata)

    @property
    def sample(self) -> int:
        return sum(drawn for _whole, drawn in self.strata)

    @property
    def open(self) -> int:
        """Drawn but not judged right or wrong."""
        return self.sample - self.wrong - self.right

    @property
    def counted_wrong(self) -> int:
        """What was not settled counts against: nobody gains by leaving it out."""
        return self.wrong + self.open


@dataclass(frozen=True)
class Line:
    """At most so many of the population are wrong, with this confidence."""

    confidence: int
    most: int | None  # None: the sample is too small to say anything
    population: int
    unlimited: Fraction  # Clopper and Pearson, for a population without end

    @property
    def percent(self) -> str:
        return "" if self.most is None else up(Fraction(self.most, self.population))

    @property
    def unlimited_percent(self) -> str:
        return up(self.unlimited)


def up(share: Fraction) -> str:
    """In percent with one decimal, rounded up."""
    return f"{ceil(share * 1000) / 10:.1f}"


def lines(outcome: Outcome, confidences: Sequence[int] = CONFIDENCES) -> list[Line]:
    return [_line(outcome, each) for each in confidences]


def _line(outcome: Outcome, confidence: int) -> Line:
    wrong, sample = outcome.counted_wrong, outcome.sample
    if len(outcome.strata) > 1:
        most = stratified_upper(outcome.strata, wrong, confidence)
    else:
        most = hypergeometric_upper(outcome.population, sample, wrong, confidence)
    return Line(confidence, most, outcome.population, binomial_upper(wrong, sample, confidence))
