"""What a city may choose: each setting with its default, its bounds and its meaning.

Server settings (addresses, folders) are in `secaudit.config`; these are changed on the settings
page, are entries of the journal, and take effect at the latest ten seconds later.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from time import monotonic
from typing import Any

from secaudit.calendar.reading import read_date
from secaudit.errors import N_, Invalid
from secaudit.organisation.models import Setting
from secaudit.organisation.texts import line


class Preset(StrEnum):
    FIRST_YEAR = "first year"  # はじめての年: five people beside the departments, no bureau step
    STANDARD = "standard"
    DETAILED = "detailed"


@dataclass(frozen=True)
class Definition:
    default: Any
    meaning: str
    low: int | None = None
    high: int | None = None
    choices: tuple = ()


SETTINGS: dict[str, Definition] = {
    "city_name": Definition("", N_("Name of the city, as printed on documents")),
    "city_name_en": Definition("", N_("Name of the city in English")),
    "contact": Definition("", N_("Whom people call when something does not work")),
    "contact_en": Definition("", N_("The same in English")),
    "preset": Definition(
        Preset.STANDARD.value, N_("How much of the process is used"), choices=tuple(Preset)
    ),
    "bureau_step": Definition(False, N_("Bureau directors endorse corrective plans")),
    "bureau_step_minor": Definition(
        False, N_("Bureau directors also endorse plans for minor findings")
    ),
    "instruction_first": Definition(
        True, N_("Deadlines begin with the CISO's instruction, not with the report")
    ),
    "effect_check_minor": Definition(
        False, N_("It is checked later whether measures lasted, also of minor findings")
    ),
    "idle_minutes": Definition(60, N_("Minutes without a click until signed out"), 15, 240),
    "password_length": Definition(12, N_("Shortest password"), 8, 64),
    "trusted_password_length": Definition(
        15, N_("Shortest password for roles trusted with much, without a second factor"), 8, 64
    ),
    "second_factor_required": Definition(
        False, N_("Roles trusted with much must use a second factor")
    ),
    "blocked_words": Definition([], N_("Words that no password may contain")),
    "local_drafts": Definition(
        True, N_("Unsent answers are kept in the browser until the server has them")
    ),
    "evidence_files": Definition(
        False, N_("Files may be attached as evidence, not only title and place")
    ),
    "evidence_file_megabytes": Definition(10, N_("Largest file of evidence, in megabytes"), 1, 100),
    "evidence_year_megabytes": Definition(
        2000, N_("Files of evidence per department and year, in megabytes"), 1, 100_000
    ),
    "unknown_is_grasped": Definition(True, N_("“Unknown” counts as grasped in the coverage rate")),
    "shows_weighted": Definition(
        False,
        N_("The trend shows the rate with half credit for “partial” too, apart from the rate"),
    ),
    "small_group": Definition(
        5, N_("Staff forms: fewer people than this are shown as a number only"), 3, 50
    ),
    "target_percent": Definition(90, N_("Target for the implementation rate, in percent"), 1, 100),
    "calibration": Definition(
        False,
        N_(
            "CISO, CHIEF and auditors see an estimate of what an audit of everything would have"
            " found"
        ),
    ),
    "calibration_cells": Definition(
        30, N_("Estimate: cells that chance drew and auditors judged, at least"), 10, 1000
    ),
    "calibration_earlier": Definition(
        0,
        N_(
            "Estimate: a cell drawn the year before counts as much as so many percent of one of now"
        ),
        0,
        100,
    ),
    "open_data_licence": Definition(
        "", N_("Licence under which open data are published, for example CC BY 4.0")
    ),
    "closed_days": Definition([], N_("Days on which the city is closed beside the holidays")),
    "keep_answers_years": Definition(
        5, N_("Years for which words and evidence of self-checks are kept"), 1, 30
    ),
    "keep_audits_years": Definition(
        10, N_("Years for which words and evidence of audits and findings are kept"), 1, 30
    ),
    "keep_incidents_years": Definition(
        10, N_("Years for which words of incidents are kept"), 1, 30
    ),
    "keep_activities_years": Definition(
        5, N_("Years for which names and words of training and drills are kept"), 1, 30
    ),
    "keep_exceptions_years": Definition(
        5, N_("Years after their end for which words of exceptions are kept"), 1, 30
    ),
    "keep_sign_ins_years": Definition(5, N_("Years for which details of sign-ins are kept"), 1, 30),
    "approval_boxes": Definition(
        ["起案", "係長", "課長", "部長"], N_("Approval boxes printed on documents")
    ),
    "handling_mark": Definition("取扱注意", N_("Handling mark printed on internal documents")),
    "fact_check_days": Definition(7, N_("Working days for the fact check"), 1, 60),
    "remind_contact_days": Definition(
        5,
        N_("Self-check: working days before the due date on which the contact is reminded"),
        1,
        30,
    ),
    "remind_head_days": Definition(
        0, N_("… after it, on which the head is reminded (0: on the due date itself)"), 0, 30
    ),
    "remind_director_days": Definition(
        3, N_("… after it, on which the bureau director is told"), 1, 60
    ),
    "remind_chief_days": Definition(7, N_("… after it, on which the CHIEF is told"), 1, 90),
    "plan_days_major": Definition(
        14, N_("Days for the corrective plan of a major finding"), 1, 365
    ),
    "plan_days_minor": Definition(
        28, N_("Days for the corrective plan of a minor finding"), 1, 365
    ),
    "mend_days_major": Definition(90, N_("Days until a major finding is mended"), 1, 1500),
    "mend_days_minor": Definition(180, N_("Days until a minor finding is mended"), 1, 1500),
    "reply_days_observation": Definition(28, N_("Days for the reply to an observation"), 1, 365),
    "effect_days": Definition(90, N_("Days until it is checked whether a measure lasted"), 1, 730),
    "inquiry_days": Definition(10, N_("Working days for departments asked about a problem"), 1, 60),
    "escalate_director_days": Definition(
        7, N_("Working days overdue until the bureau director is told"), 1, 365
    ),
    "escalate_ciso_days": Definition(30, N_("Working days overdue until the CISO is told"), 1, 365),
}

# What a preset switches; all of it can be changed afterwards.
PRESETS: dict[Preset, dict[str, Any]] = {
    Preset.FIRST_YEAR: {
        "bureau_step": False,
        "bureau_step_minor": False,
        "instruction_first": False,
        "effect_check_minor": False,
    },
    Preset.STANDARD: {
        "bureau_step": True,
        "bureau_step_minor": False,
        "instruction_first": True,
        "effect_check_minor": False,
    },
    Preset.DETAILED: {
        "bureau_step": True,
        "bureau_step_minor": True,
        "instruction_first": True,
        "effect_check_minor": True,
    },
}
DAYS = {"closed_days"}  # lists of dates

FRESH_SECONDS = 10
_seen: tuple[float, dict[str, Any]] | None = None
_of_then: ContextVar[dict[str, Any] | None] = ContextVar("settings of an earlier day", default=None)


def settings() -> dict[str, Any]:
    """Every setting as it is now. Read from the database at most every ten seconds."""
    global _seen
    if (then := _of_then.get()) is not None:
        return then
    if _seen is None or monotonic() - _seen[0] > FRESH_SECONDS:
        _seen = (monotonic(), _read())
    return _seen[1]


def _read() -> dict[str, Any]:
    chosen = {row.key: row.value for row in Setting.select(Setting.key, Setting.value)}
    return {key: chosen.get(key, each.default) for key, each in SETTINGS.items()}


@contextmanager
def settings_of_then() -> Iterator[None]:
    """Within the block those that the tables hold at this moment, for this request alone."""
    token = _of_then.set(_read())
    try:
        yield
    finally:
        _of_then.reset(token)


def closed_days() -> frozenset[date]:
    """The days on which this city is closed beside weekends and holidays."""
    return frozenset(date.fromisoformat(day) for day in settings()["closed_days"])


def forget() -> None:
    """Read them anew at the next question."""
    global _seen
    _seen = None


LONGEST_TEXT, MOST_ITEMS = 200, 400


def checked(key: str, value: Any) -> Any:
    """The value as it is kept, if the setting may have it."""
    definition = SETTINGS[key]
    if isinstance(definition.default, bool):
        return bool(value)
    if isinstance(definition.default, int):
        return _number(key, value, definition)
    if isinstance(definition.default, list):
        return _items(key, value)
    text = line(value, key, LONGEST_TEXT)
    if definition.choices and text not in definition.choices:
        raise Invalid(N_("Choose one of the listed values."), field=key)
    return text


def _number(key: str, value: Any, definition: Definition) -> int:
    low, high = definition.low or 0, definition.high or 1_000_000
    if not isinstance(value, int) or not low <= value <= high:
        raise Invalid(N_("Enter a number from %(low)s to %(high)s."), field=key, low=low, high=high)
    return value


def _items(key: str, value: list[str]) -> list[str]:
    """One a line; closed days as dates."""
    if len(value) > MOST_ITEMS:
        raise Invalid(N_("Up to %(limit)s lines."), field=key, limit=MOST_ITEMS)
    items = [line(each, key, LONGEST_TEXT) for each in value]
    return [_day(key, each) if key in DAYS else each for each in items if each]


def _day(key: str, typed: str) -> str:
    try:
        return read_date(typed).isoformat()
    except Invalid as problem:
        raise Invalid(problem.message, field=key, **problem.params) from problem
