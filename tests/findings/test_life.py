"""A finding's life, told through the actions."""

from datetime import date, timedelta

import pytest

from secaudit import schema
from secaudit.access.guard import COMMAND
from secaudit.access.roles import Role
from secaudit.audits.lifecycle import State as Stage
from secaudit.audits.models import Engagement, WorkingPaper
from secaudit.calendar import clock
from secaudit.database import db
from secaudit.errors import Conflict, Forbidden, Invalid, Refused
from secaudit.findings import reading
from secaudit.findings.actions import checking, issuing, mending, recording, requesting, verifying
from secaudit.findings.kinds import Reply, Severity, Turn
from secaudit.findings.lifecycle import State
from secaudit.findings.models import Action
from secaudit.findings.text import fingerprint
from secaudit.journal.actions import record
from secaudit.journal.models import JournalEntry
from secaudit.journal.verification import verify
from secaudit.people.models import Assignment
from secaudit.selfcheck.models import Afresh
from tests.audits.story import (
    again,
    agreed,
    asked,
    begun,
    by,
    closed,
    drafted,
    in_fieldwork,
    issued,
    promise,
    promised,
    reported,
    text,
    verified,
)


def acts(finding):
    entries = JournalEntry.select().where(JournalEntry.obj == f"finding:{finding.id}")
    return [entry.act for entry in entries.order_by(JournalEntry.id)]


def test_from_the_draft_to_the_proof_that_it_was_mended(city):
    finding = closed(city)

    assert finding.state == State.CLOSED and finding.turn == Turn.NOBODY
    assert finding.number == "R8-1" and finding.closed_on == clock.today()
    assert finding.verified_by_id == city.suzuki.id
    assert verify(schema.JOURNALED).good


def test_every_step_is_one_entry(city):
    finding = closed(city)

    assert acts(finding) == [
        "finding.draft", "finding.prove", "finding.ask", "finding.agree", "finding.issue",
        "finding.instruct", "plan.write", "plan.submit", "finding.accept_plan", "finding.start",
        "plan.done", "finding.report", "finding.verify", "finding.effective", "finding.close",
    ]  # fmt: skip


def test_tanaka_disputes_a_fact_and_kobayashi_upholds_the_finding(city):
    finding = asked(city)
    checking.dispute(finding, "3本のうち1本は廃棄済みです。", finding.version, **by(city, "tanaka"))
    finding = again(finding)
    engagement = Engagement.get_by_id(finding.engagement_id)

    with pytest.raises(Refused, match="disputed"):
        issuing.issue_report(engagement, engagement.version, **by(city, "kobayashi"))
    checking.uphold(finding, "廃棄の記録は後日のもの。", finding.version, **by(city, "kobayashi"))
    engagement = again(engagement)
    issuing.issue_report(engagement, engagement.version, **by(city, "kobayashi"))

    finding = again(finding)
    assert finding.state == State.ISSUED and finding.reply == Reply.DISPUTED
    assert finding.reply_words == "3本のうち1本は廃棄済みです。"


def test_kobayashi_drops_what_tanaka_disputed_and_the_number_is_not_used_again(city):
    finding = asked(city)
    checking.dispute(finding, "記録はありました。", finding.version, **by(city, "tanaka"))
    finding = again(finding)
    checking.drop(finding, "記録を確認した。", finding.version, **by(city, "kobayashi"))

    assert again(finding).state == State.DROPPED
    assert drafted(city, again(finding.engagement)).number == "R8-2"


def test_a_draft_is_dropped_with_a_reason_only(city):
    finding = drafted(city)
    with pytest.raises(Invalid):
        recording.discard(finding, "  ", finding.version, **by(city, "suzuki"))

    finding = again(finding)
    recording.discard(finding, "重複していた。", finding.version, **by(city, "suzuki"))

    assert again(finding).state == State.DROPPED


