"""The offices as the file wants them, row by row."""

import re
from dataclasses import dataclass, field

from secaudit.errors import N_
from secaudit.intake.columns import KINDS
from secaudit.intake.entries import Entry, Fault, choice
from secaudit.intake.plans import Plan
from secaudit.organisation.actions.units import HIGHEST_POSITION, LONGEST
from secaudit.organisation.chart import Chart
from secaudit.organisation.drafting import Draft
from secaudit.organisation.kinds import Kind
from secaudit.organisation.texts import code, line

WORDS = ("name", "name_en", "kana", "short_name")

SEPARATORS = re.compile(r"[・;；、,\s/／]+")

read_kind = choice(
    KINDS, N_("“%(typed)s” is no kind of office. Write for example 執行機関, 部, 課 or 出先機関.")
)


@dataclass
class Wanted:
    """One office as the file wants it."""

    entry: Entry
    code: str
    values: dict  # of Standing, without code and parent; None: as it is
    kind: Kind | None
    parent_code: str | None
    predecessors: list[str]
    id: int = 0
    merged: list[str] = field(default_factory=list)
    new: bool = False


@dataclass
class Comparison:
    """The work of comparing: the draft is changed on the way to what the file says."""

    draft: Draft
    complete: bool
    plan: Plan
    wanted: dict[str, Wanted] = field(default_factory=dict)
    moves: list[tuple[int, int]] = field(default_factory=list)  # closed office, heir

    @property
    def chart(self) -> Chart:
        return self.draft.chart


def want(work: Comparison, entries: list[Entry]) -> None:
    """Each row as one office; a code stands once."""
    faults = work.plan.faults
    places = positions(entries, work.complete, faults)
    for entry, place in zip(entries, places, strict=True):
        wanted = wanted_office(entry, place, faults)
        if wanted is None:
            continue
        first = work.wanted.setdefault(wanted.code, wanted)
        if first is not wanted:
            message = N_("Code %(code)s stands in row %(row)s already.")
            found = {"code": wanted.code, "row": first.entry.row}
            faults.append(entry.fault("code", message, **found))


def wanted_office(entry: Entry, place: int | None, faults: list[Fault]) -> Wanted | None:
    found = entry.read("code", code, faults=faults)
    values: dict = {
        key: entry.read(key, line, LONGEST[key], key == "name", faults=faults)
        for key in WORDS
        if entry[key] is not None
    }
    if place is not None:
        values["position"] = place
    kind = entry.read("kind", read_kind, faults=faults) if entry.text("kind") else None
    before = [one for one in SEPARATORS.split(entry.text("predecessor_codes")) if one]
    return found and Wanted(entry, found, values, kind, entry["parent_code"], before)  # type: ignore[return-value,arg-type]


def positions(entries: list[Entry], complete: bool, faults: list[Fault]) -> list[int | None]:
    """As given. A complete list without numbers stands in official order itself; a part of it
    leaves offices where they are."""
    if not any(entry.text("position") for entry in entries):
        return [number * 10 if complete else None for number, _entry in enumerate(entries, 1)]
    found: list[int | None] = []
    for entry in entries:
        found.append(position(entry, (found[-1] or 0) if found else 0, faults))
    return found


def position(entry: Entry, last: int, faults: list[Fault]) -> int:
    """A number; where it is left out, behind the row before."""
    typed = entry.text("position")
    if not typed:
        return last + 1
    number = int(typed) if typed.isdecimal() and len(typed) < 8 else -1
    if not 0 <= number <= HIGHEST_POSITION:
        message = N_("Enter a number from %(low)s to %(high)s.")
        faults.append(entry.fault("position", message, low=0, high=HIGHEST_POSITION))
    return number
