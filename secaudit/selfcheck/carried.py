"""Last year's answers beside this year's questions, also where a control has another id now. Pure.

What becomes of which id is said by the editions that both periods have pinned.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from secaudit.catalogue.carrying import Link
from secaudit.selfcheck.answers import LONGEST_REASON, Earlier

Links = Mapping[str, Link]


def beside(
    asked: Iterable[str], links: Links, sheets: Iterable[Mapping[str, Earlier]]
) -> dict[str, list[Earlier]]:
    """By question of now: the earlier answers that belong beside it, sheet by sheet."""
    sheets = list(sheets)
    found = {}
    for id in asked:
        link = links.get(id)
        given = [each for sheet in sheets for each in _of_sheet(link, sheet)] if link else []
        if given:
            found[id] = given
    return found


def _of_sheet(link: Link, sheet: Mapping[str, Earlier]) -> list[Earlier]:
    given = [replace(sheet[id], kept=link.kept) for id in link.ids if id in sheet]
    if len(link.ids) == 1 or not link.kept:
        return given
    one = as_one(given) if len(given) == len(link.ids) else None
    return [one] if one else given


def as_one(given: list[Earlier]) -> Earlier | None:
    """What was answered to controls that are one now, where all of it says the same."""
    first = given[0]
    if any((e.value, e.ready_reason) != (first.value, first.ready_reason) for e in given):
        return None
    reason = "\n".join(dict.fromkeys(each.reason for each in given if each.reason))
    dates = [each.promised_on for each in given if each.promised_on]
    if len(reason) > LONGEST_REASON:
        return None
    return replace(
        first,
        control=" + ".join(each.control for each in given),
        reason=reason,
        promised_on=min(dates, default=None),
        same_years=max(each.same_years for each in given),
        answered_at=min(each.answered_at for each in given),
    )
