"""The department's side: plan, start, report; and the auditor's answer to the plan."""

from dataclasses import dataclass
from datetime import date, datetime

from secaudit.access.guard import Actor
from secaudit.errors import N_, Invalid, Refused
from secaudit.evidence.actions import Proof, evidence
from secaudit.findings import deadlines, guards, rules
from secaudit.findings.actions.steps import hold, move_plan, pass_turn, plan_of, step
from secaudit.findings.kinds import TO_BE_MENDED, Cause, Since
from secaudit.findings.lifecycle import SUBMITTED, WRITABLE_PLAN, Progress, State
from secaudit.findings.models import Action, Finding
from secaudit.journal.actions import based_on, record, transaction
from secaudit.organisation.settings import settings


@dataclass(frozen=True)
class Promise:
    """A corrective action as it is typed."""

    cause_kind: Cause
    correction: str
    due_on: date
    owner_unit: int
    owner_title: str
    cause: str = ""
    prevention: str = ""
    interim: str = ""
    check_by: str = ""
    needs_budget: bool = False


PARTS = tuple(Promise.__dataclass_fields__)


def write_plan(
    finding: Finding,
    promise: Promise,
    version: int = 0,
    action: Action | None = None,
    *,
    by: Actor,
    at: datetime,
    on: date,
) -> Action:
    """A new corrective action, or a change of one that is a draft or was returned.

    What is added while mending goes on is begun at once.
    """
    with transaction():
        guards.require_deed(by, "mend findings", finding, on)
        _refuse_without_plan(finding, State.ISSUED, State.IN_PROGRESS)
        begun = finding.state == State.IN_PROGRESS
        if action is None:
            action = Action(finding=finding, position=len(plan_of(finding)) + 1)
            action.state = Progress.IN_PROGRESS if begun else Progress.DRAFT
        else:
            based_on(action, version)
        if action.id and action.state not in WRITABLE_PLAN:
            raise Refused(N_("This plan has been submitted. What it says can no longer change."))
        _take(action, promise, finding, on)
        record(by, "plan.write", finding, [action], at=at)
    return action


def _refuse_without_plan(finding: Finding, *states: State) -> None:
    if finding.severity not in TO_BE_MENDED:
        raise Refused(N_("This finding needs no plan; one reply is enough."))
    if finding.state not in states:
        raise Refused(N_("The finding has moved on. Open the page again to see where it stands."))


def _take(action: Action, promise: Promise, finding: Finding, on: date) -> None:
    rules.needs(promise.correction, N_("Say what is put right."), field="correction")
    rules.needs(promise.owner_title, N_("Choose the post that sees to it."), field="owner")
    rules.promise(promise.due_on, on)
    if promise.due_on > (finding.due_on or promise.due_on) and not promise.interim.strip():
        raise Invalid(
            N_("This is later than the date set at issue. Say what is done until then."),
            field="interim",
        )
    for name in PARTS:
        setattr(action, name, getattr(promise, name))


def submit_plan(finding: Finding, version: int, *, by: Actor, at: datetime, on: date) -> None:
    """The head answers for the plan."""
    with transaction():
        based_on(finding, version)
        guards.require_deed(by, "report mended", finding, on)
        _refuse_without_plan(finding, State.ISSUED)
        plan = plan_of(finding)
        ready = [action for action in plan if action.state in WRITABLE_PLAN]
        if not ready:
            raise Refused(N_("There is nothing to submit yet. Write the plan first."))
        for action in ready:
            rules.promise(action.due_on, on)
        move_plan(ready, "plan.submit", submitted_by=by.person, returned_words="")
        pass_turn(finding, plan)
        record(by, "plan.submit", finding, [finding, *ready], at=at)


def endorse_plan(finding: Finding, version: int, *, by: Actor, at: datetime, on: date) -> None:
    """The bureau's director stands behind it, where the city has that step."""
    with transaction():
        based_on(finding, version)
        guards.require_deed(by, "endorse plans", finding, on)
        plan = _submitted(finding, by)
        waiting = [action for action in plan if action.state == Progress.SUBMITTED]
        if not waiting:
            raise Refused(N_("No plan is waiting here."))
        move_plan(waiting, "plan.endorse")
        pass_turn(finding, plan)
        record(by, "plan.endorse", finding, [finding, *waiting], at=at)


