"""Before a period opens: what of last year's answers the departments could give once more.

The sheets are made as opening would make them, and looked at as the clerk's page will; nothing is
written.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from secaudit.catalogue.carrying import Fate, Link, fates, links
from secaudit.catalogue.controls import Catalogue, Control
from secaudit.catalogue.differences import Difference
from secaudit.organisation.reading import tree
from secaudit.selfcheck.actions.opening import make_sheets
from secaudit.selfcheck.answers import Withdrawn, same_withdrawn
from secaudit.selfcheck.causes import further
from secaudit.selfcheck.models import Period, Sheet
from secaudit.selfcheck.reading import (
    AHEAD,
    afresh_since,
    answered_numbers,
    catalogue_of,
    last_year_answers,
    previous_period,
)


@dataclass
class Line:
    """One control: in how many departments its last answer is offered, and why not elsewhere."""

    control: Control
    fate: Fate
    difference: Difference
    offered: int = 0
    anew: Counter[Withdrawn] = field(default_factory=Counter)

    @property
    def asked(self) -> int:
        return self.offered + sum(self.anew.values())


@dataclass
class Forecast:
    """What opening on this edition would mean for the departments."""

    previous: Period
    before: Catalogue
    after: Catalogue
    departments: int
    last_answers: int  # all that stay as they are
    lines: list[Line]

    @property
    def offered(self) -> int:
        return sum(line.offered for line in self.lines)

    @property
    def asked(self) -> int:
        return sum(line.asked for line in self.lines)

    def offered_as(self, fate: Fate) -> int:
        return sum(line.offered for line in self.lines if line.fate == fate)

    def anew(self, fate: Fate) -> int:
        """Answers to be given anew for what became of the question."""
        return sum(sum(line.anew.values()) for line in self.lines if line.fate == fate)

    def reasons(self) -> Counter[Withdrawn]:
        """Where the question is the same: why the answer is not offered all the same."""
        found: Counter[Withdrawn] = Counter()
        for line in self.lines:
            if line.fate in (Fate.SAME, Fate.CARRIED):
                found += line.anew
        return found


def forecast(period: Period, after: Catalogue, on: date) -> Forecast | None:
    """None where there is no earlier period whose answers could be given again."""
    previous = previous_period(period)
    if previous is None:
        return None
    period.previous = previous
    before = catalogue_of(previous)
    lines = {
        id: Line((each.after or each.before)[0], fate, each)
        for id, (fate, each) in fates(before, after).items()
    }
    for id, line in lines.items():
        line.control = after.control(id) if id in after else before.control(id)
    sheets, linked = make_sheets(period, after, tree(on)), links(before, after)
    period.__dict__[AHEAD] = linked
    for sheet in sheets:
        _add(sheet, lines, linked, on)
    last = sum(answered_numbers(previous).values())
    return Forecast(previous, before, after, len(sheets), last, list(lines.values()))


def _add(sheet: Sheet, lines: dict[str, Line], linked: dict[str, Link], on: date) -> None:
    last, afresh = last_year_answers(sheet, links=linked), afresh_since(sheet, linked)
    causes = further(sheet, sheet.questions, on)
    for id in sheet.questions:
        why = same_withdrawn(list(last.get(id, [])), on, afresh.get(id)) or causes.get(id)
        if why is None:
            lines[id].offered += 1
        else:
            lines[id].anew[why] += 1
