"""What rests with the reader to approve, beside the findings: plans of audits and the city's rules."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from secaudit.access.guard import Actor
from secaudit.audits.lifecycle import State
from secaudit.audits.models import Engagement
from secaudit.audits.programme.reading import Waiting
from secaudit.audits.programme.reading import waiting_for_approval as plans
from secaudit.audits.reading import visible_engagements
from secaudit.errors import N_
from secaudit.findings.reading import uninstructed_audits
from secaudit.reports.requests import waiting_requests


@dataclass(frozen=True)
class Approval:
    """`words` is a message id with `title`, which may have a name in each language."""

    words: str
    title: Any
    address: tuple[str, int]


def of_programme(actor: Actor) -> Iterator[Approval]:
    """Audit programmes and plans of years that wait for this person."""
    for plan in plans():
        if plan.planned_by != actor.person:
            yield _of_plan(plan)


def _of_plan(plan: Waiting) -> Approval:
    if plan.year:
        words = N_("Approve the audit plan of fiscal year %(title)s")
        return Approval(words, str(plan.year), ("programme.year", plan.year))
    words = N_("Approve the audit programme “%(title)s”")
    return Approval(words, plan.title, ("programme.show", plan.id))


def _of_audits(actor: Actor, on: date) -> Iterator[Approval]:
    """Audits, programmes and plans of years, in one statement."""
    waits = (Engagement.state == State.PLANNED) | Engagement.id.in_(uninstructed_audits())
    for plan in plans(visible_engagements(actor, on).where(waits).order_by()):
        if plan.state and plan.state != State.PLANNED:
            words = N_("Give the instruction to mend what “%(title)s” found")
            yield Approval(words, plan.title, ("findings.instruction", plan.id))
        elif plan.planned_by == actor.person:
            continue
        elif plan.state:
            words = N_("Approve the audit plan “%(title)s”")
            yield Approval(words, plan.title, ("fieldwork.engagement", plan.id))
        else:
            yield _of_plan(plan)


def approvals(actor: Actor, on: date) -> Iterator[Approval]:
    """None of one's own: nobody approves what they planned or asked for."""
    if actor.may("approve audits"):
        yield from _of_audits(actor, on)
    if actor.may("approve policies") and actor.may("approve exceptions"):
        for each in waiting_requests(on):
            if each.requested_by != actor.person:
                yield Approval(each.words, each, each.address)
