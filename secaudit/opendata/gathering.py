"""The final self-checks that are published, and what a survey's answers come from."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from secaudit.metrics.counts import Counts
from secaudit.opendata.answering import Ground
from secaudit.opendata.figures import Year
from secaudit.reports.building import build_summary
from secaudit.reports.reading import inputs_of, summary_of
from secaudit.selfcheck.kinds import FINAL
from secaudit.selfcheck.models import Period

MOST_YEARS = 5


def final(every: Sequence[Period]) -> list[Period]:
    """The newest first."""
    return [each for each in every if each.state in FINAL]


def published_years(every: list[Period], at: datetime) -> list[Year]:
    """Oldest first."""
    newest = final(every)[:MOST_YEARS]
    return [Year(summary_of(each, every, at), each.number) for each in reversed(newest)]


def ground(of: Period, every: list[Period], at: datetime) -> Ground:
    inputs = inputs_of(of, every, at)
    summary = build_summary(inputs)
    chapters = {each.id: each.line.counts for each in summary.chapters}
    return Ground(summary, _handed_in(inputs.year.tally.by_control), chapters)


def _handed_in(controls: Mapping[str, Counts]) -> dict[str, Counts]:
    """Of what nobody has handed in there is nothing to say."""
    return {id: counts for id, counts in controls.items() if counts.answered or not counts.m}
