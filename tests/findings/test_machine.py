"""Anybody tries anything in any order: only what the table lists succeeds, as one entry each."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from secaudit import schema
from secaudit.calendar import clock
from secaudit.errors import Problem
from secaudit.findings.actions import (
    checking,
    following,
    instructing,
    issuing,
    mending,
    recording,
    requesting,
    spreading,
    verifying,
)
from secaudit.findings.actions.mending import Result
from secaudit.findings.kinds import Turn
from secaudit.findings.lifecycle import OVER, SUBMITTED, Progress, State
from secaudit.findings.models import Action, Extension, Finding, RiskAcceptance
from secaudit.journal.models import JournalEntry
from secaudit.journal.verification import verify
from tests.audits import story
from tests.audits.story import PROOF, again, by, promise

PEOPLE = ["suzuki", "mori", "kobayashi", "tanaka", "hanako", "ito", "watanabe", "takahashi",
          "saito", "kato", "nakamura"]  # fmt: skip
AUDIT, HEAD, DEPARTMENT, LEAD, CISO = (
    {"suzuki", "kobayashi"}, {"tanaka"}, {"tanaka", "hanako"}, {"kobayashi"}, {"takahashi"},
)  # fmt: skip
ANY_TIME = {"time"}

# state, act → who succeeds, and what follows (None: the state stays)
ALLOWED = {
    (State.DRAFT, "ask"): (AUDIT, State.FACT_CHECK),
    (State.DRAFT, "discard"): (AUDIT, State.DROPPED),
    (State.FACT_CHECK, "agree"): (HEAD, State.AGREED),
    (State.FACT_CHECK, "dispute"): (HEAD, State.DISPUTED),
    (State.FACT_CHECK, "lapse"): (ANY_TIME, State.AGREED),
    (State.AGREED, "drop"): (LEAD, State.DROPPED),
    (State.DISPUTED, "drop"): (LEAD, State.DROPPED),
    (State.DISPUTED, "uphold"): (LEAD, None),
    (State.AGREED, "issue"): (LEAD, State.ISSUED),
    (State.DISPUTED, "issue"): (LEAD, State.ISSUED),
    (State.ISSUED, "write_plan"): (DEPARTMENT, None),
    (State.IN_PROGRESS, "write_plan"): (DEPARTMENT, None),
    (State.ISSUED, "submit"): (HEAD, None),
    (State.ISSUED, "return_plan"): (AUDIT, None),
    (State.ISSUED, "accept_plan"): (AUDIT, State.PLANNED),
    (State.PLANNED, "start"): (DEPARTMENT, State.IN_PROGRESS),
    (State.IN_PROGRESS, "done"): (DEPARTMENT, None),
    (State.IN_PROGRESS, "report"): (HEAD, State.REPORTED),
    (State.REPORTED, "verify"): (AUDIT, State.VERIFIED),
    (State.REPORTED, "reopen"): (AUDIT, State.IN_PROGRESS),
    (State.VERIFIED, "effective"): (AUDIT, None),
    (State.VERIFIED, "ineffective"): (AUDIT, State.IN_PROGRESS),
    (State.VERIFIED, "close"): (LEAD, State.CLOSED),
    (State.ISSUED, "instruct"): (CISO, None),
    (State.ISSUED, "ask_risk"): (HEAD, None),
    (State.PLANNED, "ask_risk"): (HEAD, None),
    (State.IN_PROGRESS, "ask_risk"): (HEAD, None),
    (State.ISSUED, "accept_risk"): ({"takahashi"}, State.RISK_ACCEPTED),
    (State.PLANNED, "accept_risk"): ({"takahashi"}, State.RISK_ACCEPTED),
    (State.IN_PROGRESS, "accept_risk"): ({"takahashi"}, State.RISK_ACCEPTED),
    (State.RISK_ACCEPTED, "resume"): (ANY_TIME, State.IN_PROGRESS),
}
NOT_LOCKED = [State.DRAFT, State.AGREED, State.DISPUTED]
ALLOWED |= {(state, "write"): (AUDIT, None) for state in NOT_LOCKED}
ALLOWED |= {(state, "prove"): (AUDIT, None) for state in NOT_LOCKED}
ALLOWED |= {(State.ISSUED, "endorse"): ({"kato"}, None)}
for _state in (State.PLANNED, State.IN_PROGRESS):
    ALLOWED |= {
        (_state, "ask_extension"): (HEAD, None),
        (_state, "grant_extension"): (LEAD | CISO, None),
        (_state, "refuse_extension"): (LEAD | CISO, None),
    }
for _state in (State.ISSUED, State.PLANNED, State.IN_PROGRESS):
    ALLOWED |= {(_state, "refuse_risk"): (CISO, None)}
AFTER_ISSUE = [State.ISSUED, State.PLANNED, State.IN_PROGRESS, State.REPORTED, State.VERIFIED,
               State.RISK_ACCEPTED, State.CLOSED]  # fmt: skip
ALLOWED |= {(state, "spread"): ({"kobayashi", "saito", "takahashi"}, None) for state in AFTER_ISSUE}
ALLOWED |= {(state, "amend"): (LEAD, None) for state in AFTER_ISSUE}
ALLOWED |= {(state, "assign"): (LEAD, None) for state in State if state not in OVER}
ALLOWED |= {(state, "remind"): (AUDIT, None) for state in State if state not in OVER}
# An observation's reply never closes a major finding, whoever sends it.
ACTS = sorted({act for _state, act in ALLOWED} | {"reply"})
STAGES = [story.drafted, story.asked, story.agreed, story.with_report, story.issued, story.promised, story.begun,
          story.reported, story.verified]  # fmt: skip


def plan_states(finding) -> list[Progress]:
    return [action.state for action in Action.select().where(Action.finding == finding)]


# What must hold beside state and person.
GUARDS = {
    "submit": lambda f: bool({Progress.DRAFT, Progress.RETURNED} & set(plan_states(f))),
    "accept_plan": lambda f: bool(plan_states(f)) and set(plan_states(f)) <= SUBMITTED,
    "return_plan": lambda f: bool(plan_states(f)) and set(plan_states(f)) <= SUBMITTED,
    "done": lambda f: Progress.IN_PROGRESS in plan_states(f),
    "report": lambda f: set(plan_states(f)) == {Progress.DONE},
    "endorse": lambda f: Progress.SUBMITTED in plan_states(f) and set(plan_states(f)) <= SUBMITTED,
    "ask_extension": lambda f: not requesting.waiting(Extension, f),
    "refuse_risk": lambda f: bool(requesting.waiting(RiskAcceptance, f)),
    "ask_risk": lambda f: not requesting.waiting(RiskAcceptance, f),
    "accept_risk": lambda f: bool(requesting.waiting(RiskAcceptance, f)),
    "instruct": lambda f: f.due_on is None,
    "effective": lambda f: f.effect_due_on is not None,
    "ineffective": lambda f: f.effect_due_on is not None,
    "close": lambda f: f.effect_due_on is None,
    "remind": lambda f: f.turn != Turn.NOBODY,
}


# What must hold of the person as well: a request goes to the level it was asked for.
def decides(finding, who) -> bool:
    asked = requesting.waiting(Extension, finding)
    return bool(asked) and who in (CISO if asked.level == Turn.CISO else LEAD)


WHO = {"grant_extension": decides, "refuse_extension": decides}


def first_undone(finding) -> Action:
    rows = Action.select().where(Action.finding == finding)
    undone = [row for row in rows if row.state == Progress.IN_PROGRESS]
    return (undone or [Action(finding=finding)])[0]


def refuse():
    """What was left out counts as refused."""
    raise Problem("nothing was done")


def tries(city):
    """Each act as somebody would do it."""
    today, later = clock.today(), clock.today() + timedelta(days=400)

    def done(f, v, **who):
        action = first_undone(f)
        mending.finish_action(action, Result("した", today, PROOF), action.version, **who)

    def effect(lasted):
        return lambda f, v, by, at, on: verifying.check_effect(
            f, lasted, "見た", later, v, by=by, at=at, on=later
        )

    def instruct(f, v, **who):
        instructing.instruct(f.engagement, "改善すること", f.engagement.version, **who)

    def assign(f, v, **who):
        other = "kobayashi" if f.assigned_to_id == city.suzuki.id else "suzuki"
        assert following.assign([f], city.people[other], **who)

    def decide_extension(granted):
        return lambda f, v, **who: requesting.decide_extension(f, granted, "理由", v, **who)

    def ask_extension(f, v, **who):
        until = max(f.due_on or today, today) + timedelta(days=30)
        requesting.ask_extension(f, until, "理由", "措置", v, **who)

    def spread(f, v, **who):
        spreading.ask_others(f, "同じことがありますか。", [city.tax.id], later, **who)

    return {
        "write": lambda f, v, **who: recording.write(f, story.text(), v, **who),
        "prove": lambda f, v, **who: recording.prove_finding(f, PROOF, **who),
        "reply": lambda f, v, **who: mending.reply(f, "回答", v, **who),
        "endorse": mending.endorse_plan,
        "ask_extension": ask_extension,
        "grant_extension": decide_extension(True),
        "refuse_extension": decide_extension(False),
        "refuse_risk": lambda f, v, **who: requesting.decide_risk(f, False, "理由", v, **who),
        "effective": effect(True),
        "ineffective": effect(False),
        "instruct": instruct,
        "assign": assign,
        "spread": spread,
        "remind": lambda f, v, **who: following.remind([f], **who) or refuse(),
        "amend": lambda f, v, **who: requesting.amend(f, "訂正", "誤記", **who),
        "ask": checking.ask,
        "discard": lambda f, v, **who: recording.discard(f, "理由", v, **who),
        "agree": lambda f, v, **who: checking.agree(f, "", v, **who),
        "dispute": lambda f, v, **who: checking.dispute(f, "違う", v, **who),
        "lapse": lambda f, v, by, at, on: checking.lapse(f, at=at, on=later),
        "drop": lambda f, v, **who: checking.drop(f, "理由", v, **who),
        "uphold": lambda f, v, **who: checking.uphold(f, "理由", v, **who),
        "issue": lambda f, v, **who: issuing.issue(f, **who),
        "write_plan": lambda f, v, **who: mending.write_plan(f, promise(city), **who),
        "submit": mending.submit_plan,
        "return_plan": lambda f, v, **who: mending.return_plan(f, "理由", v, **who),
        "accept_plan": mending.accept_plan,
        "start": mending.start,
        "done": done,
        "report": mending.report,
        "verify": lambda f, v, **who: verifying.verify(f, "見た", today, v, **who),
        "reopen": lambda f, v, **who: verifying.reopen(f, "理由", v, **who),
        "close": verifying.close,
        "ask_risk": lambda f, v, **who: requesting.ask_risk(
            f, today + timedelta(days=100), "理由", "措置", v, **who
        ),
        "accept_risk": lambda f, v, **who: requesting.decide_risk(f, True, "理由", v, **who),
        "resume": lambda f, v, by, at, on: requesting.resume(f, at=at, on=later),
    }


def machine(city):
    class Life(RuleBasedStateMachine):
        @initialize(stage=st.sampled_from(STAGES))
        def begin(self, stage):
            self.finding = again(stage(city))
            self.tries = tries(city)

        def entries(self) -> int:
            obj = f"finding:{self.finding.id}"
            return JournalEntry.select().where(JournalEntry.obj == obj).count()

        @rule(who=st.sampled_from(PEOPLE), act=st.sampled_from(ACTS))
        def anybody_tries_anything(self, who, act):
            self.attempt(who, act)

        @rule(data=st.data())
        def somebody_does_what_may_be_done(self, data):
            state = Finding.get_by_id(self.finding.id).state
            open_acts = sorted(act for at, act in ALLOWED if at == state)
            if open_acts:
                act = data.draw(st.sampled_from(open_acts))
                self.attempt(data.draw(st.sampled_from(sorted(ALLOWED[state, act][0]))), act)

        def attempt(self, who, act):
            finding = Finding.get_by_id(self.finding.id)
            before, entries = finding.state, self.entries()
            people, after = ALLOWED.get((before, act), (set(), None))
            if people == ANY_TIME:
                people = {*PEOPLE, "time"}  # nobody's doing: the caller does not matter
            expected = who in people and GUARDS.get(act, lambda _f: True)(finding)
            if expected and act in WHO:
                expected = WHO[act](finding, who)
            try:
                actor = by(city, "suzuki" if who == "time" else who)
                self.tries[act](finding, finding.version, **actor)
                done = True
            except Problem:
                done = False
            now = Finding.get_by_id(finding.id)
            assert done == expected, (before, act, who)
            assert now.state == (after or before if done else before)
            assert self.entries() == entries + (1 if done else 0)

        @invariant()
        def the_turn_follows_from_the_state(self):
            if not hasattr(self, "finding"):
                return
            now = Finding.get_by_id(self.finding.id)
            assert (now.turn == "nobody") == (
                now.state in {State.DROPPED, State.CLOSED, State.RISK_ACCEPTED}
            )

    return Life


@pytest.mark.parametrize("examples", [15, pytest.param(300, marks=pytest.mark.long)])
def test_only_the_transitions_of_the_table_ever_succeed(city, examples):
    run_state_machine_as_test(
        machine(city),
        settings=settings(
            max_examples=examples,
            stateful_step_count=14,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert verify(schema.JOURNALED).good
