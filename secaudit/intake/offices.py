"""The complete list of offices as of a day, compared with what is there."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from secaudit.errors import N_
from secaudit.intake.columns import KINDS, OFFICES
from secaudit.intake.entries import Entry, Fault, choice, read, without_zeros
from secaudit.intake.plans import Line, Note, Outcome, Plan
from secaudit.organisation.actions.units import HIGHEST_POSITION, LONGEST
from secaudit.organisation.chart import Chart, Opening, Standing
from secaudit.organisation.drafting import Draft, stamp
from secaudit.organisation.kinds import Change, Kind
from secaudit.organisation.models import UnitVersion
from secaudit.organisation.rules import faults as rule_faults
from secaudit.organisation.texts import code, line
from secaudit.people.posts import posts_in
from secaudit.people.reorganisation import handed_over, owned_by
from secaudit.web.spreadsheets import Row

WORDS = ("name", "name_en", "kana", "short_name")
SEPARATORS = re.compile(r"[・;；、,\s/／]+")
FIELD_COLUMNS = {"parent": "parent_code"}
BEFORE_AFTER = {
    "name": N_("Office name"),
    "code": N_("Office code"),
    "parent": N_("Belongs to"),
    "name_en": N_("Name in English"),
    "kana": N_("Reading (kana)"),
    "short_name": N_("Short name"),
    "position": N_("Place in the official order"),
    "kind": N_("Kind"),
}
OUTCOMES = {"name": Outcome.RENAMED, "code": Outcome.RECODED, "parent": Outcome.MOVED}
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


def plan_offices(draft: Draft, rows: Sequence[Row], complete: bool) -> Plan:
    """What the file changes. The plan's rows are ready to be written where it has no faults."""
    table = read(rows, OFFICES)
    plan = Plan(draft.chart.on, stamp(), faults=list(table.faults), ignored=table.ignored)
    work = Comparison(draft, complete, plan)
    before = {office.code: office.id for office in draft.chart.tree()}
    standings = {
        id: (draft.chart.bodies[id].kind, draft.chart.standing(id)) for id in before.values()
    }
    if table.entries:
        want(work, table.entries)
    if not plan.faults:
        identify(work, before)
        refuse_lost_zeros(work, before)
    if not plan.faults:
        place(work)
        vanished = close_the_vanished(work, before)
        check(work)
        plan.lines = lines(work, standings, vanished)
    if not plan.faults:
        plan.rows = [*draft.rows(), *moved_along(work)]
    return plan


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


def identify(work: Comparison, before: dict[str, int]) -> None:
    """Which office of today each row means, or that it is a new one."""
    claims = claimed(work)
    vanishing = set(before) - set(work.wanted)
    for each in work.wanted.values():
        for old in each.predecessors:
            refuse_predecessor(work, each, old, before)
        single = each.predecessors[0] if len(each.predecessors) == 1 else ""
        if each.code in before:
            each.id = before[each.code]
        elif single in vanishing and claims[single] == [each.code]:
            each.id = before[single]
            each.predecessors = []
        elif each.kind is None:
            each_kind = N_("A new office needs its kind: 執行機関, 部, 課, 出先機関 …")
            work.plan.faults.append(each.entry.fault("kind", each_kind))
        else:
            each.new = True


def claimed(work: Comparison) -> dict[str, list[str]]:
    """Which rows name a code as their predecessor."""
    claims: dict[str, list[str]] = defaultdict(list)
    for each in work.wanted.values():
        for old in each.predecessors:
            claims[old].append(each.code)
    return claims


def refuse_predecessor(work: Comparison, each: Wanted, old: str, before: dict[str, int]) -> None:
    if old == each.code:
        each.predecessors = [one for one in each.predecessors if one != old]
    elif old not in before:
        if not UnitVersion.select().where(UnitVersion.code == old).exists():
            message = N_("There is no office with code %(code)s.")
            work.plan.faults.append(each.entry.fault("predecessor_codes", message, code=old))
        each.predecessors = [one for one in each.predecessors if one != old]
    elif old in work.wanted and each.code in before:
        message = N_("%(code)s is still in this file as an office of its own.")
        work.plan.faults.append(each.entry.fault("predecessor_codes", message, code=old))


def refuse_lost_zeros(work: Comparison, before: dict[str, int]) -> None:
    """A spreadsheet makes 110 of 0110, and the import would abolish one and open the other."""
    vanishing = {
        without_zeros(old): old for old in set(before) - set(work.wanted) if old[:1] == "0"
    }
    for each in work.wanted.values():
        old = vanishing.get(each.code)
        if each.new and old:
            message = N_(
                "%(code)s has lost its leading zeros: the office is %(old)s. Save the column as text."
            )
            work.plan.faults.append(each.entry.fault("code", message, code=each.code, old=old))


