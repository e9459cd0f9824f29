"""What the example city has none of: one of each thing that somebody has begun and another awaits."""

from datetime import date, timedelta

from secaudit.access.roles import Role
from secaudit.audits import actions as engagements
from secaudit.audits.models import Engagement, WorkingPaper
from secaudit.audits.planning import Plan
from secaudit.example import audits, policies, rounds, words
from secaudit.example.story import Story, acting, noon
from secaudit.findings.actions import mending, requesting
from secaudit.findings.kinds import TO_BE_MENDED, Cause
from secaudit.findings.models import Finding
from secaudit.policies.models import Policy, PolicyVersion
from secaudit.selfcheck.actions import corrections, periods
from secaudit.selfcheck.answers import Given
from secaudit.selfcheck.kinds import PeriodState, SheetState, Value
from secaudit.selfcheck.models import Period, Sheet


def add(story: Story) -> None:
    ask_for_a_rule(story)
    plan_next_period(story)
    propose_correction(story)
    mend_by_steps(story)
    plan_audits(story)
    plan_next_round(story)


def ask_for_a_rule(story: Story) -> None:
    """A new version of the rule that has no draft."""
    on = story.today - timedelta(days=1)
    by = story.as_role(Role.SECR, on)
    drafts = PolicyVersion.select(PolicyVersion.policy).where(PolicyVersion.state == "draft")
    policy = Policy.select().where(Policy.id.not_in(drafts)).order_by(Policy.id).first()
    text = policy.versions.order_by(PolicyVersion.number.desc()).first().text + "\n末尾の一文。\n"
    draft = policies.actions.save_draft(policy.id, 0, text, "末尾に加えた。", by=by, at=noon(on))
    policies.actions.request_approval(
        draft.id,
        draft.version,
        story.today + timedelta(days=30),
        story.today + timedelta(days=395),
        by=by,
        at=noon(on, 5),
    )


def plan_next_period(story: Story) -> None:
    year = story.this_year + 1
    plan = periods.Plan(year, date(year, 10, 1), date(year, 10, 29), date(year, 10, 1))
    by = story.as_role(Role.SECR, story.today)
    periods.plan_period(plan, by=by, at=noon(story.today))


def propose_correction(story: Story) -> None:
    final = Period.select().where(Period.state != PeriodState.OPEN, Period.frozen_at.is_null(False))
    period = final.order_by(Period.id.desc()).first()
    sheets = Sheet.select().where(Sheet.period == period, Sheet.state == SheetState.FROZEN)
    sheet = next(each for each in sheets.order_by(Sheet.id) if each.unit_id in story.heads)
    head = acting(story.heads[sheet.unit_id], story.today)
    control = next(iter(sheet.answers.order_by())).control
    given = Given(Value.PARTIAL, "倉庫の分が抜けていた。")
    why = "倉庫の台帳を見ずに答えていた。"
    corrections.propose_correction(sheet.id, control, given, why, by=head, at=noon(story.today))


def plan_audits(story: Story) -> None:
    """One that waits for the CISO's yes, one that has it."""
    asked = audits.answered(story, story.this_year)
    units = audits.audited(story, story.this_year)
    lead, ciso = (story.as_role(role, story.today) for role in (Role.AUDITLEAD, Role.CISO))
    when = {"at": noon(story.today), "on": story.today}
    for index, title in enumerate(("外部委託の監査", "持ち出しの監査")):
        plan = Plan(
            title=title,
            kind=audits.Kind.INTERNAL,
            type=audits.Type.ADVISORY,
            starts_on=story.today + timedelta(days=30),
            ends_on=story.today + timedelta(days=44),
            units=tuple(units[index * 2 : index * 2 + 2]),
            team=(story.somebody(Role.AUDITOR).id,),
            controls=("AST-01", "AST-05"),
            period=asked.id,
            criteria="汐見市情報セキュリティ対策基準",
        )
        engagement = engagements.plan(plan, asked.edition, by=lead, **when)
        if index:
            engagements.approve(engagement, engagement.version, by=ciso, **when)


