"""The complete list of offices as of a day, compared with what is there."""

from collections.abc import Sequence

from secaudit.errors import N_
from secaudit.intake.columns import OFFICES
from secaudit.intake.entries import Fault, read
from secaudit.intake.offices.adopting import adopt
from secaudit.intake.offices.identity import claimed, identify, refuse_lost_zeros
from secaudit.intake.offices.telling import lines
from secaudit.intake.offices.wanted import Comparison, want
from secaudit.intake.plans import Plan
from secaudit.organisation.chart import Opening, Standing
from secaudit.organisation.drafting import Draft, stamp
from secaudit.organisation.kinds import Change
from secaudit.organisation.rules import faults as rule_faults
from secaudit.people.posts import posts_in
from secaudit.people.reorganisation import handed_over, owned_by
from secaudit.web.spreadsheets import Row

FIELD_COLUMNS = {"parent": "parent_code"}


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
        adopt(work)
        check(work)
        plan.lines = lines(work, standings, vanished)
    if not plan.faults:
        plan.rows = [*draft.rows(), *moved_along(work)]
    return plan


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
    if work.plan.faults:
        return
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
