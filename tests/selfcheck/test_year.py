"""The self-check of a year, from the plan to final figures, told through the actions."""

import pytest

from secaudit import schema
from secaudit.access.guard import COMMAND
from secaudit.calendar import clock
from secaudit.errors import Conflict, Forbidden, Invalid, Missing, Refused
from secaudit.journal.verification import verify
from secaudit.metrics.answers import summed
from secaudit.metrics.counts import Counts
from secaudit.selfcheck import actions, reading
from secaudit.selfcheck.actions import Typed
from secaudit.selfcheck.actions.answering import Locked, SectionConflict
from secaudit.selfcheck.answers import Given, given
from secaudit.selfcheck.kinds import PeriodState, SheetState, Value
from secaudit.selfcheck.models import Answer, Period, Sheet
from tests.selfcheck.story import (
    PLAN,
    answer,
    answer_all,
    catalogue,
    frozen,
    handed_in,
    now,
    opened,
    sheet_of,
    submitted,
    today,
)


@pytest.fixture
def period(app, city):
    with app.app_context():
        yield opened(city)


@pytest.fixture
def sheet(period, city):
    """The citizens' department's sheet."""
    return sheet_of(period, city.citizens)


def test_every_department_gets_its_sheet_in_official_order(period, city):
    sheets = reading.sheets_of(period)
    assert [s.name for s in sheets] == ["情報政策課", "行政監査課", "市民課", "税務課"]
    assert all(s.questions for s in sheets)
    assert sheets[2].bureau_name == "市民部"
    assert city.citizens_bureau.id in sheets[2].path


def test_the_edition_is_pinned(period):
    pinned = reading.catalogue_of(reading.period(period.id))
    assert pinned.edition == catalogue().edition
    assert period.settings["target"] == 90


def test_nobody_approves_a_plan_of_their_own(app, city):
    period = actions.plan_period(PLAN, by=city.acting("watanabe"), **now())
    with pytest.raises(Forbidden):
        actions.approve_period(period.id, 1, by=city.acting("watanabe"), **now())
    with pytest.raises(Forbidden):
        actions.plan_period(PLAN, by=city.acting("hanako"), **now())


def test_a_plan_with_wrong_dates_is_refused(app, city):
    from dataclasses import replace
    from datetime import date

    wrong = [
        replace(PLAN, due_on=date(2026, 9, 1)),
        replace(PLAN, opens_on=date(2027, 10, 1)),
        replace(PLAN, reference_date=date(2026, 12, 1)),
        replace(PLAN, fiscal_year=99999),
    ]
    for plan in wrong:
        with pytest.raises(Invalid):
            actions.plan_period(plan, by=city.acting("watanabe"), **now())
    assert Period.select().count() == 0


def test_hanako_answers_between_two_phone_calls(sheet, city):
    first, second = sheet.questions[:2]
    answer(city, "hanako", sheet, first)
    answer(city, "hanako", sheet, second, "partial", "台帳が\r\n古い\x00")

    kept = reading.answers_of(sheet)
    assert kept[first].value == Value.IMPLEMENTED
    assert kept[second].reason == "台帳が\n古い"
    assert reading.sheet(sheet.id).state == SheetState.IN_PROGRESS


def test_the_same_answer_sent_twice_is_saved_once(sheet, city):
    first = sheet.questions[0]
    one = answer(city, "hanako", sheet, first)
    again = answer(city, "hanako", sheet, first)  # the acknowledgement was lost on the way
    assert (one.id, one.version) == (again.id, again.version)


def test_two_clerks_on_one_question(sheet, city):
    first = sheet.questions[0]
    answer(city, "hanako", sheet, first)
    with pytest.raises(SectionConflict) as conflict:
        answer(city, "tanaka", sheet, first, "not implemented", "まだ", version=0)
    theirs = conflict.value.answers[first]
    assert (theirs.value, theirs.answered_by_id) == (Value.IMPLEMENTED, city.hanako.id)

    answer(city, "tanaka", sheet, first, "not implemented", "まだ", version=theirs.version)
    assert reading.answers_of(sheet)[first].value == Value.NOT_IMPLEMENTED