def plan_next_round(story: Story) -> None:
    """A programme and the plan of a year, which wait for the CISO's yes."""
    lead = story.as_role(Role.AUDITLEAD, story.today)
    year = story.this_year + 1
    turns = {(unit, year) for unit in audits.audited(story, story.this_year)}
    outline = rounds.actions.Outline("次の監査計画", year, 2, 3)
    rounds.actions.plan(outline, turns, turns, by=lead, at=noon(story.today))
    rounds.actions.plan_year(year, rounds.INTENT, 0, by=lead, at=noon(story.today))


def mend_by_steps(story: Story) -> None:
    """This summer's audit: each finding one step further than the one before."""
    year, start = story.this_year, date(story.this_year, 6, 8)
    units = audits.audited(story, year)[:4]
    engagement, on = audits.prepare(story, year, start, units)
    for index, paper in audits.papers_of(engagement):
        audits.visit(story, WorkingPaper.get_by_id(paper.id), on + timedelta(days=index))
    issued = start + timedelta(days=60)
    audits.issue(story, Engagement.get_by_id(engagement.id), issued)
    found = Finding.select().where(Finding.engagement == engagement).order_by(Finding.id)
    mended = [each for each in found if each.severity in TO_BE_MENDED]
    assert len(mended) >= len(STEPS), "as many findings as there are steps"
    for finding, steps in zip(mended, STEPS, strict=False):
        for step in steps:
            step(story, Finding.get_by_id(finding.id), issued + timedelta(days=10))


def head_of(story: Story, finding: Finding, on: date) -> dict:
    return {"by": acting(story.heads[finding.unit_id], on), "at": noon(on), "on": on}


def plan(story: Story, finding: Finding, on: date) -> None:
    correction, prevention = words.ACTIONS[0]
    promise = mending.Promise(
        cause_kind=next(iter(Cause)),
        correction=correction.format(n=3),
        due_on=story.today + timedelta(days=30),
        owner_unit=finding.unit_id,
        owner_title="課長",
        cause=words.CAUSES[0],
        prevention=prevention,
        interim=words.INTERIM,
        check_by="管理簿と現物を照合する。",
    )
    mending.write_plan(finding, promise, **head_of(story, finding, on))


def submit(story: Story, finding: Finding, on: date) -> None:
    mending.submit_plan(finding, finding.version, **head_of(story, finding, on))


def send_back(story: Story, finding: Finding, on: date) -> None:
    by = story.as_role(Role.AUDITOR, on)
    text = "原因がまだ分かりません。"
    mending.return_plan(finding, text, finding.version, by=by, at=noon(on, 60), on=on)


def accept(story: Story, finding: Finding, on: date) -> None:
    by = story.as_role(Role.AUDITOR, on)
    mending.accept_plan(finding, finding.version, by=by, at=noon(on, 60), on=on)


def ask_extension(story: Story, finding: Finding, on: date) -> None:
    until = max(finding.due_on, story.today) + timedelta(days=60)
    mine = head_of(story, finding, story.today)
    reason = words.EXTENSION_REASONS[0]
    requesting.ask_extension(finding, until, reason, words.INTERIM, finding.version, **mine)


def ask_risk(story: Story, finding: Finding, on: date) -> None:
    mine = head_of(story, finding, story.today)
    until = story.today + timedelta(days=300)
    requesting.ask_risk(
        finding, until, "機器の更新が翌年度になる。", "持ち出しを課長の許可に限る。",
        finding.version, **mine,
    )  # fmt: skip


STEPS = [
    [],
    [plan, submit],
    [plan],
    [plan, submit, send_back],
    [plan, submit, accept],
    [plan, submit, accept, ask_extension],
    [plan, submit, accept, ask_risk],
]