def test_a_fact_check_that_nobody_answers_lapses_and_says_so(city):
    finding = asked(city)
    assert finding.fact_check_due_on == date(2026, 11, 2)  # seven working days, one on a weekend
    with pytest.raises(Refused):
        checking.lapse(finding, at=clock.now(), on=date(2026, 11, 2))

    late = finding.fact_check_due_on + timedelta(days=1)
    assert checking.lapse_overdue(at=clock.now(), on=late) == 1

    finding = again(finding)
    assert finding.state == State.AGREED and finding.reply == Reply.LAPSED
    assert JournalEntry.select().where(JournalEntry.act == "finding.lapse").get().actor == "system"


def test_facts_rest_while_the_head_looks_at_them(city):
    finding = asked(city)
    with pytest.raises(Refused):
        recording.write(finding, text(), finding.version, **by(city, "suzuki"))

    finding = agreed_now(city, finding)
    new = text(condition="別の事実", recommendation="別の改善")
    recording.write(finding, new, finding.version, **by(city, "suzuki"))

    finding = again(finding)
    assert finding.recommendation == "別の改善" and finding.condition != "別の事実"


def agreed_now(city, finding):
    checking.agree(finding, "", finding.version, **by(city, "tanaka"))
    return again(finding)


def test_issuing_locks_text_and_papers_sets_dates_and_asks_for_a_fresh_answer(city):
    finding = issued(city)

    assert finding.issued_hash == fingerprint(finding)
    assert finding.plan_due_on == date(2026, 11, 5) and finding.due_on == date(2027, 1, 20)
    assert finding.first_due_on == finding.due_on and finding.next_due_on == finding.plan_due_on
    assert WorkingPaper.get_by_id(finding.paper_id).locked_at
    again_asked = Afresh.get()
    assert (again_asked.unit_id, again_asked.control) == (city.citizens.id, "AST-05")
    with pytest.raises(Refused):
        recording.write(finding, text(), finding.version, **by(city, "suzuki"))
    with pytest.raises(Refused):
        drafted(city, Engagement.get_by_id(finding.engagement_id))


def test_good_practice_is_closed_at_issue_and_an_observation_by_one_reply(city):
    engagement = in_fieldwork(city)
    good = drafted(city, engagement, severity=Severity.GOOD)
    seen = drafted(city, engagement, severity=Severity.OBSERVATION)
    engagement = again(engagement)
    checking.ask_for_all(engagement, engagement.version, **by(city, "suzuki"))
    for finding in (good, seen):
        agreed_now(city, again(finding))
    engagement = again(engagement)
    issuing.issue_report(engagement, engagement.version, **by(city, "kobayashi"))

    assert again(good).state == State.CLOSED
    seen = again(seen)
    assert seen.turn == Turn.CISO
    with pytest.raises(Refused):
        mending.write_plan(seen, promise(city), **by(city, "hanako"))
    mending.reply(seen, "手順書を改めました。", seen.version, **by(city, "tanaka"))
    assert again(seen).state == State.CLOSED


def test_a_returned_plan_leaves_the_finding_issued(city):
    finding = promised(city)
    assert finding.turn == Turn.AUDITOR
    mending.return_plan(finding, "担当が足りない。", finding.version, **by(city, "suzuki"))

    finding = again(finding)
    assert finding.state == State.ISSUED and finding.turn == Turn.DEPARTMENT
    action = Action.get()
    assert action.returned_words == "担当が足りない。"
    mending.write_plan(finding, promise(city), action.version, action, **by(city, "hanako"))


def test_a_later_promise_needs_an_interim_measure(city):
    finding = issued(city)
    with pytest.raises(Invalid) as refusal:
        mending.write_plan(finding, promise(city, due_on=date(2027, 6, 30)), **by(city, "hanako"))
    assert refusal.value.field == "interim"

    finding = promised(city, finding, due_on=date(2027, 6, 30), interim="毎週目視で点検する。")
    mending.accept_plan(finding, finding.version, **by(city, "suzuki"))

    finding = again(finding)
    assert finding.due_on == date(2027, 6, 30) and finding.first_due_on == date(2027, 1, 20)