def test_a_section_is_saved_whole_or_not_at_all(sheet, city):
    first, second = sheet.questions[:2]
    answer(city, "tanaka", sheet, first)
    typed = {
        first: Typed(0, given("partial", "一部")),
        second: Typed(0, given("implemented")),
    }
    with pytest.raises(SectionConflict):
        actions.save_section(sheet.id, typed, by=city.acting("hanako"), **today())
    assert set(reading.answers_of(sheet)) == {first}


def test_the_neighbours_sheet_is_as_if_it_were_not_there(sheet, city):
    with pytest.raises(Missing):
        answer(city, "yamamoto", sheet, sheet.questions[0])
    with pytest.raises(Missing):
        reading.sheet_for(city.acting("ito"), sheet.id)
    with pytest.raises(Missing):
        reading.sheet_for(city.acting("suzuki"), sheet.id)  # audits nothing yet
    with pytest.raises(Forbidden):
        answer(city, "kato", sheet, sheet.questions[0])  # reads, does not answer


def test_a_question_that_is_not_asked_cannot_be_answered(sheet, city):
    for control in ("", "ZZZ-99", "'; DROP TABLE sheet", "ACC-01 "):
        with pytest.raises(Missing):
            answer(city, "hanako", sheet, control)


def test_what_is_missing_stops_the_sheet(sheet, city):
    answer_all(city, "hanako", sheet)
    first = sheet.questions[0]
    answer(city, "hanako", sheet, first, "partial", version=1)
    with pytest.raises(Refused, match="1 questions"):
        submitted(city, "hanako", sheet)
    answer(city, "hanako", sheet, first, "partial", "12月までに直す", version=2)
    assert submitted(city, "hanako", sheet).number == 1


def test_what_is_submitted_is_what_was_shown(sheet, city):
    answer_all(city, "hanako", sheet)
    with pytest.raises(Conflict):
        actions.submit(sheet.id, "0" * 64, by=city.acting("hanako"), **today())
    row = submitted(city, "hanako", sheet)
    assert reading.sheet(sheet.id).submitted_hash == row.hash
    with pytest.raises(Locked):
        answer(city, "hanako", sheet, sheet.questions[0], "partial", "x", version=1)


def test_the_head_confirms_what_was_on_the_screen(sheet, city):
    answer_all(city, "hanako", sheet)
    seen = submitted(city, "hanako", sheet).hash
    actions.withdraw(sheet.id, by=city.acting("hanako"), **now())
    answer(city, "hanako", sheet, sheet.questions[0], "partial", "直す", version=1)
    submitted(city, "hanako", sheet)

    with pytest.raises(Conflict):
        actions.confirm(sheet.id, seen, by=city.acting("tanaka"), **now())
    actions.confirm(
        sheet.id, reading.sheet(sheet.id).submitted_hash, by=city.acting("tanaka"), **now()
    )
    done = reading.sheet(sheet.id)
    assert done.state == SheetState.CONFIRMED and done.confirmed_post == "市民課長"


def test_withdrawal_ends_when_the_head_has_opened_it(sheet, city):
    answer_all(city, "hanako", sheet)
    submitted(city, "hanako", sheet)
    actions.open_for_confirmation(sheet.id, by=city.acting("watanabe"), **now())  # not the head
    assert reading.sheet(sheet.id).opened_by_head_at is None
    actions.open_for_confirmation(sheet.id, by=city.acting("tanaka"), **now())
    with pytest.raises(Refused):
        actions.withdraw(sheet.id, by=city.acting("hanako"), **now())


def test_nobody_confirms_their_own_sheet(sheet, city):
    answer_all(city, "tanaka", sheet)
    seen = submitted(city, "tanaka", sheet).hash
    for person in ("tanaka",):
        with pytest.raises(Forbidden):
            actions.confirm(sheet.id, seen, by=city.acting(person), **now())
    actions.confirm(sheet.id, seen, by=city.acting("kato"), **now())
    assert reading.sheet(sheet.id).confirmed_post == "市民部長"


