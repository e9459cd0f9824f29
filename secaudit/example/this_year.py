"""This year's reported audits: findings at every stage, from the report without an instruction to
the look at whether a measure has lasted."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from secaudit.access.roles import Role
from secaudit.audits.models import Engagement
from secaudit.example import audits, mending, words
from secaudit.example.story import Story, acting, noon
from secaudit.findings.actions import mending as plans
from secaudit.findings.actions import requesting, spreading, verifying
from secaudit.findings.kinds import Same, Severity
from secaudit.findings.models import Finding, Inquiry, InquiryReply
from secaudit.organisation.reading import tree

Stage = Callable[[Story, Finding, date], None]


def run(story: Story) -> None:
    """In the spring, in the summer, and one whose report is a week old."""
    spring, summer, fresh = (story.today - timedelta(days=days) for days in (164, 75, 68))
    if spring - timedelta(days=40) < date(story.this_year, 4, 1):
        return  # the demonstration begins too early in the year for them
    units = audits.choose(story, story.this_year, 7)
    found = _audit(story, spring, units[:4], "利用者IDと持ち出しの管理", "権限と媒体")
    issued = spring + timedelta(days=51)
    audits.issue(story, found, issued)
    _follow(story, found, issued, SPRING)
    audits.close(story, found, issued + timedelta(days=20))
    found = _audit(story, summer, units[4:6], "委託先の管理", "委託と再委託")
    issued = story.today - timedelta(days=21)
    audits.issue(story, found, issued)
    _follow(story, found, issued, SUMMER)
    found = _audit(story, fresh, units[6:], "災害時の業務継続", "バックアップと連絡網")
    audits.send_report(story, found, story.today - timedelta(days=7))


def _audit(story: Story, start: date, units: list[int], title: str, theme: str) -> Engagement:
    """Planned, visited, and everything recorded."""
    found, on = audits.prepare(story, story.this_year, start, units, title, theme)
    for index, paper in audits.papers_of(found):
        audits.visit(story, paper, on + timedelta(days=index))
    return found


def _follow(story: Story, audit: Engagement, issued: date, ways: dict) -> None:
    """Each finding goes one of the ways of its severity, by turns."""
    counts: dict[Severity, int] = {}
    for finding in Finding.select().where(Finding.engagement == audit).order_by(Finding.id):
        several = ways.get(finding.severity, [])
        index = counts.get(finding.severity, 0)
        counts[finding.severity] = index + 1
        for stage in several[index % len(several)] if several else ():
            stage(story, Finding.get_by_id(finding.id), issued)


def _hand_in(story: Story, finding: Finding, issued: date) -> None:
    mending.hand_in(story, finding, issued + timedelta(days=12))


def _accept_plan(story: Story, finding: Finding, issued: date) -> None:
    mending.accept_plan(story, finding, issued + timedelta(days=16))


def _return_plan(story: Story, finding: Finding, issued: date) -> None:
    on = issued + timedelta(days=16)
    auditor = story.as_role(Role.AUDITOR, on)
    plans.return_plan(finding, words.PLAN_RETURNED, finding.version, by=auditor, at=noon(on), on=on)


def _send_back(story: Story, finding: Finding, issued: date) -> None:
    on = issued + timedelta(days=100)
    auditor = story.as_role(Role.AUDITOR, on)
    verifying.reopen(finding, words.SENT_BACK, finding.version, by=auditor, at=noon(on), on=on)


def _ask_for_time(story: Story, finding: Finding, issued: date) -> None:
    on = story.today - timedelta(days=3)
    head = acting(mending.head_of(story, finding), on)
    until = max(mending.due(finding), story.today) + timedelta(days=30)
    requesting.ask_extension(
        finding, until, words.EXTENSION_REASONS[0], words.INTERIM, finding.version,
        by=head, at=noon(on), on=on,
    )  # fmt: skip


def _ask_for_acceptance(story: Story, finding: Finding, issued: date) -> None:
    on = story.today - timedelta(days=1)
    head = acting(mending.head_of(story, finding), on)
    requesting.ask_risk(
        finding, on + timedelta(days=300), words.RISK, words.RISK_INSTEAD, finding.version,
        by=head, at=noon(on), on=on,
    )  # fmt: skip


def _spread(story: Story, finding: Finding, issued: date) -> None:
    """Four departments are asked; three have answered."""
    if Inquiry.select().exists():
        return
    on = story.today - timedelta(days=8)
    lead = story.as_role(Role.AUDITLEAD, on)
    others = [o.id for o in tree(on).answering() if o.id != finding.unit_id and o.id in story.heads]
    spreading.ask_others(
        finding, words.INQUIRY, others[:4], story.today + timedelta(days=6),
        by=lead, at=noon(on), on=on,
    )  # fmt: skip
    for reply, (same, text) in zip(InquiryReply.select(), ANSWERS, strict=False):
        day = on + timedelta(days=2)
        head = acting(story.heads[reply.unit_id], day)
        spreading.answer_inquiry(reply, same, text, reply.version, by=head, at=noon(day), on=day)


ANSWERS = [
    (Same.PARTLY, "共用の端末2台で同じ状態でした。10月末までに直します。"),
    (Same.NO, "毎月の一覧で確かめており、該当はありません。"),
    (Same.NOT_HERE, ""),
]
BEGUN: list[Stage] = [_hand_in, _accept_plan, mending.start]
SPRING: dict[Severity, list[list[Stage]]] = {
    Severity.MAJOR: [
        [*BEGUN, partial(mending.report, days=25), partial(mending.verify, days=27), _spread],
        [*BEGUN, mending.report, _send_back],
    ],
    Severity.MINOR: [
        [*BEGUN, _ask_for_time],
        [*BEGUN, _ask_for_acceptance],
        [*BEGUN, mending.report],
        [*BEGUN, mending.report, mending.verify],
        BEGUN,
    ],
    Severity.OBSERVATION: [[mending.reply]],
}
SUMMER: dict[Severity, list[list[Stage]]] = {
    Severity.MAJOR: [[_hand_in], []],
    Severity.MINOR: [[_hand_in, _return_plan], [_hand_in], [_hand_in, _accept_plan], []],
}
