"""After the report: instruction, dates that held, lasting effect, other departments, escalation."""

from datetime import date, timedelta

import pytest

from secaudit import schema
from secaudit.access.guard import COMMAND
from secaudit.audits.models import Engagement
from secaudit.calendar import clock
from secaudit.decisions.actions import Paper
from secaudit.decisions.models import Decision, Medium
from secaudit.errors import Forbidden, Invalid, Refused
from secaudit.findings import deadlines, inquiries, story
from secaudit.findings.actions import instructing, mending, spreading, verifying
from secaudit.findings.kinds import Method, Same, Severity, Turn
from secaudit.findings.lifecycle import State
from secaudit.findings.models import Action, DueDate
from secaudit.findings.sight import sight_of
from secaudit.journal.verification import verify
from secaudit.organisation.actions import change_settings
from secaudit.organisation.settings import settings
from tests.audits.story import (
    PROOF,
    again,
    begun,
    by,
    closed,
    drafted,
    in_fieldwork,
    issued,
    promise,
    promised,
    reported,
    verified,
    with_report,
)

WORDS = "期限までに改善すること。"


def change(**values) -> None:
    change_settings(values, by=COMMAND, at=clock.now())


def dates(finding):
    rows = DueDate.select().where(DueDate.finding == finding).order_by(DueDate.id)
    return [(row.due_on, row.since.value) for row in rows]


# --- the CISO's instruction -----------------------------------------------------------------


def test_the_deadlines_run_from_the_cisos_instruction(city):
    finding = with_report(city)
    assert (finding.turn, finding.due_on, finding.next_due_on) == (Turn.CISO, None, None)
    engagement = Engagement.get()
    for who in ("kobayashi", "saito", "tanaka"):
        with pytest.raises(Forbidden):
            instructing.instruct(engagement, WORDS, engagement.version, **by(city, who))

    instructing.instruct(engagement, WORDS, engagement.version, **by(city, "takahashi"))

    finding = again(finding)
    assert finding.turn == Turn.DEPARTMENT and finding.due_on == date(2027, 1, 20)
    assert dates(finding) == [(date(2027, 1, 20), "instruction")]
    with pytest.raises(Refused):
        instructing.instruct(again(engagement), WORDS, engagement.version, **by(city, "takahashi"))


def test_the_ciso_who_never_signs_in_instructs_on_paper(city):
    finding = with_report(city)
    engagement = Engagement.get()
    paper = Paper(Medium.PAPER, "髙橋　誠司", "副市長", date(2026, 10, 20), "汐行第41号")
    instructing.instruct(
        engagement, WORDS, engagement.version, paper=paper, **by(city, "kobayashi")
    )

    finding = again(finding)
    assert finding.plan_due_on == date(2026, 11, 4)  # fourteen days from the 20th: a holiday
    assert Decision.get().document == "汐行第41号"
    assert story.of(finding, sight_of(city.acting("tanaka"), clock.today())).instruction


def test_where_the_city_wants_it_the_deadlines_run_from_the_report(city):
    change(instruction_first=False)
    finding = with_report(city)
    assert finding.due_on == date(2027, 1, 20) and finding.turn == Turn.DEPARTMENT
    assert dates(finding) == [(date(2027, 1, 20), "report")]


def test_home_and_overview_lead_the_ciso_to_one_instruction_for_the_whole_report(city, browse):
    finding = with_report(city)
    address = f"/audits/{finding.engagement_id}/instruction"
    takahashi = browse(city.takahashi)
    assert address in takahashi.get("/findings").text or takahashi.get(address)
    page = takahashi.get(address).text
    assert finding.number in page and "令和8年11月5日" not in browse(city.tanaka).get("/").text
    browse(city.kobayashi).get(f"{address}-on-paper")
    browse(city.kobayashi).get(address, status=403)


# --- whether it has lasted ------------------------------------------------------------------


def test_what_did_not_last_is_open_again_until_a_new_date_and_the_old_one_stays(city):
    finding = verified(city)
    assert finding.turn == Turn.AUDITOR and finding.effect_due_on == date(2027, 1, 20)
    with pytest.raises(Refused, match="lasted"):
        verifying.close(finding, finding.version, **by(city, "kobayashi"))
    finding = again(finding)
    with pytest.raises(Invalid):  # not on the day of the verification
        verifying.check_effect(
            finding, True, "見た", clock.today(), finding.version, **by(city, "suzuki")
        )
    finding, later = again(finding), date(2027, 1, 15)
    verifying.check_effect(
        finding, False, "記録が途切れた。", later, finding.version, Method.INSPECTED,
        **by(city, "suzuki") | {"on": later},
    )  # fmt: skip

    finding = again(finding)
    assert finding.state == State.IN_PROGRESS and finding.turn == Turn.DEPARTMENT
    assert finding.first_due_on == date(2027, 1, 20) and finding.due_on == date(2027, 4, 15)
    assert [since for _due, since in dates(finding)] == ["instruction", "not effective"]
    assert Action.get().state == "in progress"
    told = story.of(finding, sight_of(city.acting("suzuki"), clock.today()))
    assert [each.effective for each in told.checks] == [False]
    assert verify(schema.JOURNALED).good


