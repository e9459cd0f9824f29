"""The audits: two past years to the end, this year's one in fact check and one in the field."""

from datetime import date, timedelta

from secaudit.access.guard import Actor
from secaudit.access.roles import Role
from secaudit.audits import actions as engagements
from secaudit.audits.kinds import Kind, Type
from secaudit.audits.models import Engagement, WorkingPaper
from secaudit.audits.planning import Plan
from secaudit.audits.reading import papers
from secaudit.calendar.fiscal import fiscal_label
from secaudit.catalogue.installed import pinned
from secaudit.decisions.actions import Paper
from secaudit.decisions.models import Medium
from secaudit.evidence.actions import Proof
from secaudit.example import words
from secaudit.example.mending import FATES, mend
from secaudit.example.story import Story, acting, noon
from secaudit.fieldwork import actions as fieldwork
from secaudit.fieldwork.judging import Judgement
from secaudit.fieldwork.models import PaperItem
from secaudit.fieldwork.reading import items
from secaudit.findings.actions import checking, instructing, issuing, recording
from secaudit.findings.kinds import Severity
from secaudit.findings.models import Finding
from secaudit.findings.reading import uninstructed
from secaudit.organisation.reading import tree
from secaudit.selfcheck import reading
from secaudit.selfcheck.kinds import Value
from secaudit.selfcheck.models import Period

SEVERITIES = [Severity.MINOR, Severity.MAJOR, Severity.OBSERVATION, Severity.MINOR]
CONTROLS = 14


def run_past(story: Story, year: int) -> list[Finding]:
    """Planned in September, visited in November, issued in January, mended since."""
    start = date(year, 11, 9)
    engagement, on = prepare(story, year, start, choose(story, year, 5))
    found = [
        visit(story, paper, on + timedelta(days=index)) for index, paper in papers_of(engagement)
    ]
    issue(story, engagement, date(year + 1, 1, 14))
    findings = [each for some in found for each in some]
    fates = FATES["old"] if year < story.this_year - 1 else FATES["last year"]
    for index, finding in enumerate(Finding.get_by_id(each.id) for each in findings):
        mend(story, finding, fates[index % len(fates)], date(year + 1, 1, 14))
    close(story, engagement, date(year + 1, 2, 10))
    return findings


def run_this_year(story: Story) -> None:
    """One engagement waits for the facts to be checked, the other is in the field."""
    year = story.this_year
    units = choose(story, year, 7)
    first, on = prepare(story, year, date(year, 9, 7), units[:4])
    found = [visit(story, paper, on + timedelta(days=index)) for index, paper in papers_of(first)]
    check_facts(story, first, [each for some in found for each in some])
    second, on = prepare(story, year, story.today - timedelta(days=3), units[4:])
    for index, paper in papers_of(second):
        if index < 2:
            visit(story, paper, min(on + timedelta(days=index), story.today), share=0.5)


def choose(story: Story, year: int, count: int) -> list[int]:
    """By lot, those first that nobody has audited in this year."""
    papers = WorkingPaper.select(WorkingPaper.unit).join(Engagement)
    done = {row.unit_id for row in papers.where(Engagement.fiscal_year == year)}
    units = audited(story, year)
    lots = story.random.sample(units, len(units))
    return sorted(lots, key=lambda unit: unit in done)[:count]


def audited(story: Story, year: int) -> list[int]:
    """Departments that answered, still exist, and do not have an auditor among their people."""
    own = {story.units[name] for name in ("行政経営課", "総務課", "デジタル推進課")}
    standing = tree(min(date(year + 1, 3, 31), story.today)).offices
    sheets = reading.sheets_of(answered(story, year))
    return [s.unit_id for s in sheets if s.unit_id not in own and s.unit_id in standing]


def answered(story: Story, year: int) -> Period:
    """The self-check whose answers the auditors of that year see."""
    asked = year - (year == story.this_year)
    return next(period for period in reading.periods() if period.fiscal_year == asked)