def _submitted(finding: Finding, by: Actor) -> list[Action]:
    """The plan as it was handed in; never to whoever handed it in."""
    plan = plan_of(finding)
    if finding.state != State.ISSUED or not plan or not {a.state for a in plan} <= SUBMITTED:
        raise Refused(N_("No plan is waiting here."))
    if by.person in {action.submitted_by_id for action in plan}:
        raise Refused(N_("Nobody approves their own request. Somebody else has to."))
    return plan


def accept_plan(finding: Finding, version: int, *, by: Actor, at: datetime, on: date) -> None:
    """The auditor takes the plan: its dates are promises from now on."""
    with transaction():
        based_on(finding, version)
        guards.require_act(by, "finding.accept_plan", finding, on)
        plan = _submitted(finding, by)
        guards.refuse_owner(by, finding, plan)
        endorsed_first = deadlines.waits_for_bureau(finding.severity, settings())
        if endorsed_first and any(a.state == Progress.SUBMITTED for a in plan):
            raise Refused(N_("The bureau director has not endorsed the plan yet."))
        move_plan(plan, "plan.accept")
        for action in plan:
            action.first_due_on = action.first_due_on or action.due_on
        latest = max(filter(None, [finding.due_on, *(action.due_on for action in plan)]))
        due = hold(finding, latest, Since.PLAN, on)
        step(finding, "finding.accept_plan", plan)
        record(by, "finding.accept_plan", finding, [finding, *plan, *due], at=at)


def return_plan(
    finding: Finding, reason: str, version: int, *, by: Actor, at: datetime, on: date
) -> None:
    """The plan will not do; the finding stays issued and waits for another."""
    with transaction():
        based_on(finding, version)
        guards.require_act(by, "finding.accept_plan", finding, on)
        plan = _submitted(finding, by)
        reason = rules.needs(reason, N_("Say what the plan lacks."))
        move_plan(plan, "plan.return", returned_words=reason)
        pass_turn(finding, plan)
        record(by, "plan.return", finding, [finding, *plan], at=at, reason=reason)


def start(finding: Finding, version: int, *, by: Actor, at: datetime, on: date) -> None:
    with transaction():
        based_on(finding, version)
        guards.require_act(by, "finding.start", finding, on)
        plan = move_plan(plan_of(finding), "plan.start")
        record(by, "finding.start", step(finding, "finding.start", plan), [finding, *plan], at=at)


@dataclass(frozen=True)
class Result:
    """What became of one corrective action."""

    words: str
    done_on: date
    proof: Proof


def finish_action(
    action: Action, result: Result, version: int, *, by: Actor, at: datetime, on: date
) -> None:
    """What was done about one action, with what shows it."""
    with transaction():
        finding = action.finding
        based_on(action, version)
        guards.require_deed(by, "mend findings", finding, on)
        if finding.state != State.IN_PROGRESS:
            raise Refused(
                N_("The finding has moved on. Open the page again to see where it stands.")
            )
        rules.needs(result.words, N_("Say what was done."), field="words")
        if result.done_on > on:
            raise Invalid(N_("This day has not come yet."), field="done_on")
        move_plan([action], "plan.done", result=result.words.strip(), done_on=result.done_on)
        seen = evidence(result.proof, by, about=action, unit=finding.unit_id, at=at, on=on)
        record(by, "plan.done", finding, [action, seen], at=at)


def report(finding: Finding, version: int, *, by: Actor, at: datetime, on: date) -> None:
    """The head says that everything is done; each action has its evidence."""
    with transaction():
        based_on(finding, version)
        guards.require_act(by, "finding.report", finding, on)
        plan = plan_of(finding)
        if not plan or any(action.state != Progress.DONE for action in plan):
            raise Refused(N_("Something of the plan is not done yet. Report each action first."))
        step(finding, "finding.report", plan, reported_by=by.person, reported_at=at)
        record(by, "finding.report", finding, [finding], at=at)


def reply(finding: Finding, words: str, version: int, *, by: Actor, at: datetime, on: date) -> None:
    """An observation needs one reply, and is closed by it."""
    with transaction():
        based_on(finding, version)
        guards.require_act(by, "finding.reply", finding, on)
        words = rules.needs(words, N_("Write your reply."), field="words")
        step(finding, "finding.reply", closed_on=on, reported_by=by.person, reported_at=at)
        record(by, "finding.reply", finding, [finding], at=at, reason=words)
