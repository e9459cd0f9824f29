"""What came in from a form or a script, as answers; what is wrong, by question."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from secaudit.calendar.reading import read_date
from secaudit.errors import N_, Invalid
from secaudit.selfcheck.actions import Typed
from secaudit.selfcheck.answers import given, tidy
from secaudit.selfcheck.models import Answer

SAME = "same"  # key 5, 「昨年度と同じ」


@dataclass
class Shown:
    """One question's fields as they stand on the page: stored, or typed and not yet right."""

    value: str = ""
    reason: str = ""
    ready_reason: str = ""
    promised_on: str = ""
    version: int = 0
    problems: dict[str, Invalid] = field(default_factory=dict)  # by field

    @property
    def empty(self) -> bool:
        return not (self.value or self.reason.strip() or self.ready_reason)


def stored(answer: Answer | None) -> Shown:
    if answer is None:
        return Shown()
    return Shown(
        value=answer.value.value,
        reason=answer.reason,
        ready_reason=answer.ready_reason.value if answer.ready_reason else "",
        promised_on=answer.promised_on.isoformat() if answer.promised_on else "",
        version=answer.version,
    )


def from_form(form: Mapping[str, str], controls: Iterable[str]) -> dict[str, Shown]:
    """The fields of a section's form. Where 「先の回答」 was kept, nothing was typed."""
    kept = (each for each in controls if form.get(f"keep-{each}") != "theirs")
    return {control: _fields(form, control) for control in kept}


def _fields(form: Mapping[str, str], control: str) -> Shown:
    return Shown(
        value=form.get(f"value-{control}", ""),
        reason=form.get(f"reason-{control}", ""),
        ready_reason=form.get(f"ready-{control}", ""),
        promised_on=form.get(f"promised-{control}", ""),
        version=whole_number(form.get(f"version-{control}", "0")),
    )


def whole_number(text: object) -> int:
    """A version; whatever is none is one that never was."""
    if isinstance(text, int) and not isinstance(text, bool):
        return text if 0 <= text < 10**9 else -1
    plain = isinstance(text, str) and text.isascii() and text.isdecimal() and len(text) < 10
    return int(text) if plain else -1  # type: ignore[call-overload]


def typed(shown: Mapping[str, Shown]) -> dict[str, Typed]:
    """The answers to save. What is wrong is noted in `problems` of its question and left out."""
    found = {}
    for control, each in shown.items():
        if each.empty:
            continue
        try:
            found[control] = one(each)
        except Invalid as problem:
            each.problems[problem.field or "value"] = problem
    return found


def one(each: Shown) -> Typed:
    """One answer; Invalid names the field."""
    if each.value == SAME:
        return Typed(each.version, None, tidy(each.reason))
    if not each.value:
        raise Invalid(N_("Choose one of the five answers."), field="value")
    return Typed(
        each.version,
        given(each.value, each.reason, each.ready_reason, _promised(each.promised_on)),
    )


def _promised(text: object) -> date | None:
    if not isinstance(text, str):
        raise Invalid(N_("Write a date, for example 2026-12-18."), field="promised_on")
    if not text.strip():
        return None
    try:
        return read_date(text)
    except Invalid as problem:
        problem.field = "promised_on"
        raise


def from_script(data: object) -> Typed:
    """The body of a background save."""
    if not isinstance(data, dict):
        raise Invalid(N_("The answer could not be read. Reload the page and try again."))
    for name in ("value", "reason", "ready_reason", "promised_on", "entry"):
        if not isinstance(data.get(name, ""), str):
            raise Invalid(
                N_("The answer could not be read. Reload the page and try again."), field=name
            )
    return one(
        Shown(
            value=data.get("value", ""),
            reason=data.get("reason", ""),
            ready_reason=data.get("ready_reason", ""),
            promised_on=data.get("promised_on", ""),
            version=whole_number(data.get("version", 0)),
        )
    )
