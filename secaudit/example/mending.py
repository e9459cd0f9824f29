"""What became of each finding: mended, late, put off twice, accepted, or still without a plan."""

from datetime import date, timedelta

from secaudit.access.roles import Role
from secaudit.evidence.actions import Proof
from secaudit.example import words
from secaudit.example.story import Story, acting, noon
from secaudit.findings.actions import mending, requesting, verifying
from secaudit.findings.kinds import TO_BE_MENDED, Cause, Method
from secaudit.findings.models import Action, Finding

# How far each finding goes; by turns over the findings of an audit.
FATES = {
    "old": ["closed"],
    "last year": [
        "closed", "verified", "twice put off", "in progress", "closed", "no plan", "reported",
        "risk accepted", "planned", "not effective", "closed",
    ],
}  # fmt: skip


def mend(story: Story, finding: Finding, fate: str, issued: date) -> None:
    """Take one issued finding as far as its fate says."""
    if finding.severity not in TO_BE_MENDED:
        reply(story, finding, issued)
    elif fate != "no plan":
        hand_in(story, finding, issued + timedelta(days=10))
        accept_plan(story, Finding.get_by_id(finding.id), issued + timedelta(days=15))
        for stage in _stages(fate):
            stage(story, Finding.get_by_id(finding.id), issued)


def _stages(fate: str) -> list:
    way = [start, report, verify, _look_again, _close]
    ends = {"planned": 0, "in progress": 1, "reported": 2, "verified": 3, "closed": 5}
    special = {
        "twice put off": [start, _put_off, _put_off, _ask_again],
        "risk accepted": [start, _accept],
        "not effective": [start, report, verify, _not_lasting],
    }
    return special.get(fate) or way[: ends[fate]]


def reply(story: Story, finding: Finding, issued: date) -> None:
    if finding.state.value == "issued":
        on = issued + timedelta(days=15)
        head = acting(head_of(story, finding), on)
        mending.reply(
            finding, "ご指摘の点は、来年度の様式の見直しに合わせて改めます。", finding.version,
            by=head, at=noon(on), on=on,
        )  # fmt: skip


def head_of(story: Story, finding: Finding):
    return story.heads[finding.unit_id]


def due(finding: Finding) -> date:
    assert finding.due_on is not None, "an issued finding has its date"
    return finding.due_on


def hand_in(story: Story, finding: Finding, on: date) -> None:
    head = acting(head_of(story, finding), on)
    correction, prevention = story.random.choice(words.ACTIONS)
    promise = mending.Promise(
        cause_kind=story.random.choice(list(Cause)),
        correction=correction.format(n=story.random.randrange(2, 9)),
        due_on=min(due(finding), on + timedelta(days=100)),
        owner_unit=finding.unit_id,
        owner_title=head.post.split("・")[0],
        cause=story.random.choice(words.CAUSES),
        prevention=prevention,
        interim=words.INTERIM,
        check_by="管理簿と現物を照合する。",
    )
    mending.write_plan(finding, promise, by=head, at=noon(on), on=on)
    finding = Finding.get_by_id(finding.id)
    mending.submit_plan(finding, finding.version, by=head, at=noon(on, 20), on=on)


def accept_plan(story: Story, finding: Finding, on: date) -> None:
    auditor = story.as_role(Role.AUDITOR, on)
    mending.accept_plan(finding, finding.version, by=auditor, at=noon(on), on=on)


def start(story: Story, finding: Finding, issued: date) -> None:
    on = issued + timedelta(days=20)
    head = acting(head_of(story, finding), on)
    mending.start(finding, finding.version, by=head, at=noon(on), on=on)


def report(story: Story, finding: Finding, issued: date, days: int = 70) -> None:
    on = issued + timedelta(days=days)
    head = acting(head_of(story, finding), on)
    for action in Action.select().where(Action.finding == finding):
        proof = Proof(story.random.choice(words.EVIDENCE), "課内の書庫", on)
        result = mending.Result("計画のとおり行い、係長が確かめた。", on, proof)
        mending.finish_action(action, result, action.version, by=head, at=noon(on), on=on)
    finding = Finding.get_by_id(finding.id)
    mending.report(finding, finding.version, by=head, at=noon(on, 30), on=on)


def verify(story: Story, finding: Finding, issued: date, days: int = 85) -> None:
    on = issued + timedelta(days=days)
    auditor = story.as_role(Role.AUDITOR, on, 1)
    how = "管理簿3か月分と現物を照合した。"
    verifying.verify(
        finding, how, on, finding.version, Method.INSPECTED, by=auditor, at=noon(on), on=on
    )


def _look_again(story: Story, finding: Finding, issued: date, lasted: bool = True) -> None:
    """Some months later: of serious findings it is seen whether the measure has lasted."""
    if finding.effect_due_on is None:
        return
    on = finding.effect_due_on - timedelta(days=10)
    auditor = story.as_role(Role.AUDITOR, on)
    how = words.LASTING if lasted else words.NOT_LASTING
    verifying.check_effect(
        finding, lasted, how, on, finding.version, Method.REPEATED, by=auditor, at=noon(on), on=on
    )


def _not_lasting(story: Story, finding: Finding, issued: date) -> None:
    _look_again(story, finding, issued, lasted=False)


def _close(story: Story, finding: Finding, issued: date) -> None:
    on = issued + timedelta(days=180)
    lead = story.as_role(Role.AUDITLEAD, on)
    verifying.close(finding, finding.version, by=lead, at=noon(on), on=on)


def _put_off(story: Story, finding: Finding, issued: date) -> None:
    """The first time the lead decides, the second time the CISO."""
    on = due(finding) - timedelta(days=5)
    head = acting(head_of(story, finding), on)
    reason = words.EXTENSION_REASONS[finding.extensions % 2]
    until = due(finding) + timedelta(days=60)
    requesting.ask_extension(
        finding, until, reason, words.INTERIM, finding.version, by=head, at=noon(on), on=on
    )
    finding = Finding.get_by_id(finding.id)
    role = Role.CISO if finding.extensions else Role.AUDITLEAD
    day = on + timedelta(days=2)
    requesting.decide_extension(
        finding, True, "暫定措置を続けること。", finding.version,
        by=story.as_role(role, day), at=noon(day), on=day,
    )  # fmt: skip


def _ask_again(story: Story, finding: Finding, issued: date) -> None:
    """A third time, two days ago: the CISO finds it under what must be decided."""
    on = story.today - timedelta(days=2)
    head = acting(head_of(story, finding), on)
    until = max(due(finding), on) + timedelta(days=45)
    reason = "改修した機能の受入試験が12月になる。"
    requesting.ask_extension(
        finding, until, reason, words.INTERIM, finding.version, by=head, at=noon(on), on=on
    )


def _accept(story: Story, finding: Finding, issued: date) -> None:
    on = issued + timedelta(days=40)
    head = acting(head_of(story, finding), on)
    requesting.ask_risk(
        finding, on + timedelta(days=330), "機器の更新が翌年度になる。",
        "それまでは持ち出しを課長の許可に限る。", finding.version, by=head, at=noon(on), on=on,
    )  # fmt: skip
    finding = Finding.get_by_id(finding.id)
    day = on + timedelta(days=7)
    requesting.decide_risk(
        finding, True, "代わりの措置があるため、更新まで受容する。", finding.version,
        by=story.as_role(Role.CISO, day), at=noon(day), on=day,
    )  # fmt: skip
