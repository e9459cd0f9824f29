"""What has changed from one edition to the next, control by control and word by word."""

import re
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from enum import Enum
from typing import Literal

from secaudit.catalogue.controls import Catalogue, Control
from secaudit.catalogue.problems import Problem
from secaudit.errors import N_


class Change(Enum):
    """What became of a control; the value is the word shown."""

    UNCHANGED = N_("Unchanged control")
    REWORDED = N_("Reworded, meaning kept")
    REVISED = N_("Meaning changed")  # strengthened or weakened: its revision was raised
    NEW = N_("New control")
    WITHDRAWN = N_("Control no longer asked")
    MOVED = N_("Goes on under another id")  # goes on in one control with another id
    SPLIT = N_("Split into several")  # goes on in several
    MERGED = N_("Merged into one")  # goes on together with others in one


@dataclass(frozen=True, slots=True)
class Difference:
    """One control of the new edition, or one that is gone (then `after` is None)."""

    change: Change
    before: tuple[Control, ...]  # of the old edition; several where they were merged
    after: tuple[Control, ...]  # of the new one; several where it was split
    fields: tuple[str, ...] = ()  # what is different in a control that goes on

    @property
    def id(self) -> str:
        return (self.after or self.before)[0].id


REQUIREMENT_CHANGED = (
    N_("The requirement of %(id)s has changed, its revision has not."),
    N_("Raise its revision; if it means the same, write meaning_kept: true."),
)
REVISION_LOWERED = (
    N_("The revision of %(id)s is lower than before (%(before)s, now %(after)s)."),
    N_("A revision only rises."),
)
ID_BACK = (
    N_("The control %(id)s was withdrawn and is there again."),
    N_("Give it a new id; a withdrawn id is never used again."),
)


def differences(before: Catalogue, after: Catalogue) -> list[Difference]:
    """In the order of the new edition, then what is gone. Unchanged controls are included."""
    old = {control.id: control for control in before.controls}
    new = {control.id: control for control in after.controls}
    heirs = _heirs(old, new, after)
    found = [*_successions(old, new, heirs)]
    told = {control.id for each in found for control in (*each.before, *each.after)}
    found += [_going_on(old[id], new[id]) for id in new if id in old and id not in told]
    found += [Difference(Change.NEW, (), (new[id],)) for id in new if id not in {*old, *told}]
    found += [Difference(Change.WITHDRAWN, (old[id],), ()) for id in old if id not in {*new, *told}]
    order = {id: number for number, id in enumerate([*new, *old])}
    return sorted(found, key=lambda each: order[each.id])


def _heirs(
    old: dict[str, Control], new: dict[str, Control], after: Catalogue
) -> dict[str, list[str]]:
    """Of each control that is gone: those of the new edition in which it goes on."""
    heirs: dict[str, list[str]] = {}
    for control in new.values():
        for id in forebears(control, after, old):
            if control.id not in old or (id not in new and _is_news(id, old[control.id])):
                heirs.setdefault(id, []).append(control.id)
    for id, controls in heirs.items():
        if id in new:  # it goes on itself, too: a part of it became a control of its own
            controls.insert(0, id)
    return heirs


def _is_news(id: str, control: Control) -> bool:
    """A control that was there already said so the year before, if it came from a split then."""
    return id not in control.supersedes


def forebears(control: Control, after: Catalogue, old: Container[str]) -> list[str]:
    """Those of the old edition that it carries on, also over ids that came and went between."""
    found: dict[str, None] = {}
    seen, waiting = {control.id}, list(control.supersedes)
    while waiting:
        id = waiting.pop(0)
        if id in seen:
            continue
        seen.add(id)
        if id in old:
            found[id] = None
        elif id in after:
            waiting += after.control(id).supersedes
    return list(found)