def test_what_is_not_mended_goes_back(city):
    finding = reported(city)
    verifying.reopen(finding, "10月分がない。", finding.version, **by(city, "suzuki"))

    assert again(finding).state == State.IN_PROGRESS and Action.get().state == "in progress"


def test_nothing_is_reported_before_it_is_done(city):
    finding = begun(city)
    with pytest.raises(Refused):
        mending.report(finding, finding.version, **by(city, "tanaka"))


def test_cancelling_an_engagement_drops_what_was_not_issued(city):
    finding = drafted(city)
    engagement = again(finding.engagement)
    issuing.cancel(engagement, "災害のため。", engagement.version, **by(city, "kobayashi"))

    assert again(finding).state == State.DROPPED
    assert again(engagement).state == Stage.CANCELLED


# --- who may not ----------------------------------------------------------------------------


def joins(city, person, unit, role=Role.STAFF, **dates):
    """The person takes a post in a department as well."""
    post = Assignment(
        person=city.people[person], role=role, unit=city.units[unit], title="主任",
        **({"valid_from": date(2026, 4, 1)} | dates),
    )  # fmt: skip
    with db.atomic():
        record(COMMAND, "test.post", "city:1", [post], at=clock.now())


def test_mori_of_the_audited_department_is_refused(city):
    joins(city, "mori", "citizens")
    engagement = in_fieldwork(city, team=("suzuki", "mori"))

    with pytest.raises(Refused, match="may not audit"):
        drafted(city, engagement, who="mori")


def test_mori_who_left_the_department_last_year_is_refused(city):
    joins(city, "mori", "citizens", valid_from=date(2024, 4, 1), valid_to=date(2025, 7, 1))
    engagement = in_fieldwork(city, team=("suzuki", "mori"))

    with pytest.raises(Refused):
        drafted(city, engagement, who="mori")


def test_mori_who_left_two_years_ago_audits(city):
    joins(city, "mori", "citizens", valid_from=date(2024, 4, 1), valid_to=date(2025, 4, 1))
    engagement = in_fieldwork(city, team=("suzuki", "mori"))

    assert drafted(city, engagement, who="mori").number == "R8-1"


def test_suzuki_who_joined_the_department_since_cannot_verify(city):
    finding = reported(city)
    joins(city, "suzuki", "citizens", valid_from=clock.today())

    with pytest.raises(Refused):
        verifying.verify(finding, "見た", clock.today(), finding.version, **by(city, "suzuki"))


@pytest.mark.parametrize("who", ["mori", "hanako", "tanaka", "watanabe", "saito", "takahashi"])
def test_who_is_not_on_the_team_records_nothing(city, who):
    engagement = in_fieldwork(city)
    with pytest.raises(Forbidden):
        drafted(city, engagement, who=who)


@pytest.mark.parametrize("who", ["ito", "hanako", "suzuki", "kobayashi", "watanabe", "kato"])
def test_only_the_head_of_the_department_answers_the_fact_check(city, who):
    finding = asked(city)
    with pytest.raises(Forbidden):
        checking.agree(finding, "", finding.version, **by(city, who))


@pytest.mark.parametrize("who", ["suzuki", "tanaka", "watanabe", "takahashi", "saito"])
def test_only_the_audit_lead_issues(city, who):
    finding = agreed(city)
    engagement = Engagement.get_by_id(finding.engagement_id)
    with pytest.raises(Forbidden):
        issuing.issue_report(engagement, engagement.version, **by(city, who))


@pytest.mark.parametrize("who", ["tanaka", "hanako", "watanabe", "mori"])
def test_nobody_but_an_auditor_of_the_team_verifies(city, who):
    finding = reported(city)
    with pytest.raises(Forbidden):
        verifying.verify(finding, "見た", clock.today(), finding.version, **by(city, who))


