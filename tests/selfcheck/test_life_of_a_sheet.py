"""Whatever people do in whatever order: a sheet goes only where its rules let it."""

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
from secaudit.errors import Problem
from secaudit.journal.verification import verify
from secaudit.selfcheck import actions, reading
from secaudit.selfcheck.actions import Typed
from secaudit.selfcheck.answers import Given
from secaudit.selfcheck.kinds import SheetState, Value
from secaudit.selfcheck.models import Sheet
from secaudit.selfcheck.states import COUNTED, EDITABLE
from tests.selfcheck.story import answer_all, now, opened, sheet_of, shown, today

PEOPLE = st.sampled_from(["hanako", "tanaka", "kato", "watanabe", "yamamoto", "saito", "suzuki"])
ANSWERS = st.builds(
    Given,
    value=st.sampled_from(Value),
    reason=st.text(alphabet="理由 abc", max_size=5).map(str.strip),
)
FOREIGN = {"yamamoto", "suzuki"}


class Life(RuleBasedStateMachine):
    city = None

    @initialize()
    def open(self):
        self.period = opened(self.city)
        self.id = sheet_of(self.period, self.city.citizens).id

    def tries(self, who, action):
        """Do it, or be refused; either way remember what was before."""
        before = reading.sheet(self.id)
        answers = {c: a.given for c, a in reading.answers_of(before).items()}
        try:
            action(self.city.acting(who))
        except Problem:
            after = reading.sheet(self.id)
            assert (after.version, after.state) == (before.version, before.state)
            return
        assert who not in FOREIGN
        given = {c: a.given for c, a in reading.answers_of(before).items()}
        assert given == answers or before.state in EDITABLE

    @rule(who=PEOPLE, place=st.integers(0, 5), given=ANSWERS)
    def answers(self, who, place, given):
        sheet = reading.sheet(self.id)
        control = sheet.questions[place]
        version = getattr(reading.answers_of(sheet).get(control), "version", 0)
        typed = Typed(version, given)
        self.tries(who, lambda by: actions.save_answer(self.id, control, typed, by=by, **today()))

    @rule()
    def finishes(self):
        if reading.sheet(self.id).state in EDITABLE and not reading.answers_of(self.sheet()):
            answer_all(self.city, "hanako", self.sheet())

    def sheet(self):
        return reading.sheet(self.id)

    @rule(who=PEOPLE)
    def submits(self, who):
        self.tries(who, lambda by: actions.submit(self.id, shown(self.sheet()), by=by, **today()))

    @rule(who=PEOPLE)
    def withdraws(self, who):
        self.tries(who, lambda by: actions.withdraw(self.id, by=by, **now()))

    @rule(who=PEOPLE)
    def looks(self, who):
        self.tries(who, lambda by: actions.open_for_confirmation(self.id, by=by, **now()))

    @rule(who=PEOPLE)
    def confirms(self, who):
        seen = self.sheet().submitted_hash
        self.tries(who, lambda by: actions.confirm(self.id, seen, by=by, **now()))

    @rule(who=PEOPLE)
    def sends_back(self, who):
        self.tries(who, lambda by: actions.return_sheet(self.id, "直して", by=by, **now()))

    @rule(who=PEOPLE)
    def exempts(self, who):
        version = self.sheet().version
        self.tries(who, lambda by: actions.exempt(self.id, version, "統合", by=by, **now()))

    @rule(who=PEOPLE)
    def includes(self, who):
        version = self.sheet().version
        self.tries(who, lambda by: actions.include_again(self.id, version, by=by, **now()))

    @rule(step=st.sampled_from([actions.close_period, actions.freeze_period]))
    def moves_the_period(self, step):
        version = reading.period(self.period.id).version
        self.tries("watanabe", lambda by: step(self.period.id, version, by=by, **now()))

    @invariant()
    def what_is_confirmed_is_what_was_handed_in(self):
        sheet = self.sheet()
        counted = (sheet.frozen_from or sheet.state) in COUNTED
        if counted and sheet.state != SheetState.EXEMPTED:
            assert sheet.submitted_hash == shown(sheet)
        if sheet.state == SheetState.CONFIRMED:
            assert sheet.confirmed_hash == sheet.submitted_hash
            assert sheet.confirmed_by_id != sheet.submitted_by_id

    @invariant()
    def figures_add_up(self):
        period = reading.period(self.period.id)
        unit = self.city.citizens.id
        asked = sum(c.asked for (u, _), c in reading.counts(period).items() if u == unit)
        exempted = self.sheet().state == SheetState.EXEMPTED
        assert asked == (0 if exempted else len(self.sheet().questions))


def test_whatever_people_do(app, city):
    Life.city = city
    with app.app_context():
        run_state_machine_as_test(
            Life,
            settings=settings(
                max_examples=12,
                stateful_step_count=25,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
        assert Sheet.select().count() > 0
        assert verify(schema.JOURNALED).good
