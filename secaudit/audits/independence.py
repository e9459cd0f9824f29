"""Nobody audits their own work: which offices a person's posts keep them from auditing.

A post keeps from its own unit, from what lies below it, and from what the unit became; in the
current and the previous fiscal year. A system's owner or operator is kept from the unit it
belongs to.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from secaudit.calendar.fiscal import first_day, fiscal_year
from secaudit.errors import N_


@dataclass(frozen=True, slots=True)
class Held:
    """A post somebody holds or held, in a unit or for a system that belongs to a unit."""

    unit: int
    valid_from: date
    valid_to: date | None = None  # the first day on which it no longer held
    of_system: bool = False
    title: str = ""


def counts_from(on: date) -> date:
    """The first day whose posts still matter: 1 April of the previous fiscal year."""
    return first_day(fiscal_year(on) - 1)


def matters(held: Held, on: date) -> bool:
    ended = held.valid_to is not None and held.valid_to <= counts_from(on)
    return held.valid_from <= on and not ended


def bars(held: Iterable[Held], unit: int, lineage: Iterable[int], on: date) -> list[Held]:
    """The posts that keep their holder from auditing a unit.

    `lineage`: the unit, everything above it, and all it came from.
    """
    near = {unit, *lineage}
    return [each for each in held if each.unit in near and matters(each, on)]


def reason(held: Held, on: date) -> str:
    """Why, as a message id."""
    if held.of_system:
        return N_("Operates or operated a system of this department")
    if held.valid_to is not None and held.valid_to <= on:
        return N_("Held a post here in this or the previous fiscal year")
    return N_("Belongs to this department")
