"""What stands behind a declared ○: nothing yet, a record, an exercise, or an audit. Pure.

Four levels, each said only where the one who declares it could be asked for more:

* asserted 申告のみ: the department says so;
* recorded 記録あり: evidence is attached to the answer and has not run out;
* exercised 実施で確認: a training, drill, review or test that is evidence for the control was held,
  for the whole city or for this department;
* audited 監査で確認: in the newest issued audit that judged it, an auditor found 適合.

The order is that of audit practice: what somebody independent has seen outweighs what was done,
that what was written down, and that what is said (the education ministry's handbook on self-checks:
they lack the objectivity of audits, and help improvement). It enters neither the declared nor the
audited rate: those count answers and judgements, this says on how much a declared ○ rests. An old
exercise or audit stays one; its age in months stands beside it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache
from statistics import median_low
from typing import NamedTuple

from secaudit.errors import N_


class Strength(StrEnum):
    """From the weakest to the strongest."""

    ASSERTED = "asserted"
    RECORDED = "recorded"
    EXERCISED = "exercised"
    AUDITED = "audited"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Strength.ASSERTED: N_("Asserted only"),
    Strength.RECORDED: N_("Recorded evidence"),
    Strength.EXERCISED: N_("Exercised"),
    Strength.AUDITED: N_("Seen by an audit"),
}

STRONGEST_FIRST = tuple(reversed(Strength))


class Support(NamedTuple):
    """The newest day of each kind of support, the strongest first; none where there is none."""

    audited: date | None
    exercised: date | None
    recorded: date | None
    declared: date  # the sheet was handed in
    contradicted: bool = False  # the newest audit judged otherwise


class Claim(NamedTuple):
    """One declared ○ of one department, with the strongest that stands behind it."""

    unit: int
    control: str
    strength: Strength
    since: date
    contradicted: bool = False

    def months(self, on: date) -> int:
        return months(self.since, on)


@lru_cache(maxsize=4096)  # thousands of claims share a few days
def months(since: date, on: date) -> int:
    """Whole months from a day to another: 15 January to 14 March is one."""
    whole = (on.year - since.year) * 12 + on.month - since.month
    return max(whole - (on.day < since.day), 0)


def claim(unit: int, control: str, support: Support) -> Claim:
    """The strongest counts; of an audit that judged otherwise nothing but that it did."""
    for strength, day in zip(STRONGEST_FIRST, support[:4], strict=True):
        if day:
            return Claim(unit, control, strength, day, support.contradicted)
    raise ValueError("what is claimed was declared on some day")


@dataclass(frozen=True)
class Group:
    """Claims of a chapter, a department or the city: how many of each strength, and how old."""

    claims: tuple[Claim, ...] = ()
    on: date = field(default_factory=lambda: date.min)

    @property
    def total(self) -> int:
        return len(self.claims)

    @cached_property
    def counts(self) -> Mapping[Strength, int]:
        found = Counter(each.strength for each in self.claims)
        return {strength: found[strength] for strength in Strength}

    @cached_property
    def ages(self) -> Mapping[Strength, int | None]:
        """The age in months in the middle of each strength; none where there is none of it."""
        return {each: self._middle(each) for each in Strength}

    @property
    def contradicted(self) -> int:
        """Declared ○, judged otherwise by the newest audit."""
        return sum(each.contradicted for each in self.claims)

    def _middle(self, strength: Strength) -> int | None:
        old = [each.months(self.on) for each in self.claims if each.strength == strength]
        return median_low(old) if old else None


def grouped(claims: Iterable[Claim], key, on: date) -> dict:
    """By chapter or by department, in the order in which they come."""
    found: dict = {}
    for each in claims:
        found.setdefault(key(each), []).append(each)
    return {name: Group(tuple(some), on) for name, some in found.items()}
