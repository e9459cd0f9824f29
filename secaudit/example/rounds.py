"""Beyond single audits: the programme of three years, the plan of this year, one random draw."""

from datetime import date

from secaudit.access.roles import Role
from secaudit.audits.programme import actions
from secaudit.audits.programme.reading import audited
from secaudit.audits.reach import ground
from secaudit.audits.rotation import Waiting, proposed
from secaudit.audits.sampling import actions as sampling
from secaudit.audits.sampling.kinds import Of
from secaudit.audits.sampling.models import Draw
from secaudit.calendar.fiscal import fiscal_label
from secaudit.example.story import Story, noon
from secaudit.organisation.reading import tree
from secaudit.programme.population import departments

YEARS = EVERY = 3  # one round: every department once within three years
INTENT = actions.Intent(
    goals="自己点検の回答を抜き取りで確かめ、改善の手掛かりを示す。",
    themes="媒体と台帳の管理、持ち出し、外部委託",
    means="内部監査人5名と監査補助。予算は旅費のみ。",
    timing="9月と10月に実地、1月に報告、3月に委員会へ報告。",
)


def plan(story: Story) -> None:
    """Planned in April, approved a week later; those that were drawn this year came first."""
    first, on = story.this_year, date(story.this_year, 4, 13)
    lead, ciso = (story.as_role(role, on) for role in (Role.AUDITLEAD, Role.CISO))
    done = {each.unit: each.year for each in audited() if each.year < first}
    offices = tree(story.today).answering()
    waiting = [Waiting(office.id, done.get(office.id)) for office in offices]
    rotation = proposed(waiting, first, YEARS, EVERY)
    outline = actions.Outline(
        title=f"{fiscal_label(first)}からの監査計画",
        first_year=first,
        years=YEARS,
        every=EVERY,
        goals="すべての課を3年に1度は監査する。",
        reason="媒体を多く扱う課を、今年度に早めた。",
    )
    programme = actions.plan(
        outline, brought_forward(rotation, waiting, first), rotation, by=lead, at=noon(on)
    )
    actions.approve(programme, programme.version, by=ciso, at=noon(on, 90), on=on)
    year = actions.plan_year(first, INTENT, 0, by=lead, at=noon(on, 120))
    actions.approve(year, year.version, by=ciso, at=noon(on, 180), on=on)


def brought_forward(
    rotation: set[tuple[int, int]], waiting: list[Waiting], first: int
) -> set[tuple[int, int]]:
    """Who is audited this year changes places with somebody who can wait until then."""
    now = {each.unit for each in audited() if each.year == first}
    turns = set(rotation)
    for unit, year in sorted(turn for turn in rotation if turn[0] in now and turn[1] > first):
        spare = next((each.unit for each in waiting if (each.unit, first) in turns
                      and each.unit not in now and each.latest(first, EVERY) >= year), None)  # fmt: skip
        if spare and (unit, first) not in turns and (spare, year) not in turns:
            turns -= {(unit, year), (spare, first)}
            turns |= {(unit, first), (spare, year)}
    return turns | {(unit, first) for unit in now}


def draw(story: Story) -> Draw:
    """Six departments by lot, for the audit of the spring."""
    lead = story.as_role(Role.AUDITLEAD, story.today)
    units = {office.id for office in tree(story.today).answering()}
    population = departments(ground(story.today), units)
    sealed = sampling.commit(
        Of.DEPARTMENTS, "春の監査の対象", population, min(6, len(units)), True,
        by=lead, at=noon(story.today), on=story.today,
        seed=f"{story.random.getrandbits(256):064x}",
    )  # fmt: skip
    sampling.make(
        sealed, "議会事務局の時計 10:42", sealed.version, by=lead, at=noon(story.today, 30)
    )
    return sealed