def test_the_secretariat_acknowledges_only_where_the_head_answered_alone(period, city):
    tax, citizens = sheet_of(period, city.tax), sheet_of(period, city.citizens)
    answer_all(city, "ito", tax)
    actions.confirm(tax.id, submitted(city, "ito", tax).hash, by=city.acting("watanabe"), **now())
    answer_all(city, "hanako", citizens)
    seen = submitted(city, "hanako", citizens).hash
    for person in ("watanabe", "kato"):
        with pytest.raises(Forbidden):
            actions.confirm(citizens.id, seen, by=city.acting(person), **now())


def test_sending_back_needs_words_and_marks_questions(sheet, city):
    answer_all(city, "hanako", sheet)
    submitted(city, "hanako", sheet)
    with pytest.raises(Invalid):
        actions.return_sheet(sheet.id, "  ", by=city.acting("tanaka"), **now())
    meant = [sheet.questions[3], "ZZZ-99"]
    row = actions.return_sheet(sheet.id, "記録を確かめて", meant, by=city.acting("tanaka"), **now())
    assert row.controls == [sheet.questions[3]]
    assert reading.sheet(sheet.id).state == SheetState.RETURNED
    answer(city, "hanako", sheet, sheet.questions[3], "partial", "直す", version=1)
    assert submitted(city, "hanako", sheet).number == 2


def test_a_late_sheet_is_marked(app, city):
    from dataclasses import replace
    from datetime import date

    period = opened(city, replace(PLAN, due_on=date(2026, 10, 21)))
    sheet = handed_in(city, period, city.citizens, "hanako", "tanaka")
    assert sheet.late


def test_more_time_for_one_department(app, city):
    from dataclasses import replace
    from datetime import date

    period = opened(city, replace(PLAN, due_on=date(2026, 10, 21)))
    sheet = sheet_of(period, city.citizens)
    actions.put_off(
        sheet.id, 1, date(2026, 10, 23), "システム更新", by=city.acting("watanabe"), **today()
    )
    assert not handed_in(city, period, city.citizens, "hanako", "tanaka").late


def test_final_figures_cannot_change(period, city):
    citizens = handed_in(city, period, city.citizens, "hanako", "tanaka")
    tax, policy = sheet_of(period, city.tax), sheet_of(period, city.policy)
    answer_all(city, "yamamoto", tax)
    submitted(city, "yamamoto", tax)
    answer(city, "okada", policy, policy.questions[0])
    frozen(city, period)

    states = {s.name: (s.state, s.frozen_from) for s in reading.sheets_of(period)}
    assert states["市民課"] == (SheetState.FROZEN, SheetState.CONFIRMED)
    assert states["税務課"] == (SheetState.FROZEN, SheetState.SUBMITTED)
    assert states["情報政策課"] == (SheetState.FROZEN, SheetState.IN_PROGRESS)
    before = reading.counts(reading.period(period.id))

    acting = city.acting
    for change in (
        lambda: answer(city, "hanako", citizens, citizens.questions[0], "unknown", version=1),
        lambda: answer(city, "okada", policy, policy.questions[1]),
        lambda: actions.withdraw(tax.id, by=acting("yamamoto"), **now()),
        lambda: actions.return_sheet(citizens.id, "x", by=acting("watanabe"), **now()),
        lambda: actions.confirm(tax.id, tax.submitted_hash, by=acting("ito"), **now()),
        lambda: actions.exempt(policy.id, policy.version, "x", by=acting("watanabe"), **now()),
        lambda: actions.close_period(period.id, 5, by=acting("watanabe"), **now()),
    ):
        with pytest.raises((Locked, Refused)):
            change()
    assert reading.counts(reading.period(period.id)) == before