def prepare(
    story: Story,
    year: int,
    start: date,
    units: list[int],
    title: str = "情報資産と持ち出しの管理",
    theme: str = "媒体と台帳",
) -> tuple[Engagement, date]:
    """Plan, approval, schedule, notice, beginning; return the first day of the visits."""
    planned = start - timedelta(days=40)
    lead = story.as_role(Role.AUDITLEAD, planned)
    period = answered(story, year)
    assert period.edition is not None, "a period that was opened has pinned its edition"
    catalogue = pinned(period.edition)
    core = [c.id for c in catalogue.controls if "MGR" in c.core or "STAFF" in c.core]
    new = Plan(
        title=f"{fiscal_label(year)} {title}",
        kind=Kind.INTERNAL,
        type=Type.ADVISORY,
        starts_on=start,
        ends_on=start + timedelta(days=18),
        report_on=date(year + 1, 3, 31),
        units=tuple(units),
        team=tuple(p.id for p in story.roles[Role.AUDITOR][:2]),
        controls=tuple(core[:CONTROLS]),
        period=period.id,
        theme=theme,
        purpose="自己点検の回答を抜き取りで確かめ、改善の手掛かりを示す。",
        criteria="汐見市情報セキュリティ対策基準",
    )
    engagement = engagements.plan(new, period.edition, by=lead, at=noon(planned), on=planned)
    return _notify_and_begin(story, engagement, planned, start)


def _notify_and_begin(
    story: Story, engagement: Engagement, planned: date, start: date
) -> tuple[Engagement, date]:
    ciso, lead = story.as_role(Role.CISO, planned), story.as_role(Role.AUDITLEAD, planned)
    engagements.approve(engagement, engagement.version, by=ciso, at=noon(planned, 60), on=planned)
    visits = {
        paper.id: engagements.Visit(start + timedelta(days=index), "10:00", "課内の打合せ席")
        for index, paper in papers_of(engagement)
    }
    on = planned + timedelta(days=10)
    engagements.schedule(engagement, visits, engagement.version, by=lead, at=noon(on), on=on)
    engagements.notify(engagement, engagement.version, by=lead, at=noon(on, 5), on=on)
    for index in range(2):
        member = story.as_role(Role.AUDITOR, start, index)
        text = "対象の課に在籍したことはなく、利害関係はありません。"
        engagements.state_independence(engagement, text, by=member, at=noon(on, 30))
    auditor = story.as_role(Role.AUDITOR, start)
    fieldwork.begin(engagement, engagement.version, by=auditor, at=noon(start), on=start)
    return engagement, start


def papers_of(engagement: Engagement) -> list[tuple[int, WorkingPaper]]:
    return list(enumerate(papers(engagement)))


def visit(story: Story, paper: WorkingPaper, on: date, share: float = 1.0) -> list[Finding]:
    """Judge the paper's controls; where something is wrong, record it."""
    auditor = story.as_role(Role.AUDITOR, on, paper.id % 2)
    engagement = Engagement.get_by_id(paper.engagement_id)
    assert engagement.period is not None
    declared = reading.answers_for(engagement.period, paper.unit_id)
    rows = items(paper)
    found: list[Finding] = []
    for position, item in enumerate(rows[: round(len(rows) * share)]):
        answer = declared.get(item.control)
        judgement = verdict(story, answer.value if answer else None)
        seen = fieldwork.Seen(judgement, _seen(judgement), "閲覧と質問", "", "10件を抜き取り")
        fieldwork.judge(item, seen, item.version, by=auditor, at=noon(on, position), on=on)
        if judgement in (Judgement.PARTLY, Judgement.NOT) and len(found) < 3:
            found.append(_record(story, paper, item, auditor, on, len(found)))
    if paper.id % 3 == 0 and share == 1.0:
        found.append(_praise(paper, rows[0], auditor, on))
    return found


def verdict(story: Story, declared: Value | None) -> Judgement:
    dice = story.random.random()
    if declared == Value.IMPLEMENTED:
        return Judgement.CONFORMING if dice < 0.88 else Judgement.PARTLY
    if declared in (Value.PARTIAL, Value.UNKNOWN):
        return Judgement.PARTLY if dice < 0.8 else Judgement.CONFORMING
    if declared == Value.NOT_IMPLEMENTED:
        return Judgement.NOT
    return Judgement.OUT_OF_SCOPE if declared == Value.NOT_APPLICABLE else Judgement.UNCHECKED


def _seen(judgement: Judgement) -> str:
    return {
        Judgement.CONFORMING: "台帳と現物を照合し、一致を確かめた。",
        Judgement.PARTLY: "一部に記入のない行があった。",
        Judgement.NOT: "手順も記録も見当たらなかった。",
        Judgement.OUT_OF_SCOPE: "対象となる業務がない。",
        Judgement.UNCHECKED: "担当者が不在で確かめられなかった。",
    }[judgement]


