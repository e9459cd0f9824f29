"""The controls in the order of somebody else's book: an ordinance, a standard, one's own rules."""

from collections.abc import Iterable
from dataclasses import dataclass

from secaudit.catalogue.controls import Catalogue, Control, Framework, Text
from secaudit.errors import N_

# Standards that are read by theme: the beginning of an id → the theme.
THEMES = {
    "iso27001": {
        "5": N_("Organizational controls"),
        "6": N_("People controls"),
        "7": N_("Physical controls"),
        "8": N_("Technological controls"),
    },
    "csf2": {
        "GV": N_("Govern"),
        "ID": N_("Identify"),
        "PR": N_("Protect"),
        "DE": N_("Detect"),
        "RS": N_("Respond"),
        "RC": N_("Recover"),
    },
}
NOT_MAPPED = N_("Not mapped")
CHAPTER = "chapter"


@dataclass(frozen=True)
class Group:
    """Some controls under one heading. `title` is a text of the catalogue, or a message."""

    id: str
    title: Text | str
    controls: tuple[Control, ...]
    summary: Text | str = ""


def groups(catalogue: Catalogue, found: Iterable[Control], by: str = CHAPTER) -> list[Group]:
    """Those that were found, by chapter or by a framework; only groups with controls."""
    found = tuple(found)
    framework = next((each for each in catalogue.frameworks if each.id == by), None)
    made = by_framework(framework, found) if framework else by_chapter(catalogue, found)
    return [group for group in made if group.controls]


def by_chapter(catalogue: Catalogue, found: tuple[Control, ...]) -> list[Group]:
    return [
        Group(
            chapter.id,
            chapter.title,
            tuple(control for control in found if control.chapter == chapter.id),
            chapter.summary,
        )
        for chapter in catalogue.chapters
    ]


def by_framework(framework: Framework, found: tuple[Control, ...]) -> list[Group]:
    themes = THEMES.get(framework.id)
    inside: dict[str, list[Control]] = {key: [] for key in (themes or targets_of(framework, found))}
    for control in found:
        targets = control.mappings.get(framework.id, ())
        keys = {theme_of(target) for target in targets} if themes else set(targets)
        for key in keys & set(inside):
            inside[key].append(control)
    named = {id for some in inside.values() for id in (control.id for control in some)}
    rest = tuple(control for control in found if control.id not in named)
    titles: dict[str, Text | str] = dict(themes or framework.targets)
    made = [Group(key, titles.get(key, ""), tuple(some)) for key, some in inside.items()]
    return [*made, Group("", NOT_MAPPED, rest)]


def theme_of(target: str) -> str:
    """5.23 → 5, GV.OC-01 → GV"""
    return target.partition(".")[0]


def targets_of(framework: Framework, found: Iterable[Control]) -> list[str]:
    """All its ids in its own order; where it lists none, those that are named, in the order read."""
    if framework.targets:
        return list(framework.targets)
    named = {target for control in found for target in control.mappings.get(framework.id, ())}
    return sorted(named, key=natural)


def natural(target: str) -> list[tuple[int, int | str]]:
    """12-2 before 12-10."""
    parts = "".join(c if c.isdigit() else f" {c} " for c in target).split()
    return [(0, int(part)) if part.isdecimal() else (1, part) for part in parts]