def test_only_what_was_handed_in_counts(period, city):
    handed_in(city, period, city.citizens, "hanako", "tanaka", ORG_01=Given(Value.PARTIAL, "途中"))
    tax = sheet_of(period, city.tax)
    answer_all(city, "yamamoto", tax)  # not submitted
    audit = sheet_of(period, city.audit)
    actions.exempt(audit.id, audit.version, "廃止予定", by=city.acting("watanabe"), **now())

    found = reading.counts(reading.period(period.id))
    of_unit = lambda unit: summed(c for (u, _), c in found.items() if u == unit.id)
    citizens = of_unit(city.citizens)
    asked = len(sheet_of(period, city.citizens).questions)
    assert citizens.asked == asked and citizens.m == 0 and citizens.a >= asked - 1
    assert of_unit(city.tax) == Counts(m=len(tax.questions))
    assert of_unit(city.audit) == Counts()
    sheets = list(reading.exported(reading.period(period.id)))
    assert sum(len(given) for _sheet, given in sheets) == asked
    assert sum(len(row.questions) for row, _given in sheets) == summed(found.values()).asked


def test_after_the_freeze_two_people_correct_and_both_values_stay(period, city):
    sheet = handed_in(city, period, city.citizens, "hanako", "tanaka")
    control = sheet.questions[0]
    propose = lambda: actions.propose_correction(
        sheet.id, control, given("partial", "漏れ"), "数え違い", by=city.acting("tanaka"), **now()
    )
    with pytest.raises(Refused):
        propose()
    frozen(city, period)
    row = propose()
    actions.approve_correction(row.id, 1, by=city.acting("saito"), **now())
    assert reading.answers_of(sheet)[control].value == Value.IMPLEMENTED
    assert row.before == {"value": "implemented", "reason": ""}
    with pytest.raises(Refused):
        actions.approve_correction(row.id, 2, by=city.acting("saito"), **now())


def test_last_years_answer_stands_beside(app, city):
    from dataclasses import replace
    from datetime import date

    last = replace(
        PLAN, fiscal_year=2025, opens_on=date(2025, 10, 1), due_on=date(2025, 10, 30),
        reference_date=date(2025, 9, 30),
    )  # fmt: skip
    before = opened(city, last)
    sheet = handed_in(city, before, city.citizens, "hanako", "tanaka")
    frozen(city, before)
    this = sheet_of(opened(city), city.citizens)

    beside = reading.last_year_answers(this)
    assert beside[sheet.questions[0]][0].value == Value.IMPLEMENTED
    assert reading.answers_of(this) == {}  # beside, never inside

    first, second = this.questions[:2]
    as_last_year = Typed(0, None)
    by = city.acting("hanako")
    same = actions.save_answer(this.id, first, as_last_year, by=by, **today())
    assert (same.value, same.same_years) == (Value.IMPLEMENTED, 1)
    actions.answer_afresh(city.citizens.id, second, "指摘", "finding:1", by=COMMAND, **now())
    with pytest.raises(Exception, match="afresh"):
        actions.save_answer(this.id, second, as_last_year, by=by, **today())


def test_the_journal_agrees_with_the_tables(period, city):
    handed_in(city, period, city.citizens, "hanako", "tanaka")
    frozen(city, period)
    assert verify(schema.JOURNALED).good


def test_a_plan_approved_on_paper(app, city):
    from datetime import date

    from secaudit.decisions.actions import Paper
    from secaudit.decisions.models import Medium
    from secaudit.decisions.reading import decisions_about

    period = actions.plan_period(PLAN, by=city.acting("watanabe"), **now())
    paper = Paper(Medium.PAPER, "斎藤　勝", "情報統括監", date(2026, 9, 20), "情政第12号")
    with pytest.raises(Refused):  # who asked for it does not record it
        actions.approve_on_paper(period.id, 1, paper, by=city.acting("watanabe"), **today())
    actions.approve_on_paper(period.id, 1, paper, by=city.acting("kobayashi"), **today())
    period = reading.period(period.id)
    assert period.state == PeriodState.APPROVED
    assert decisions_about(period)[0].document == "情政第12号"


def test_statements_do_not_grow_with_the_city(period, city, statements):
    period = reading.period(period.id)
    with statements() as few:
        reading.counts(period)
    assert len(few) <= 3, few
    assert Sheet.select().count() == 4 and Answer.select().count() == 0
    assert clock.today()