def _successions(
    old: dict[str, Control], new: dict[str, Control], heirs: dict[str, list[str]]
) -> Iterator[Difference]:
    parents = Counter(heir for controls in heirs.values() for heir in controls)
    merged: dict[str, list[str]] = {}
    for id, controls in heirs.items():
        if len(controls) > 1:
            after = tuple(new[heir] for heir in controls)
            yield Difference(Change.SPLIT, (old[id],), after)
        elif parents[controls[0]] > 1 or controls[0] in old:
            merged.setdefault(controls[0], []).append(id)
        else:
            after = (new[controls[0]],)
            yield Difference(Change.MOVED, (old[id],), after, changed(old[id], after[0]))
    for heir, ids in merged.items():
        into = [old[heir]] if heir in old else []  # it was there already, and takes the others in
        yield Difference(Change.MERGED, (*into, *(old[id] for id in ids)), (new[heir],))


def _going_on(before: Control, after: Control) -> Difference:
    different = changed(before, after)
    if before.revision != after.revision:
        change = Change.REVISED
    else:
        change = Change.REWORDED if different else Change.UNCHANGED
    return Difference(change, (before,), (after,), different)


def changed(before: Control, after: Control) -> tuple[str, ...]:
    """The names of what is different, apart from the id and where it belongs."""
    names = (each.name for each in fields(Control))
    return tuple(
        name
        for name in names
        if name not in ("id", "chapter", "supersedes", "meaning_kept")
        and getattr(before, name) != getattr(after, name)
    )


def mistakes(before: Catalogue, after: Catalogue) -> list[Problem]:
    """Changes that an edition must not make; history would tell something untrue."""
    return [problem for control in _all(before) for problem in _mistakes_in(control, after)]


def _all(catalogue: Catalogue) -> Iterator[Control]:
    for chapter in catalogue.chapters:
        yield from chapter.controls
        yield from chapter.withdrawn


def _mistakes_in(old: Control, after: Catalogue) -> Iterator[Problem]:
    if old.id not in after:
        return
    new = after.control(old.id)
    if old.withdrawn and not new.withdrawn:
        yield _mistake(new, ID_BACK)
    elif new.revision < old.revision:
        yield _mistake(new, REVISION_LOWERED, before=old.revision, after=new.revision)
    elif _means_something_else(old, new):
        yield _mistake(new, REQUIREMENT_CHANGED)


def _means_something_else(old: Control, new: Control) -> bool:
    """As far as anybody can tell who sees only the texts; `meaning_kept` says that it does not."""
    told = new.revision != old.revision or new.meaning_kept or new.withdrawn
    return new.requirement != old.requirement and not told


def _mistake(control: Control, sentences: tuple[str, str], **params: object) -> Problem:
    return Problem(f"{control.chapter}.yaml", 0, 0, *sentences, {"id": control.id} | params)


# --- word by word ---------------------------------------------------------------------------

Piece = tuple[Literal["keep", "add", "remove"], str]

# Japanese has no spaces: runs of one kind of character are its words, near enough to read
JAPANESE = re.compile(r"[一-鿿々〆ヶ]+|[ぁ-ゖ]+|[ァ-ヺー]+|[A-Za-z0-9]+|\s+|.", re.DOTALL)
ENGLISH = re.compile(r"[\w'’-]+|\s+|.", re.DOTALL)
WORDS = {"ja": JAPANESE, "en": ENGLISH}
LINES = re.compile(r"[^\n]*\n|[^\n]+")
MANY = 4_000  # words; beyond it lines are compared, which takes no time


def word_differences(before: str, after: str, language: str) -> list[Piece]:
    """The pieces of both texts in order; those kept and added are the new one."""
    words = WORDS[language] if len(before) + len(after) < MANY else LINES
    old, new = words.findall(before), words.findall(after)
    pieces: list[Piece] = []
    for op, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op == "equal":
            pieces.append(("keep", "".join(new[j1:j2])))
        else:
            gone, come = "".join(old[i1:i2]), "".join(new[j1:j2])
            pieces += [("remove", gone)] if gone else []
            pieces += [("add", come)] if come else []
    return pieces