def place(work: Comparison) -> None:
    """New offices open, then all take their names and places."""
    for each in work.wanted.values():
        if each.new:
            standing = Standing(each.code, "", position=0)
            each.id = work.chart.open(Opening(each.kind, standing))  # type: ignore[arg-type]
    others = {office.code: office.id for office in work.chart.offices()}
    others |= {each.code: each.id for each in work.wanted.values()}
    for each in work.wanted.values():
        changes = dict(each.values, code=each.code)
        if each.parent_code is not None:
            if each.parent_code and each.parent_code not in others:
                message = N_("There is no office with code %(code)s.")
                fault = each.entry.fault("parent_code", message, code=each.parent_code)
                work.plan.faults.append(fault)
            changes["parent"] = others.get(each.parent_code)
        if each.new and "position" not in changes:
            changes["position"] = work.chart.next_position(changes.get("parent"))
        work.chart.change(each.id, **changes)
        if each.kind:
            work.chart.bodies[each.id].kind = each.kind


def close_the_vanished(
    work: Comparison, before: dict[str, int]
) -> list[tuple[str, int, list[int]]]:
    """Offices that the file no longer has: merged or split into rows that name them, or abolished."""
    kept = {each.id for each in work.wanted.values()}
    claims = claimed(work)
    vanished = []
    for old, id in before.items():
        heirs = [work.wanted[one].id for one in claims.get(old, [])]
        if id in kept:
            for heir in heirs:
                work.chart.link(id, heir, Change.SPLIT)
        elif work.complete or heirs:
            vanished.append((old, id, heirs))
    for old, id, heirs in vanished:
        close(work, old, id, heirs)
    return vanished


def close(work: Comparison, old: str, id: int, heirs: list[int]) -> None:
    if not heirs:
        refuse_inhabited(work, old, id)
        work.chart.link(id, None, Change.ABOLISHED)
    for heir in heirs:
        work.chart.link(id, heir, Change.MERGED if len(heirs) == 1 else Change.SPLIT)
    if heirs:
        work.moves.append((id, heirs[0]))
        facts = work.chart.bodies[id].facts
        for heir in heirs:
            work.chart.bodies[heir].facts |= facts
    work.chart.close(id)


def refuse_inhabited(work: Comparison, old: str, id: int) -> None:
    left = len(posts_in([id], work.chart.on)) + len(owned_by([id]))
    if left:
        message = N_(
            "%(code)s %(name)s is not in the file, but %(count)s posts or systems are there. Name "
            "its code as predecessor of the office they go to, or move them first."
        )
        name = work.chart.standing(id).name
        fault = Fault("", message, {"code": old, "name": name, "count": left})
        work.plan.faults.append(fault)


def check(work: Comparison) -> None:
    """The rules of the tree, each fault at its cell; those of later days at none."""
    entries = {each.id: each.entry for each in work.wanted.values()}
    for day in work.chart.days():
        for fault in rule_faults(work.chart.offices(day)):
            entry = entries.get(fault.office.id)
            column = FIELD_COLUMNS.get(fault.field, fault.field)
            if entry:
                work.plan.faults.append(entry.fault(column, fault.message, **fault.params))
            else:
                work.plan.faults.append(Fault("", fault.message, fault.params))
        if work.plan.faults:
            return


def moved_along(work: Comparison) -> list:
    """Posts and systems of the offices that closed."""
    return [row for closed, heir in work.moves for row in handed_over(work.draft, [closed], heir)]


def lines(work: Comparison, before: dict, vanished: list) -> list[Line]:
    names = {id: standing.name for id, (_kind, standing) in before.items()}
    names |= {each.id: each.values.get("name") or names[each.id] for each in work.wanted.values()}
    merged = defaultdict(list)
    for link in work.chart.links:
        if link.successor:
            merged[link.successor].append(link)
    found = [line_of(work, each, before, names, merged[each.id]) for each in work.wanted.values()]
    gone = [
        Line(
            (Outcome.ABOLISHED,) if not heirs else (Outcome.MERGED,),
            old,
            names[id],
            tuple(Note(N_("goes to"), "", names[heir]) for heir in heirs),
        )
        for old, id, heirs in vanished
    ]
    return found + gone


def line_of(work: Comparison, each: Wanted, before: dict, names: dict, links: list) -> Line:
    came = tuple(Note(N_("came from"), names[link.predecessor], "") for link in links)
    joined = tuple(
        Outcome.MERGED if link.change == Change.MERGED else Outcome.SPLIT for link in links
    )
    if each.new:
        above = work.chart.standing(each.id).parent
        place = (Note(BEFORE_AFTER["parent"], "", names[above]),) if above else ()
        return line_with((Outcome.NEW, *joined), each, names, (*place, *came))
    kind, standing = before[each.id]
    now = work.chart.standing(each.id)
    notes, outcomes = list(came), list(joined)
    for key, label in BEFORE_AFTER.items():
        old = kind if key == "kind" else getattr(standing, key)
        new = work.chart.bodies[each.id].kind if key == "kind" else getattr(now, key)
        if old != new:
            notes.append(Note(label, shown(key, old, names), shown(key, new, names)))
            outcomes.append(OUTCOMES.get(key, Outcome.CHANGED))
    return line_with(tuple(outcomes) or (Outcome.UNCHANGED,), each, names, tuple(notes))


def line_with(outcomes: tuple, each: Wanted, names: dict, notes: tuple) -> Line:
    return Line(tuple(dict.fromkeys(outcomes)), each.code, names[each.id], notes)


def shown(key: str, value, names: dict) -> str:
    if key == "parent":
        return names.get(value, "")
    return str(value) if value is not None else ""
