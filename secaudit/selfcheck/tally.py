"""One sheet as figures."""

from collections import Counter
from collections.abc import Iterable

from secaudit.metrics.answers import implementation_rate
from secaudit.metrics.counts import Counts
from secaudit.metrics.rate import Rate
from secaudit.selfcheck.kinds import LETTER, Value


def tally(values: Iterable[Value | None]) -> Counts:
    """Answers as counts; a question without one is not counted."""
    numbers = Counter(LETTER[value] for value in values if value)
    return Counts(**numbers)


def rate_of(values: Iterable[Value | None]) -> Rate:
    """実施率 of one sheet."""
    return implementation_rate(tally(values))
