"""What may be published of a snapshot. Pure.

Whole tables are left out, never single cells: what is missing then tells nothing. Departments are
shown by bureau, and those of which fewer than five have handed in are put together, so that no
figure is that of one office. Numbers for the whole city stay as they are: the two papers cannot disagree.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from secaudit.committee.snapshot import Snapshot
from secaudit.metrics.answers import summed
from secaudit.reports.inputs import Text
from secaudit.reports.summary import Audited, DepartmentLine, Line, Summary

SMALLEST = 5  # offices of a group that handed in (domain: small groups are suppressed)
BLACK = "●●"


@dataclass(frozen=True)
class Group:
    """Departments taken together. Without a name: those of several small bureaus."""

    name: Text
    departments: int
    line: Line


def groups(departments: Sequence[DepartmentLine], smallest: int = SMALLEST) -> tuple[Group, ...]:
    """By bureau, in official order; small ones together at the end. None where even all are few."""
    by_bureau: dict[tuple, list[DepartmentLine]] = {}
    for each in departments:
        by_bureau.setdefault(tuple(sorted(each.bureau.items())), []).append(each)
    large = [some for some in by_bureau.values() if _known(some) >= smallest]
    small = [each for some in by_bureau.values() if _known(some) < smallest for each in some]
    while small and _known(small) < smallest and large:
        small = min(large, key=_known) + small
        large.remove(min(large, key=_known))
    if small and _known(small) < smallest:
        return ()
    named = [_group(some[0].bureau, some) for some in large]
    return (*named, _group({}, small)) if small else tuple(named)


def _known(some: Sequence[DepartmentLine]) -> int:
    """Of how many offices a figure tells something: who has not handed in hides nobody."""
    return sum(each.counted for each in some)


def _group(name: Text, some: Sequence[DepartmentLine]) -> Group:
    """Counts are added; rates never are."""
    counts = summed(each.line.counts for each in some)
    return Group(name, len(some), Line(counts, variant=some[0].line.variant))


def published(of: Snapshot) -> Snapshot:
    """Without anything that names a department, a weak point or a system."""
    return replace(
        of,
        summary=_published(of.summary),
        findings=(),
        changed=(),
        matters=(),
        resolved=(),
        ahead=(),
        systems=(),
        strength=(),
    )


def _published(summary: Summary) -> Summary:
    return replace(
        summary,
        audited=_of_enough(summary.audited),
        chapters=(),
        items=(),
        departments=(),
        exempted=(),
        serious=(),
        overdue=(),
        decisions=(),
        columns=(),
        matrix=None,
    )


def _of_enough(of: Audited) -> Audited:
    """Who was audited is often known: of fewer than five departments only that they were."""
    return Audited(departments=of.departments) if 0 < of.departments < SMALLEST else of


def names_to_mask(of: Snapshot) -> tuple[str, ...]:
    """Systems and departments, in both languages; the longest first, so that no rest stays."""
    texts: Iterable[Text] = [
        *of.systems,
        *(each.name for each in of.summary.departments),
        *(each.name for each in of.summary.exempted),
    ]
    found = {name for text in texts for name in text.values() if name}
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def masked(text: str, names: Sequence[str]) -> str:
    """The text with every one of the names blacked out."""
    if not names:
        return text
    return re.sub("|".join(map(re.escape, names)), BLACK, text, flags=re.IGNORECASE)
