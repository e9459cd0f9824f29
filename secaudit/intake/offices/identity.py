"""Which office of today each row means."""

from collections import defaultdict

from secaudit.errors import N_
from secaudit.intake.entries import without_zeros
from secaudit.intake.offices.wanted import Comparison, Wanted
from secaudit.organisation.models import UnitVersion


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
