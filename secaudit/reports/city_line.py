"""The city's rate through the years, for the small line of the overview. Pure.

The trend page tells the same of every chapter and department; here only the city is counted, from
few columns, because the overview is opened often.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from secaudit.metrics.answers import implementation_rate
from secaudit.metrics.counts import Counts
from secaudit.metrics.rate import Rate
from secaudit.reports.counting import LETTERS
from secaudit.reports.inputs import PeriodFact

Question = tuple[str, int]  # its id in the newest edition and its revision: what it means
# By list of questions: the letters of all sheets that were asked these and count, one after another.
Answers = Mapping[tuple[Question, ...], str]


@dataclass(frozen=True)
class CityLine:
    """Over the questions that every one of these years asked with the same meaning."""

    periods: tuple[PeriodFact, ...]  # oldest first
    rates: tuple[Rate, ...]
    questions: int


def city_line(years: Sequence[tuple[PeriodFact, Answers]]) -> CityLine | None:
    """From the oldest to the newest; no line where fewer than two have a rate."""
    same = in_every([answers for _period, answers in years])
    rates = tuple(rate(answers, same) for _period, answers in years)
    if sum(bool(each.denominator) for each in rates) < 2:
        return None
    return CityLine(tuple(period for period, _answers in years), rates, len(same))


def in_every(years: Sequence[Answers]) -> frozenset[Question]:
    return frozenset.intersection(*(frozenset().union(*answers) for answers in years))


def rate(answers: Answers, only: frozenset[Question]) -> Rate:
    letters = "".join(_picked(*each, only) for each in answers.items())
    return implementation_rate(Counts(*map(letters.count, LETTERS)))


def _picked(questions: tuple[Question, ...], letters: str, only: frozenset[Question]) -> str:
    """What the sheets say to these questions: their places come again and again."""
    return "".join(letters[n :: len(questions)] for n, each in enumerate(questions) if each in only)
