"""On what the declared ○ of a snapshot rest."""

from collections.abc import Iterator, Mapping
from typing import Any

from secaudit.committee.snapshot import Standing, Support
from secaudit.errors import N_
from secaudit.reports.inputs import Inputs, Text
from secaudit.reports.strength.reading import claims
from secaudit.reports.strength.rules import Claim, Group, Strength, grouped
from secaudit.selfcheck.models import Period

CITY, CHAPTER, DEPARTMENT = N_("City"), N_("Chapter"), N_("Department")


def standing(of: Period, inputs: Inputs) -> tuple[Standing, ...]:
    """The city, then chapters in the catalogue's order, then departments in official order."""
    found = claims(of, inputs.year.sheets, inputs.on)
    if not found:
        return ()
    whole = _standing(CITY, inputs.city, Group(tuple(found), inputs.on))
    return (whole, *_chapters(inputs, found), *_departments(inputs, found))


def _chapters(inputs: Inputs, found: list[Claim]) -> Iterator[Standing]:
    chapter = {control.id: control.chapter for control in inputs.year.controls}
    groups = grouped(found, lambda each: chapter.get(each.control), inputs.on)
    titles = {each.id: each.title for each in inputs.year.chapters}
    return _in_order(CHAPTER, titles, groups)


def _departments(inputs: Inputs, found: list[Claim]) -> Iterator[Standing]:
    groups: dict[int, Group] = grouped(found, lambda each: each.unit, inputs.on)
    names = {each.unit: each.name for each in inputs.year.sheets}
    return _in_order(DEPARTMENT, names, groups)


def _in_order(
    of: str, names: Mapping[Any, Text], groups: Mapping[Any, Group]
) -> Iterator[Standing]:
    """Those of which anything is claimed."""
    return (_standing(of, name, groups[id]) for id, name in names.items() if id in groups)


def _standing(of: str, name: Text, group: Group) -> Standing:
    return Standing(
        of,
        name,
        asserted=_support(group, Strength.ASSERTED),
        recorded=_support(group, Strength.RECORDED),
        exercised=_support(group, Strength.EXERCISED),
        audited=_support(group, Strength.AUDITED),
        contradicted=group.contradicted,
    )


def _support(group: Group, strength: Strength) -> Support:
    return Support(group.counts[strength], group.ages[strength])