def _record(
    story: Story, paper: WorkingPaper, item: PaperItem, auditor: Actor, on: date, index: int
) -> Finding:
    title, condition, cause, effect, recommendation = story.random.choice(words.FINDINGS)
    text = recording.Text(
        severity=SEVERITIES[(paper.id + index) % len(SEVERITIES)],
        title=title,
        criterion=f"情報セキュリティ対策基準（{item.control}）",
        condition=condition.format(unit=paper.name),
        cause=cause,
        effect=effect,
        recommendation=recommendation,
        publishable="記録の管理に改善を要する点があった。",
    )
    proof = Proof(story.random.choice(words.EVIDENCE), f"{paper.name}の書庫", on)
    return recording.draft(
        paper, item.control, item.chapter, text, proof=proof, by=auditor, at=noon(on, 240), on=on
    )


def _praise(paper: WorkingPaper, item: PaperItem, auditor: Actor, on: date) -> Finding:
    title, condition = words.GOOD_PRACTICE
    text = recording.Text(
        severity=Severity.GOOD,
        title=title,
        criterion="情報セキュリティ対策基準",
        condition=condition,
        publishable="職員どうしで事例を共有する取組があった。",
    )
    return recording.draft(
        paper, item.control, item.chapter, text, by=auditor, at=noon(on, 260), on=on
    )


def ask(story: Story, engagement: Engagement, on: date) -> None:
    auditor = story.as_role(Role.AUDITOR, on)
    engagement = Engagement.get_by_id(engagement.id)
    checking.ask_for_all(engagement, engagement.version, by=auditor, at=noon(on), on=on)


def check_facts(story: Story, engagement: Engagement, findings: list[Finding]) -> None:
    """Asked three weeks ago: some agree, one objects, some have not answered, one was dropped."""
    asked = story.today - timedelta(days=6)
    auditor = story.as_role(Role.AUDITOR, asked)
    if findings:
        unwanted = Finding.get_by_id(findings[-1].id)
        text = "同じ内容を別の課の指摘にまとめた。"
        recording.discard(unwanted, text, unwanted.version, by=auditor, at=noon(asked), on=asked)
    ask(story, engagement, asked)
    for index, finding in enumerate(Finding.get_by_id(each.id) for each in findings[:-1]):
        on = asked + timedelta(days=2)
        head = acting(story.heads[finding.unit_id], on)
        if index % 4 == 1 and finding.severity != Severity.GOOD:
            text = "管理簿の7行のうち3行は、当日に返却したため記入を省いたものです。"
            checking.dispute(finding, text, finding.version, by=head, at=noon(on), on=on)
        elif index % 4 != 3:
            checking.agree(
                finding, "相違ありません。", finding.version, by=head, at=noon(on), on=on
            )


def issue(story: Story, engagement: Engagement, on: date) -> None:
    send_report(story, engagement, on)
    instruct(story, Engagement.get_by_id(engagement.id), on)


def send_report(story: Story, engagement: Engagement, on: date) -> None:
    """Heads answer the fact check (or let it lapse), then the lead issues the report."""
    asked = on - timedelta(days=30)
    ask(story, engagement, asked)
    for finding in list(checking.of_engagement(engagement, checking.State.FACT_CHECK)):
        if finding.serial % 5 == 0:
            continue  # not answered in time
        head = acting(story.heads[finding.unit_id], asked)
        checking.agree(finding, "", finding.version, by=head, at=noon(asked, 60), on=asked)
    lead = story.as_role(Role.AUDITLEAD, on)
    row = Engagement.get_by_id(engagement.id)
    issuing.issue_report(row, row.version, by=lead, at=noon(on), on=on)


def instruct(story: Story, engagement: Engagement, on: date) -> None:
    """The CISO's instruction on the same day: this year in the product, before that on paper."""
    words_of_it = "指摘の趣旨を踏まえ、期限までに改善計画を提出し、改善すること。"
    if not uninstructed(engagement):
        return
    if engagement.fiscal_year >= story.this_year - 1:
        ciso = story.as_role(Role.CISO, on)
        instructing.instruct(
            engagement, words_of_it, engagement.version, by=ciso, at=noon(on, 90), on=on
        )
        return
    paper = Paper(
        Medium.PAPER, story.somebody(Role.CISO).name, "副市長", on, f"汐行第{engagement.id + 40}号"
    )
    lead = story.as_role(Role.AUDITLEAD, on)
    instructing.instruct(
        engagement, words_of_it, engagement.version, paper=paper, by=lead, at=noon(on, 90), on=on
    )


def close(story: Story, engagement: Engagement, on: date) -> None:
    """Reported to the committee and followed up."""
    lead = story.as_role(Role.AUDITLEAD, on)
    for act in ("engagement.report", "engagement.follow"):
        row = Engagement.get_by_id(engagement.id)
        engagements.advance(row, act, row.version, by=lead, at=noon(on), on=on)
