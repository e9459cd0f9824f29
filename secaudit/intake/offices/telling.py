"""What the preview says about each office."""

from collections import defaultdict

from secaudit.errors import N_
from secaudit.intake.offices.wanted import Comparison, Wanted
from secaudit.intake.plans import Line, Note, Outcome
from secaudit.organisation.kinds import Change

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
