"""A promised date that has passed takes 「昨年度と同じ」 away."""

from collections.abc import Collection
from datetime import date

from secaudit.improvements.comparing import of_last_year
from secaudit.improvements.kinds import State
from secaudit.selfcheck.answers import Withdrawn
from secaudit.selfcheck.causes import causes
from secaudit.selfcheck.models import Sheet


def promise_broken(sheet: Sheet, controls: Collection[str], on: date) -> dict[str, Withdrawn]:
    """By question: the date has passed and nothing was reported, or it was reported as done and
    cannot be the same gap as last year."""
    return {
        control: Withdrawn.IMPROVEMENT
        for control, row in of_last_year(sheet).items()
        if control in controls and (row.due_on < on or row.state != State.PROMISED)
    }


if promise_broken not in causes:
    causes.append(promise_broken)
