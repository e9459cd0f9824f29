"""What was found, in the language of whoever reads. Needs an application context."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext

from secaudit.health.rules import Check, State
from secaudit.web.language import at as moment
from secaudit.web.language import day


@dataclass(frozen=True)
class Told:
    name: str
    state: State
    word: str
    said: str
    todo: str


def told(check: Check) -> Told:
    values = {key: shown(value) for key, value in check.values.items()}
    return Told(
        name=gettext(check.name),
        state=check.state,
        word=gettext(check.state.label),
        said=gettext(check.said, **values),
        todo=gettext(check.todo) if check.todo else "",
    )


def shown(value: Any) -> Any:
    """A moment of these days; a day, which may be years away, with its year."""
    if isinstance(value, datetime):
        return moment(value)
    return day(value) if isinstance(value, date) else value
