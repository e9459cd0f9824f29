"""Controls of departments drawn by chance from their answers and audited by document: what the
estimate of an audit of everything rests on."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from secaudit.access.roles import Role
from secaudit.audits import actions as engagements
from secaudit.audits.kinds import Kind, Profile, Type
from secaudit.audits.models import Engagement, WorkingPaper
from secaudit.audits.planning import Plan, chosen_controls
from secaudit.audits.reach import ground
from secaudit.audits.sampling import actions as sampling
from secaudit.audits.sampling.kinds import Of
from secaudit.audits.sampling.models import Draw
from secaudit.audits.sampling.reading import parts
from secaudit.calendar.fiscal import fiscal_label
from secaudit.catalogue.installed import pinned
from secaudit.example import audits
from secaudit.example.story import Story, noon
from secaudit.fieldwork import actions as fieldwork
from secaudit.fieldwork.judging import Judgement
from secaudit.fieldwork.reading import items
from secaudit.programme.population import cells
from secaudit.selfcheck.reading import answers_for

CELLS = 72


def run(story: Story, year: int) -> None:
    """Drawn in December, looked at in January, reported in February. With dice of its own: what
    else happens in the city stays as it was."""
    story = replace(story, random=Random(f"sampled {year}"))
    drawn = draw(story, year, date(year, 12, 7))
    engagement = plan(story, year, drawn, date(year, 12, 9))
    begin(story, engagement, date(year + 1, 1, 12))
    for paper in engagement.papers.order_by(WorkingPaper.position):
        look_at(story, paper, date(year + 1, 1, 14))
    audits.send_report(story, engagement, date(year + 1, 2, 16))
    audits.close(story, engagement, date(year + 1, 3, 9))


def draw(story: Story, year: int, on: date) -> Draw:
    """From every answer of the departments that these auditors may audit, bureau by bureau."""
    lead, period = story.as_role(Role.AUDITLEAD, on), audits.answered(story, year)
    assert period.edition is not None, "a period that was opened has pinned its edition"
    catalogue = pinned(period.edition)
    population = cells(
        ground(on), audits.audited(story, year), period,
        chosen_controls(catalogue, Profile.ALL), False, [each.id for each in catalogue.controls],
    )  # fmt: skip
    sealed = sampling.commit(
        Of.CELLS, f"{fiscal_label(year)} 自己点検の回答の抽出", population, CELLS, True,
        by=lead, at=noon(on), on=on, seed=f"{story.random.getrandbits(256):064x}",
    )  # fmt: skip
    sampling.make(sealed, "総務課の窓口の番号札 87", sealed.version, by=lead, at=noon(on, 30))
    return sealed


def plan(story: Story, year: int, drawn: Draw, on: date) -> Engagement:
    lead, ciso = (story.as_role(role, on) for role in (Role.AUDITLEAD, Role.CISO))
    assert drawn.edition is not None, "cells are drawn from the controls of an edition"
    places, catalogue = parts(drawn), pinned(drawn.edition_id)
    controls = {control for _unit, control in places}
    new = Plan(
        title=f"{fiscal_label(year)} 抽出した回答の書面監査",
        kind=Kind.INTERNAL,
        type=Type.ADVISORY,
        starts_on=date(year + 1, 1, 12),
        ends_on=date(year + 1, 1, 29),
        report_on=date(year + 1, 3, 31),
        units=tuple(dict.fromkeys(unit for unit, _control in places)),
        team=tuple(p.id for p in story.roles[Role.AUDITOR][:2]),
        controls=tuple(each.id for each in catalogue.controls if each.id in controls),
        period=drawn.period_id,
        theme="無作為に抽出した回答",
        purpose="自己点検の回答がどこまで確かかを、無作為に選んだ項目で確かめる。",
        criteria="汐見市情報セキュリティ対策基準",
    )
    found = engagements.plan(new, drawn.edition, by=lead, at=noon(on), on=on, draw=drawn)
    engagements.approve(found, found.version, by=ciso, at=noon(on, 60), on=on)
    return found


def begin(story: Story, engagement: Engagement, start: date) -> None:
    """By document: the departments send what is asked for, nobody comes."""
    on = start - timedelta(days=14)
    lead = story.as_role(Role.AUDITLEAD, on)
    visits = {p.id: engagements.Visit(start, "", "書面による") for p in engagement.papers}
    engagements.schedule(engagement, visits, engagement.version, by=lead, at=noon(on), on=on)
    engagements.notify(engagement, engagement.version, by=lead, at=noon(on, 5), on=on)
    auditor = story.as_role(Role.AUDITOR, start)
    fieldwork.begin(engagement, engagement.version, by=auditor, at=noon(start), on=start)


def look_at(story: Story, paper: WorkingPaper, on: date) -> None:
    """Small gaps are told to the department at once; none of these became a finding."""
    auditor = story.as_role(Role.AUDITOR, on, paper.id % 2)
    engagement = Engagement.get_by_id(paper.engagement_id)
    assert engagement.period is not None, "cells are drawn from the answers of a period"
    declared = answers_for(engagement.period, paper.unit_id)
    for position, item in enumerate(items(paper)):
        answer = declared.get(item.control)
        judgement = audits.verdict(story, answer.value if answer else None)
        seen = fieldwork.Seen(judgement, SEEN[judgement], "提出された写しの閲覧")
        fieldwork.judge(item, seen, item.version, by=auditor, at=noon(on, position), on=on)


SEEN = {
    Judgement.CONFORMING: "提出された記録の写しで、回答のとおり実施していることを確かめた。",
    Judgement.PARTLY: "提出された記録に、実施していない月があった。その場で担当者に伝えた。",
    Judgement.NOT: "記録がなく、実施していないとの説明があった。",
    Judgement.OUT_OF_SCOPE: "対象となる業務がない。",
    Judgement.UNCHECKED: "期限までに写しが届かなかった。",
}
