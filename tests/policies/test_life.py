"""From the draft to the version that holds, and who may do what on the way."""

from datetime import date

import pytest

from secaudit import schema
from secaudit.calendar import clock
from secaudit.decisions.actions import Paper
from secaudit.decisions.models import Decision, Medium
from secaudit.errors import Conflict, Forbidden, Invalid, Refused
from secaudit.journal.verification import verify
from secaudit.policies import actions, reading
from secaudit.policies.kinds import Publication, State
from secaudit.policies.models import Policy, PolicyVersion
from tests.policies.story import TEXT, approved, founded, requested

TODAY = date(2026, 10, 22)


def save(city, policy, seen, text, who="watanabe"):
    return actions.save_draft(policy.id, seen, text, by=city.acting(who), at=clock.now())


def test_a_version_holds_from_its_day_until_the_next_one_does(city):
    policy = approved(city, on=date(2026, 10, 1))
    save(city, policy, 0, TEXT.replace("守る", "護る"))
    second = requested(city, policy, on=date(2026, 11, 1))
    actions.approve(second.id, second.hash, by=city.acting("saito"), at=clock.now())

    held = {day: reading.in_force(policy, date(2026, *day)) for day in [(9, 30), (10, 31), (11, 1)]}

    assert [each and each.number for each in held.values()] == [None, 1, 2]


def test_nobody_approves_what_they_wrote(city):
    version = requested(city, founded(city))
    writer = city.acting("watanabe")

    with pytest.raises(Forbidden):
        actions.approve(version.id, version.hash, by=writer, at=clock.now())


def test_an_author_who_becomes_chief_still_cannot_approve(city):
    version = requested(city, founded(city))
    PolicyVersion.update(authors=[city.saito.id]).where(PolicyVersion.id == version.id).execute()

    with pytest.raises(Refused, match="wrote"):
        actions.approve(version.id, version.hash, by=city.acting("saito"), at=clock.now())


def test_what_is_approved_is_what_was_shown(city):
    version = requested(city, founded(city))

    with pytest.raises(Refused, match="no longer"):
        actions.approve(version.id, "0" * 64, by=city.acting("saito"), at=clock.now())


def test_a_version_that_was_approved_never_changes(city):
    policy = approved(city)
    version = reading.in_force(policy, TODAY)

    for act in (actions.take_back, actions.drop):
        with pytest.raises(Refused):
            act(version.id, version.version, by=city.acting("watanabe"), at=clock.now())
    draft = save(city, policy, 0, "## 1 別の文\n")
    assert (draft.id, draft.number) != (version.id, version.number)
    assert PolicyVersion.get_by_id(version.id).text == version.text


def test_two_who_write_at_once_both_get_both_texts(city):
    policy = founded(city)
    draft = reading.being_made(policy)
    save(city, policy, draft.version, "## 1 先の人\n")

    with pytest.raises(Conflict) as conflict:
        save(city, policy, draft.version, "## 1 後の人\n")

    assert (conflict.value.theirs, conflict.value.ours) == ("## 1 先の人\n", "## 1 後の人\n")


def test_what_waits_for_approval_is_not_written_in(city):
    policy = founded(city)
    version = requested(city, policy)

    with pytest.raises(Refused, match="waits"):
        save(city, policy, version.version, "## 1 x\n")


def test_a_decision_on_paper_counts_and_is_recorded_by_somebody_else(city):
    version = requested(city, founded(city))
    paper = Paper(Medium.PAPER, "髙橋　誠司", "副市長", TODAY, "汐情第12号")
    given = {"at": clock.now(), "on": TODAY}

    with pytest.raises(Refused, match="colleague"):
        actions.approve_on_paper(
            version.id, version.hash, paper, by=city.acting("watanabe"), **given
        )
    actions.approve_on_paper(version.id, version.hash, paper, by=city.acting("kobayashi"), **given)

    assert reading.version(version.id).state == State.APPROVED
    assert Decision.get().document == "汐情第12号"


def test_sent_back_with_words_it_is_a_draft_again(city):
    policy = founded(city)
    version = requested(city, policy)

    actions.send_back(
        version.id, version.version, "第2条を短く", by=city.acting("saito"), at=clock.now()
    )

    draft = reading.being_made(policy)
    assert (draft.state, draft.returned, draft.hash) == (State.DRAFT, "第2条を短く", "")


def test_a_text_with_faults_is_not_put_before_the_approver(city):
    policy = founded(city, "## 1 a\n\n<script>x</script>\n")

    with pytest.raises(Refused, match="2 places"):
        requested(city, policy)


def test_dates_run_forward(city):
    policy = approved(city, on=date(2026, 10, 1))
    save(city, policy, 0, TEXT)

    with pytest.raises(Invalid, match="later day"):
        requested(city, policy, on=date(2026, 9, 1))
    with pytest.raises(Invalid, match="review"):
        requested(city, policy, on=date(2026, 11, 1), review=date(2026, 11, 1))


def test_an_overdue_review_is_seen_until_it_is_recorded(city):
    policy = approved(city, on=date(2025, 4, 1), review=date(2026, 4, 1))
    assert [(each.policy.id, each.days) for each in reading.overdue_reviews(TODAY)] == [
        (policy.id, 204)
    ]

    actions.record_review(
        policy.id, policy.version, TODAY, date(2027, 4, 1), "そのままでよい",
        by=city.acting("watanabe"), at=clock.now(), today=TODAY,
    )  # fmt: skip

    assert reading.overdue_reviews(TODAY) == []


def test_an_article_and_a_control_know_each_other(city):
    policy = approved(city)
    actions.link(
        policy.id, policy.version, {"article-3": ["ORG-01"], "article-1": []}, {"ORG-01"},
        by=city.acting("watanabe"), at=clock.now(),
    )  # fmt: skip

    (clause,) = reading.clauses_about("ORG-01", TODAY)

    assert (clause.article.title, clause.policy.id) == ("第3条 体制", policy.id)
    assert reading.clauses_about("ORG-02", TODAY) == []


def test_a_control_that_does_not_exist_is_not_linked(city):
    policy = approved(city)

    with pytest.raises(Invalid, match="XXX-99"):
        actions.link(
            policy.id, policy.version, {"article-1": ["XXX-99"]}, {"ORG-01"},
            by=city.acting("watanabe"), at=clock.now(),
        )  # fmt: skip


def test_only_a_published_document_has_a_date_of_publication(city):
    with pytest.raises(Invalid):
        founded(city, publication=Publication.INTERNAL, published_on=TODAY)


def test_the_journal_answers_for_all_of_it(city):
    policy = approved(city)
    save(city, policy, 0, TEXT)

    assert verify(schema.JOURNALED).good
    assert Policy.get_by_id(policy.id).version == 2
