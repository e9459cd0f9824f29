"""What a preset switches on and off, in words. Pure: the settings as they are come from outside."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from secaudit.errors import N_
from secaudit.organisation.settings import PRESETS, SETTINGS, Preset

LABELS = {
    Preset.FIRST_YEAR: N_("First year"),
    Preset.STANDARD: N_("Standard"),
    Preset.DETAILED: N_("Detailed"),
}
FOR_WHOM = {
    Preset.FIRST_YEAR: N_(
        "For a city that begins: five people beside the departments are enough. Plans go from the "
        "head of the department straight to the auditors."
    ),
    Preset.STANDARD: N_(
        "For the second year and after it: bureau directors endorse plans for major findings, and "
        "the CISO's instruction starts the deadlines."
    ),
    Preset.DETAILED: N_(
        "For a city that wants to follow everything: also minor findings go through the bureau, and "
        "it is checked later whether their measures lasted."
    ),
}


@dataclass(frozen=True)
class Change:
    """One setting that a preset would turn."""

    meaning: str
    before: bool
    after: bool


def changes(preset: Preset, now: Mapping[str, Any]) -> list[Change]:
    """What would be different; nothing where the city has chosen the same already."""
    return [
        Change(SETTINGS[key].meaning, now[key], value)
        for key, value in PRESETS[preset].items()
        if now[key] != value
    ]


def table() -> list[tuple[str, list[bool]]]:
    """Each setting that presets differ in, and what each preset makes of it."""
    keys = dict.fromkeys(key for values in PRESETS.values() for key in values)
    return [(SETTINGS[key].meaning, [PRESETS[each][key] for each in Preset]) for key in keys]


def values(preset: Preset) -> dict[str, Any]:
    """What is set when it is chosen; each can be turned back by itself afterwards."""
    return {"preset": preset.value, **PRESETS[preset]}