def test_minor_findings_go_the_light_way_unless_the_city_wants_more(city):
    change(bureau_step=True)
    finding = promised(city, issued(city, severity=Severity.MINOR))
    assert finding.turn == Turn.AUDITOR  # no step of the bureau
    mending.accept_plan(finding, finding.version, **by(city, "suzuki"))

    change(bureau_step_minor=True, effect_check_minor=True)
    other = promised(city, issued(city, severity=Severity.MINOR))
    assert other.turn == Turn.DIRECTOR
    assert deadlines.effect_check(Severity.MINOR, clock.today(), settings())


def test_a_minor_finding_is_closed_without_another_look(city):
    finding = closed(city, finding=issued(city, severity=Severity.MINOR))
    assert finding.state == State.CLOSED and finding.effect_due_on is None


def test_several_actions_of_several_posts_must_all_be_done(city):
    finding = begun(city)
    mending.write_plan(finding, promise(city, owner_title="市民課長"), **by(city, "tanaka"))
    owners = {row.owner_title for row in Action.select()}
    assert owners == {"主査", "市民課長"}
    with pytest.raises(Refused):
        mending.report(again(finding), again(finding).version, **by(city, "tanaka"))


# --- found again, overdue, elsewhere --------------------------------------------------------


def test_a_closed_finding_that_comes_back_is_a_new_one_with_a_link(city):
    before = closed(city)
    new = drafted(city, in_fieldwork(city))

    assert again(before).state == State.CLOSED and new.repeats_id == before.id
    seen = story.of(again(before), sight_of(city.acting("kobayashi"), clock.today()))
    assert [each.id for each in seen.again] == [new.id]


def test_lateness_and_escalation_are_counted_in_working_days(city):
    finding = issued(city)
    due = finding.next_due_on  # Thursday, 5 November
    told = deadlines.escalation(due, due + timedelta(days=4), settings())  # the Monday after
    assert told.working_days_late == 2
    assert told.director == date(2026, 11, 16) and told.ciso == date(2026, 12, 18)
    saturday = verified_on_a_saturday(finding)
    assert deadlines.next_due(saturday) == date(2026, 11, 9)


def verified_on_a_saturday(finding):
    finding.state, finding.due_on = State.IN_PROGRESS, date(2026, 11, 7)
    return finding


def test_other_departments_are_asked_and_read_nothing_of_the_finding(city, browse):
    finding = issued(city)
    kobayashi, ito = browse(city.kobayashi), browse(city.ito)
    kobayashi.get(f"/findings/{finding.id}/other-departments")
    question = "媒体の点検記録はありますか。"
    kobayashi.post(f"/findings/{finding.id}/other-departments", {
        "question": question, "units": [city.tax.id, city.policy.id], "due_on": "R8.11.6"})  # fmt: skip

    ito.get(f"/findings/{finding.id}", status=404)
    assert "他の課の指摘に関する照会に回答する" in ito.get("/").text
    page = ito.get("/inquiries").text
    assert question in page and finding.title not in page and finding.number not in page
    asked = inquiries.of_reader(city.acting("ito"), clock.today())[0]
    address = f"/inquiries/{asked.id}"
    ito.get(address)
    ito.post(address, {"version": asked.version, "answer": "yes", "words": ""}, status=200)
    ito.post(address, {"version": asked.version, "answer": "yes", "words": "2本に記録がない。"})
    browse(city.tanaka).get(address, status=404)
    browse(city.suzuki).get(address, status=403)

    (told,) = inquiries.of_finding(finding, clock.today())
    assert [reply.answer for _office, reply in told.replies] == [None, Same.YES]
    assert "2本に記録がない。" in kobayashi.get(f"/findings/{finding.id}/other-departments").text
    with pytest.raises(Forbidden):
        spreading.ask_others(
            finding, question, [city.tax.id], date(2026, 11, 6), **by(city, "suzuki")
        )


def test_reported_again_after_it_did_not_last(city):
    """The way is the same the second time."""
    finding = reported(city)
    verifying.verify(finding, "見た", clock.today(), finding.version, **by(city, "suzuki"))
    finding, later = again(finding), clock.today() + timedelta(days=30)
    verifying.check_effect(
        finding, False, "途切れた", later, finding.version, **by(city, "suzuki") | {"on": later}
    )
    action = Action.get()
    mending.finish_action(action, mending.Result("直した", later, PROOF), action.version,
                          **by(city, "hanako") | {"on": later})  # fmt: skip
    finding = again(finding)
    mending.report(finding, finding.version, **by(city, "tanaka"))
    assert again(finding).state == State.REPORTED
