"""What was found, in the language of whoever reads. Needs an application context."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext

from secaudit.health.rules import Check, State
from secaudit.web.language import at as moment


@dataclass(frozen=True)
class Told:
    name: str
    state: State
    word: str
    said: str
    todo: str


def told(check: Check) -> Told:
    values = {
        key: moment(value) if isinstance(value, datetime) else value
        for key, value in check.values.items()
    }
    return Told(
        name=gettext(check.name),
        state=check.state,
        word=gettext(check.state.label),
        said=gettext(check.said, **values),
        todo=gettext(check.todo) if check.todo else "",
    )
