"""The first set-up in five steps: what is done, what comes next. Shown as long as anybody looks at it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import lazy_gettext

from secaudit.access.roles import Role
from secaudit.calendar.fiscal import fiscal_year
from secaudit.errors import N_
from secaudit.home.preparing import FIVE, held
from secaudit.organisation.reading import tree
from secaudit.organisation.settings import settings
from secaudit.policies.kinds import Kind
from secaudit.policies.models import Policy
from secaudit.selfcheck.models import Period
from secaudit.settings.presets import LABELS


@dataclass(frozen=True)
class Found:
    """How far a step is; `said` is a message id with `params`."""

    done: bool
    said: str
    params: dict[str, Any]


@dataclass(frozen=True)
class Step:
    words: str
    hint: str
    endpoint: str
    look: Callable[[date], Found]


def _city(on: date) -> Found:
    chosen = settings()
    preset = LABELS[chosen["preset"]]
    values = {"city": chosen["city_name"] or "–", "preset": lazy_gettext(preset)}
    return Found(bool(chosen["city_name"]), N_("%(city)s; preset: %(preset)s"), values)


def _offices(on: date) -> Found:
    count = len(tree(on).answering())
    return Found(count > 0, N_("%(count)s departments that answer"), {"count": count})


def _people(on: date) -> Found:
    posts, offices = held(on), {office.id for office in tree(on).answering()}
    heads = offices & {unit for role, unit in posts if role == Role.MGR}
    roles = set(FIVE) & {role for role, _unit in posts}
    values = {"heads": len(heads), "offices": len(offices), "roles": len(roles), "all": len(FIVE)}
    done = bool(offices) and heads == offices and len(roles) == len(FIVE)
    said = N_("%(heads)s of %(offices)s heads, %(roles)s of %(all)s roles of the city")
    return Found(done, said, values)


def _policy(on: date) -> Found:
    there = Policy.select().where(Policy.kind == Kind.BASIC).exists()
    return Found(there, N_("It is there.") if there else N_("Not there yet."), {})


def _period(on: date) -> Found:
    there = Period.select().where(Period.fiscal_year >= fiscal_year(on)).exists()
    return Found(there, N_("It is planned.") if there else N_("Not planned yet."), {})


STEPS = (
    Step(
        N_("The city and how much of the process is used"),
        N_("First year, standard or detailed: seen side by side, changed at any time."),
        "settings.preset",
        _city,
    ),
    Step(
        N_("The departments of the city"),
        N_("The list of the personnel system will do, as CSV or Excel; a preview comes first."),
        "intake.units",
        _offices,
    ),
    Step(
        N_("People"),
        N_(
            "Heads, contacts and the five roles of the city; then print the slips for the first sign-in."
        ),
        "intake.people",
        _people,
    ),
    Step(
        N_("Basic policy"),
        N_("Paste the city's basic policy; the self-check can begin before it is complete."),
        "policies.index",
        _policy,
    ),
    Step(
        N_("The first self-check"),
        N_("Dates and the core set; it opens when the CHIEF has approved the plan."),
        "selfcheck.new_period",
        _period,
    ),
)


def steps(on: date) -> Iterator[tuple[Step, Found]]:
    for step in STEPS:
        yield step, step.look(on)
