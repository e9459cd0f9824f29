"""Which figures the words of a part may use. Needs an application context for the language."""

from secaudit.committee import situation
from secaudit.committee.generated import generated
from secaudit.committee.kinds import Part
from secaudit.committee.locking import figures_in
from secaudit.committee.snapshot import Snapshot
from secaudit.reports.words import change
from secaudit.web.rates import rate


def figures_of(of: Snapshot) -> dict[Part, list[str]]:
    """Part → the figures of its own sentences, then those of the whole city."""
    whole = of_the_city(of)
    return {part: list(dict.fromkeys([*figures_in(generated(of, part)), *whole])) for part in Part}


def of_the_city(of: Snapshot) -> list[str]:
    summary = of.summary
    rates = (summary.city.rate, summary.city.coverage, summary.sheets.submission)
    counts = (situation.open_serious(summary), situation.overdue(summary), summary.sheets.missing)
    shown = [*map(rate, rates), change(summary.city.change), *map(str, counts)]
    return [each for each in shown if each]
