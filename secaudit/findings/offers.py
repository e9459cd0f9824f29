"""Which buttons a person is shown on a finding: what role, state and plan allow, and no others.

The actions check everything again; this only spares people buttons that would be refused.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from secaudit.access.guard import Actor
from secaudit.audits.reach import Ground, own_engagements
from secaudit.errors import N_
from secaudit.findings import guards
from secaudit.findings.kinds import TO_BE_MENDED
from secaudit.findings.lifecycle import (
    MENDING,
    OPEN,
    SUBMITTED,
    WRITABLE,
    WRITABLE_PLAN,
    Progress,
    State,
    possible,
)
from secaudit.findings.models import Action, Extension, Finding, RiskAcceptance


@dataclass(frozen=True)
class Situation:
    """Everything the offers depend on."""

    finding: Finding
    plan: list[Action] = field(default_factory=list)
    extension: Extension | None = None  # that waits for a decision
    risk: RiskAcceptance | None = None
    bureau_step: bool = False

    @property
    def all_done(self) -> bool:
        return bool(self.plan) and all(a.state == Progress.DONE for a in self.plan)

    @property
    def plan_is_in(self) -> bool:
        return bool(self.plan) and {action.state for action in self.plan} <= SUBMITTED

    @property
    def plan_is_ready(self) -> bool:
        """For the auditor: handed in, and endorsed where the city has that step."""
        waits = self.bureau_step and any(a.state == Progress.SUBMITTED for a in self.plan)
        return self.plan_is_in and not waits

    @property
    def uninstructed(self) -> bool:
        return self.finding.state == State.ISSUED and self.finding.due_on is None

    @property
    def effect_waits(self) -> bool:
        return self.finding.state == State.VERIFIED and self.finding.effect_due_on is not None


@dataclass(frozen=True)
class Offer:
    endpoint: str  # of the findings' pages
    words: str
    deed: str
    when: Callable[[Situation], bool]
    act: str = ""  # of the table of transitions, where it is one
    page: bool = False  # opens a page first; else it is one press
    kind: str = ""  # danger: takes something away


def _state(*states: State) -> Callable[[Situation], bool]:
    return lambda now: now.finding.state in states


def _always(now: Situation) -> bool:
    return True


def _mendable(now: Situation) -> bool:
    return now.finding.severity in TO_BE_MENDED and now.finding.state == State.ISSUED


def _is_mending(now: Situation) -> bool:
    return now.finding.state in {State.PLANNED, State.IN_PROGRESS}


OFFERS = [
    Offer("instruct", N_("Give the instruction to mend"), "instruct departments",
          lambda now: now.uninstructed, page=True),
    Offer("ask", N_("Ask for the fact check"), "audit", _always, "finding.ask"),
    Offer("fact_check", N_("Check the facts"), "answer fact checks", _state(State.FACT_CHECK),
          page=True),
    Offer("uphold", N_("Uphold the finding"), "issue findings", _state(State.DISPUTED), page=True),
    Offer("reply", N_("Reply"), "report mended", _always, "finding.reply", page=True),
    Offer("submit", N_("Submit the plan"), "report mended",
          lambda now: _mendable(now) and any(a.state in WRITABLE_PLAN for a in now.plan)),
    Offer("plan", N_("Write a corrective plan"), "mend findings",
          lambda now: _mendable(now) and not now.plan, page=True),
    Offer("endorse", N_("Endorse the plan"), "endorse plans",
          lambda now: now.bureau_step and _mendable(now)
          and any(a.state == Progress.SUBMITTED for a in now.plan)),
    Offer("accept_plan", N_("Accept the plan"), "verify findings",
          lambda now: now.plan_is_ready, "finding.accept_plan"),
    Offer("return_plan", N_("Return the plan"), "verify findings",
          lambda now: now.plan_is_ready and _mendable(now), page=True),
    Offer("start", N_("Begin mending"), "mend findings", _always, "finding.start"),
    Offer("report", N_("Report as mended"), "report mended",
          lambda now: now.all_done, "finding.report"),
    Offer("verify", N_("Verify that it is mended"), "verify findings", _always, "finding.verify",
          page=True),
    Offer("reopen", N_("Send back: not mended yet"), "verify findings", _always, "finding.reopen",
          page=True),
    Offer("effect", N_("Check whether it has lasted"), "verify findings",
          lambda now: now.effect_waits, page=True),
    Offer("close", N_("Close the finding"), "close findings",
          lambda now: not now.effect_waits, "finding.close"),
    Offer("decide_extension", N_("Decide on the later date"), "decide extensions",
          lambda now: now.extension is not None and _is_mending(now), page=True),
    Offer("decide_risk", N_("Decide on accepting the risk"), "accept risks",
          lambda now: now.risk is not None, page=True),
    Offer("write", N_("Change the text"), "audit",
          lambda now: now.finding.state in WRITABLE, page=True),
    Offer("plan", N_("Add another action"), "mend findings",
          lambda now: (_mendable(now) and bool(now.plan) and not now.plan_is_in)
          or now.finding.state == State.IN_PROGRESS, page=True),
    Offer("extension", N_("Ask for a later date"), "report mended",
          lambda now: _is_mending(now) and now.extension is None, page=True),
    Offer("risk", N_("Ask to accept the risk"), "report mended",
          lambda now: now.finding.severity in TO_BE_MENDED and now.finding.state in MENDING
          and now.risk is None, page=True),
    Offer("spread", N_("Ask other departments"), "ask other departments",
          lambda now: now.finding.severity in TO_BE_MENDED and bool(now.finding.issued_at),
          page=True),
    Offer("amend", N_("Add a correction"), "issue findings",
          lambda now: now.finding.state in OPEN, page=True),
    Offer("discard", N_("Drop the draft"), "audit", _always, "finding.discard", page=True,
          kind="danger"),
    Offer("drop", N_("Drop the finding"), "issue findings", _always, "finding.drop", page=True,
          kind="danger"),
]  # fmt: skip


def offers(now: Situation, actor: Actor, on: date, known: Ground) -> list[Offer]:
    """In the order in which they are shown; the first is the one that is expected."""
    finding = now.finding
    own = own_engagements(actor, on)
    tied = guards.is_tied(actor, finding, on, known)
    acts = possible(finding.state, finding.severity)
    return [
        offer
        for offer in OFFERS
        if (not offer.act or offer.act in acts)
        and offer.when(now)
        and guards.may(actor, offer.deed, finding, own, known)
        and not (tied and offer.deed in guards.AUDITING)
        and not (offer.endpoint in OWNED and guards.is_owner(actor, finding, now.plan))
        and _decides(offer, now, actor)
    ]


OWNED = {"verify", "reopen", "effect", "close", "accept_plan", "return_plan"}


def _decides(offer: Offer, now: Situation, actor: Actor) -> bool:
    """A request goes to the level it was asked for, and never to whoever asked."""
    if offer.endpoint == "decide_extension" and now.extension:
        return guards.decides(actor, now.extension)
    if offer.endpoint == "decide_risk" and now.risk:
        return now.risk.requested_by_id != actor.person
    return True
