"""Two editions side by side as a reader wants them: by kind of change, texts word by word."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from secaudit.catalogue.controls import Catalogue, Control, Text
from secaudit.catalogue.differences import Change, Difference, Piece, differences, word_differences
from secaudit.errors import N_

FIELDS = {  # what a difference names → the word for it
    "title": N_("Title of the control"),
    "requirement": N_("Requirement"),
    "questions": N_("Questions"),
    "guidance": N_("Guidance"),
    "evidence": N_("Examples of evidence"),
    "procedure": N_("Audit procedure"),
    "required": N_("Required or recommended"),
    "priority": N_("Priority of the control"),
    "weight": N_("Weight for ordering"),
    "core": N_("Core set of"),
    "gates": N_("Asked only where"),
    "mappings": N_("Where it comes from"),
    "facts": N_("What is shown beside the question"),
    "revision": N_("Revision of the control"),
    "withdrawn": N_("No longer asked"),
}
SHORT = ("title", "requirement", "questions")  # what a list of changes shows word by word


@dataclass(frozen=True)
class Rewording:
    """One text in one language: what of it was kept, added and removed."""

    field: str
    part: str  # the role of a question, the number of a step; empty where there is one text
    language: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Exchange:
    """A value that is no text: before and after."""

    field: str
    before: Any
    after: Any


def changes(before: Catalogue, after: Catalogue) -> dict[Change, list[Difference]]:
    """What is different, by kind, in the order of the kinds; unchanged controls included."""
    found: dict[Change, list[Difference]] = {change: [] for change in ORDER}
    for each in differences(before, after):
        found[each.change].append(each)
    return found


ORDER = (
    Change.REVISED,
    Change.NEW,
    Change.WITHDRAWN,
    Change.SPLIT,
    Change.MERGED,
    Change.MOVED,
    Change.REWORDED,
    Change.UNCHANGED,
)


def rewordings(
    before: Control, after: Control, fields: tuple[str, ...] = tuple(FIELDS)
) -> list[Rewording]:
    """The texts that are different, in both languages."""
    return list(_rewordings(before, after, fields))


def _rewordings(before: Control, after: Control, fields: tuple[str, ...]) -> Iterator[Rewording]:
    for name, parts in PARTS.items():
        if name in fields and getattr(before, name) != getattr(after, name):
            old, new = parts(before), parts(after)
            for part in dict.fromkeys((*new, *old)):
                was, now = old.get(part, {}), new.get(part, {})
                yield from _in_both(name, part, was, now)


def _in_both(name: str, part: str, before: Text, after: Text) -> Iterator[Rewording]:
    for language in ("ja", "en"):
        old, new = before.get(language, ""), after.get(language, "")
        stands_in = language == "en" and new == after.get("ja")  # written in Japanese only
        if old != new and not stands_in:
            yield Rewording(name, part, language, word_differences(old, new, language))


PARTS: dict[str, Any] = {
    "title": lambda control: {"": control.title},
    "requirement": lambda control: {"": control.requirement},
    "questions": lambda control: {each.role: each.text for each in control.questions},
    "guidance": lambda control: {"": control.guidance},
    "evidence": lambda control: {
        f"{number} {each.code}": each.example for number, each in enumerate(control.evidence, 1)
    },
    "procedure": lambda control: {
        str(number): step.text for number, step in enumerate(control.procedure, 1)
    },
}


def exchanges(before: Control, after: Control) -> list[Exchange]:
    """What else is different: values before and after."""
    plain = (name for name in FIELDS if name not in PARTS)
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in plain)
    return [Exchange(name, old, new) for name, old, new in pairs if old != new]


# --- one control through the years ----------------------------------------------------------


@dataclass(frozen=True)
class Chapter:
    """What became of a control in one edition, compared with the one before."""

    edition: str
    key: Any  # by which the edition is found again
    before_key: Any
    difference: Difference


def history(id: str, editions: list[tuple[Any, Catalogue]]) -> list[Chapter]:
    """The newest first. It follows the control to the ids that it had before."""
    ids, told = {id}, []
    for (old_key, old), (key, new) in reversed(list(pairwise(editions))):
        for each in differences(old, new):
            if ids & {control.id for control in each.after or each.before}:
                told.append(Chapter(new.edition, key, old_key, each))
                ids |= {control.id for control in each.before}
    return told