@pytest.mark.parametrize("who", ["suzuki", "tanaka", "watanabe", "takahashi"])
def test_only_the_audit_lead_closes(city, who):
    finding = verified(city)
    with pytest.raises(Forbidden):
        verifying.close(finding, finding.version, **by(city, who))


def test_kobayashi_who_belongs_to_the_audited_department_neither_issues_nor_closes(city):
    finding = verified(city)
    joins(city, "kobayashi", "citizens")
    with pytest.raises(Refused):
        verifying.close(finding, finding.version, **by(city, "kobayashi"))


def test_two_people_who_take_the_same_step(city):
    finding = asked(city)
    other = again(finding)
    checking.agree(finding, "", finding.version, **by(city, "tanaka"))

    with pytest.raises(Conflict):
        checking.dispute(other, "違う", other.version, **by(city, "tanaka"))


# --- later dates, accepted risks ------------------------------------------------------------


def test_the_first_extension_is_the_leads_the_second_the_cisos(city):
    finding = begun(city)
    first = finding.due_on

    def ask(until):
        found = again(finding)
        requesting.ask_extension(
            found, until, "改修の契約", "目視", found.version, **by(city, "tanaka")
        )
        return again(finding)

    found = ask(date(2027, 2, 26))
    assert found.turn == Turn.LEAD
    with pytest.raises(Forbidden):
        requesting.decide_extension(found, True, "", found.version, **by(city, "takahashi"))
    requesting.decide_extension(again(found), True, "", found.version, **by(city, "kobayashi"))
    found = again(finding)
    assert (found.due_on, found.first_due_on, found.extensions) == (date(2027, 2, 26), first, 1)

    found = ask(date(2027, 3, 31))
    assert found.turn == Turn.CISO
    with pytest.raises(Forbidden):
        requesting.decide_extension(found, True, "", found.version, **by(city, "kobayashi"))
    requesting.decide_extension(again(found), False, "年度内に。", found.version,
                                **by(city, "takahashi"))  # fmt: skip
    assert again(finding).due_on == date(2027, 2, 26)


def test_the_ciso_accepts_a_risk_until_its_review_date(city):
    finding = issued(city)
    requesting.ask_risk(
        finding, date(2027, 3, 31), "更改まで直せない。", "隔離する。", finding.version,
        **by(city, "tanaka"),
    )  # fmt: skip
    finding = again(finding)
    with pytest.raises(Forbidden):
        requesting.decide_risk(finding, True, "やむを得ない", finding.version,
                               **by(city, "kobayashi"))  # fmt: skip
    finding = again(finding)
    requesting.decide_risk(finding, True, "やむを得ない", finding.version, **by(city, "takahashi"))

    assert again(finding).state == State.RISK_ACCEPTED
    assert requesting.resume_overdue(at=clock.now(), on=date(2027, 3, 31)) == 0
    assert requesting.resume_overdue(at=clock.now(), on=date(2027, 4, 1)) == 1
    assert again(finding).state == State.IN_PROGRESS


def test_a_risk_is_accepted_for_a_year_at_most(city):
    finding = issued(city)
    with pytest.raises(Invalid):
        requesting.ask_risk(finding, date(2028, 1, 1), "なぜ", "何を", finding.version,
                            **by(city, "tanaka"))  # fmt: skip


# --- what others ask ------------------------------------------------------------------------


def test_figures_for_the_overview(city):
    finding = issued(city)
    later = finding.plan_due_on + timedelta(days=1)

    assert [each.id for each in reading.open_serious(clock.today())] == [finding.id]
    assert reading.overdue(finding.plan_due_on) == []
    assert [each.id for each in reading.overdue(later)] == [finding.id]
    assert [each.id for each in reading.of_unit(city.citizens.id, later)] == [finding.id]
    assert reading.of_unit(city.tax.id, later) == []
