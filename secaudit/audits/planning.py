"""What a plan consists of, and whether it holds together. Plain values."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from secaudit.audits.kinds import Kind, Profile, Type
from secaudit.catalogue.editions import Catalogue
from secaudit.errors import N_, Invalid


@dataclass(frozen=True)
class Plan:
    title: str
    kind: Kind
    type: Type
    starts_on: date
    ends_on: date
    units: tuple[int, ...]
    team: tuple[int, ...]
    leader: int | None = None
    controls: tuple[str, ...] = ()
    report_on: date | None = None
    period: int | None = None
    theme: str = ""
    purpose: str = ""
    criteria: str = ""
    reasons: Mapping[int, str] = field(default_factory=dict)  # unit → why against the order


def check(plan: Plan) -> None:
    if plan.ends_on < plan.starts_on:
        raise Invalid(N_("The audit ends before it begins. Check both dates."), field="ends_on")
    if plan.report_on and plan.report_on < plan.ends_on:
        raise Invalid(N_("The report cannot be promised for before the end."), field="report_on")
    if not plan.units:
        raise Invalid(N_("Choose at least one department."), field="units")
    if not plan.team:
        raise Invalid(N_("Choose at least one auditor."), field="team")
    if not plan.controls:
        raise Invalid(N_("Choose at least one chapter of controls."), field="chapters")


def unaudited(plan: Plan, obstacles: Collection[tuple[int, int]]) -> list[int]:
    """Units that nobody of the team may audit."""
    return [u for u in plan.units if all((person, u) in obstacles for person in plan.team)]


def chosen_controls(
    catalogue: Catalogue, profile: Profile, chapters: Collection[str] = ()
) -> tuple[str, ...]:
    """The ids a profile stands for, in the catalogue's order."""
    return tuple(
        control.id
        for control in catalogue.controls
        if profile == Profile.ALL
        or (profile == Profile.CORE and control.core)
        or (profile == Profile.CHAPTERS and control.chapter in chapters)
    )
