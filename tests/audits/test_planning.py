"""Planning an audit: order of risk, independence, approval, schedule, notice."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secaudit.access.guard import COMMAND
from secaudit.access.roles import Role
from secaudit.audits import actions, lifecycle, reading
from secaudit.audits.actions import Visit
from secaudit.audits.independence import Held, bars, matters
from secaudit.audits.kinds import Type
from secaudit.audits.lifecycle import TRANSITIONS, State
from secaudit.audits.models import TeamMember, WorkingPaper
from secaudit.audits.numbers import short_year
from secaudit.audits.risk import Facts, proposed
from secaudit.audits.wording import assuring
from secaudit.calendar import clock
from secaudit.database import db
from secaudit.decisions.actions import Paper
from secaudit.decisions.models import Decision, Medium
from secaudit.errors import Conflict, Forbidden, Invalid, Refused
from secaudit.findings.actions import issuing
from secaudit.journal.actions import record
from secaudit.people.models import Assignment
from tests.audits.story import again, by, closed, in_fieldwork, issued, notified, plan_of, planned

ON = date(2026, 10, 22)


def test_numbers_follow_the_era():
    assert [short_year(year) for year in (2018, 2019, 2026)] == ["H30", "R1", "R8"]


def test_an_auditor_is_kept_from_the_own_department_this_year_and_last():
    assert matters(Held(1, date(2020, 4, 1)), ON)
    assert matters(Held(1, date(2020, 4, 1), date(2025, 4, 2)), ON)
    assert not matters(Held(1, date(2020, 4, 1), date(2025, 4, 1)), ON)
    assert not matters(Held(1, ON + timedelta(days=1)), ON)


def test_a_post_above_or_before_keeps_as_well():
    bureau, predecessor, other = Held(9, ON), Held(3, ON), Held(5, ON)

    assert bars([bureau, predecessor, other], 1, {1, 9, 3}, ON) == [bureau, predecessor]


facts = st.builds(
    Facts,
    unit=st.integers(1, 9),
    gaps=st.integers(0, 9),
    open=st.integers(0, 5),
    repeats=st.integers(0, 5),
    last_audited=st.none() | st.integers(2015, 2026),
)


@given(st.lists(facts, max_size=8, unique_by=lambda each: each.unit))
def test_the_order_of_risk_goes_down_and_keeps_official_order(each):
    found = proposed(each, 2026)
    points = [fact.points(2026) for fact in found]

    assert points == sorted(points, reverse=True) and len(found) == len(each)
    for left, right in pairwise(found):
        if left.points(2026) == right.points(2026):
            assert each.index(left) <= each.index(right)


def test_never_audited_counts_as_longest():
    assert Facts(1).points(2026) == Facts(1, last_audited=2001).points(2026) == 15
    assert Facts(1, last_audited=2026).points(2026) == 0


@given(st.sampled_from(list(State)), st.sampled_from(sorted(TRANSITIONS)))
def test_only_the_steps_of_the_table_are_taken(state, act):
    if state in TRANSITIONS[act].before:
        assert lifecycle.after(act, state) == TRANSITIONS[act].after
    else:
        with pytest.raises(Refused):
            lifecycle.after(act, state)


def test_the_ciso_approves_and_nobody_their_own(city):
    engagement = planned(city)
    with pytest.raises(Forbidden):
        actions.approve(engagement, engagement.version, **by(city, "kobayashi"))

    actions.approve(again(engagement), engagement.version, **by(city, "takahashi"))

    assert again(engagement).state == State.APPROVED


def on_paper(on=ON) -> Paper:
    return Paper(Medium.PAPER, "髙橋　誠司", "副市長", on, "8監第12号")


def test_an_approval_on_paper_is_recorded_by_somebody_else(city):
    engagement = planned(city)
    with pytest.raises(Refused):
        actions.approve_on_paper(
            engagement, on_paper(), engagement.version, **by(city, "kobayashi")
        )

    engagement = again(engagement)
    actions.approve_on_paper(engagement, on_paper(), engagement.version, **by(city, "watanabe"))

    assert again(engagement).state == State.APPROVED
    assert Decision.get().obj == f"engagement:{engagement.id}"


def test_a_department_that_nobody_on_the_team_may_audit_is_refused(city):
    with pytest.raises(Invalid) as refusal:
        planned(city, units=("audit",))
    assert refusal.value.field == "team"


def test_a_colleague_makes_the_own_department_possible(city):
    post = Assignment(person=city.inoue, role=Role.EXTERNAL, valid_from=ON)
    with db.atomic():
        record(COMMAND, "test.post", "city:1", [post], at=clock.now())

    engagement = planned(city, units=("audit",), team=("suzuki", "inoue"))
    barred = reading.obstacles([city.suzuki.id, city.inoue.id], [city.audit.id], ON)

    assert engagement.number == "R8-A1" and set(barred) == {(city.suzuki.id, city.audit.id)}


def test_a_plan_that_is_not_approved_changes_and_keeps_what_was_taken_off(city):
    engagement = planned(city, units=("citizens", "tax"), team=("suzuki", "mori"))
    new = plan_of(city, units=("tax",), team=("mori",), title="監査（改）")
    actions.change(engagement, new, engagement.version, **by(city, "kobayashi"))

    engagement = again(engagement)
    assert engagement.title == "監査（改）"
    assert [paper.unit_id for paper in reading.papers(engagement)] == [city.tax.id]
    assert [member.person_id for member in reading.team(engagement)] == [city.mori.id]
    assert WorkingPaper.select().count() == 2 and TeamMember.select().count() == 2


def test_an_approved_plan_no_longer_changes(city):
    engagement = notified(city)
    with pytest.raises(Refused):
        actions.change(engagement, plan_of(city), engagement.version, **by(city, "kobayashi"))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends_on": date(2026, 10, 1)}, "ends_on"),
        ({"report_on": date(2026, 11, 1)}, "report_on"),
        ({"controls": ()}, "chapters"),
        ({"units": ()}, "units"),
        ({"team": ()}, "team"),
    ],
)
def test_a_plan_must_hold_together(city, changes, field):
    with pytest.raises(Invalid) as refusal:
        planned(city, **changes)
    assert refusal.value.field == field


def test_no_notice_without_a_date(city):
    engagement = planned(city)
    actions.approve(engagement, engagement.version, **by(city, "takahashi"))
    with pytest.raises(Refused, match="no date"):
        actions.notify(engagement, engagement.version, **by(city, "kobayashi"))


def test_two_people_who_change_the_schedule(city):
    engagement = planned(city)
    other = again(engagement)
    visits = {paper.id: Visit(date(2026, 11, 4)) for paper in engagement.papers}
    actions.schedule(engagement, visits, engagement.version, **by(city, "kobayashi"))

    visits = {paper: Visit(date(2026, 11, 5)) for paper in visits}
    with pytest.raises(Conflict):
        actions.schedule(other, visits, 1, **by(city, "suzuki"))


def test_an_audit_is_completed_when_its_findings_are(city):
    engagement = again(closed(city).engagement)
    for act in ("engagement.report", "engagement.follow"):
        actions.advance(engagement, act, engagement.version, **by(city, "kobayashi"))
    issuing.finish(engagement, engagement.version, **by(city, "kobayashi"))

    assert again(engagement).state == State.CLOSED
    assert reading.last_audited() == {city.citizens.id: 2026}


@pytest.mark.parametrize("mended", [True, False])
def test_what_completing_an_audit_means_is_said_before_it_is_done(city, browse, mended):
    """With open findings there is no button: it says which they are."""
    finding = closed(city) if mended else issued(city)
    engagement, kobayashi = again(finding.engagement), browse(city.kobayashi)
    for act in ("engagement.report", "engagement.follow"):
        actions.advance(engagement, act, engagement.version, **by(city, "kobayashi"))
    address = f"/audits/{engagement.id}/completion"
    assert address in kobayashi.get(f"/audits/{engagement.id}").text

    page = kobayashi.get(address).text
    assert ("取り消せません" in page) == mended and (finding.number in page) != mended
    kobayashi.post(address, {"version": engagement.version}, status=302 if mended else 400)
    assert (again(engagement).state == State.CLOSED) == mended


def test_words_that_read_as_assurance_are_pointed_out_in_advice():
    text = "その他の点は問題なし。運用は概ね良好である。問題なし。"

    assert assuring(text) == ["問題なし", "概ね良好"]
    assert assuring(text, Type.ASSURANCE) == [] and assuring("記録がなかった。") == []


def test_the_report_has_an_introduction_until_it_is_issued(city, browse):
    engagement = in_fieldwork(city)
    suzuki = browse(city.suzuki)
    address = f"/audits/{engagement.id}/report"
    suzuki.get(f"{address}/text")
    suzuki.post(f"{address}/text", {
        "version": engagement.version, "introduction": "市民課を見た。問題なし。"})  # fmt: skip

    page = suzuki.get(address).text
    assert "市民課を見た。" in page and "保証と受け取られる表現" in page
    suzuki.get(f"/papers/{engagement.papers[0].id}/sheet")


def test_the_shipped_words_of_a_report_assure_nothing(city, browse):
    finding = issued(city)
    page = browse(city.kobayashi).get(f"/audits/{finding.engagement_id}/report").text
    assert assuring(page) == []
