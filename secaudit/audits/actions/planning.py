"""Planning an engagement: what, where, by whom; all of it can change until it is approved."""

from datetime import date, datetime

from peewee import fn

from secaudit.access.guard import Actor, require
from secaudit.audits import planning
from secaudit.audits.lifecycle import State
from secaudit.audits.models import Engagement, TeamMember, WorkingPaper
from secaudit.audits.numbers import next_in_line
from secaudit.audits.planning import Plan
from secaudit.audits.reach import Ground, ground
from secaudit.audits.reading import obstacles
from secaudit.audits.sampling.actions import taken_up
from secaudit.audits.sampling.models import Draw
from secaudit.audits.sampling.reading import of_engagement, parts
from secaudit.calendar.fiscal import fiscal_year
from secaudit.catalogue.models import Edition
from secaudit.database import Record
from secaudit.errors import N_, Invalid, Refused
from secaudit.journal.actions import based_on, record, transaction
from secaudit.organisation.tree import Office

PLAIN = (
    "title",
    "kind",
    "type",
    "theme",
    "purpose",
    "criteria",
    "starts_on",
    "ends_on",
    "report_on",
)


def plan(
    new: Plan, edition: Edition, *, by: Actor, at: datetime, on: date, draw: Draw | None = None
) -> Engagement:
    """A new engagement of the fiscal year in which it begins, with its team and papers.

    `draw`: the random sample that it looks at.
    """
    require(by, "plan audits")
    with transaction():
        next_in_line()
        known = checked(new, on)
        year = fiscal_year(new.starts_on)
        engagement = Engagement(
            fiscal_year=year, serial=_next(year), edition=edition, planned_by=by.person
        )
        _take(engagement, new)
        members = [_member(engagement, person, new) for person in new.team]
        sheets = [_paper(engagement, known, unit, new) for unit in new.units]
        taken = [taken_up(draw, engagement)] if draw else []
        rows = [engagement, *members, *sheets, *taken]
        record(by, "engagement.plan", engagement, rows, at=at)
    return engagement


def checked(new: Plan, on: date) -> Ground:
    """Refuse what does not hold together, and departments that nobody here may audit."""
    planning.check(new)
    known = ground(on)
    if any(known.tree.get(unit) is None for unit in new.units):
        raise Invalid(N_("One of these departments does not exist. Choose again."), field="units")
    barred = planning.unaudited(new, obstacles(new.team, new.units, on, known))
    if barred:
        raise Invalid(
            N_("Nobody on the team may audit %(unit)s: all of them belong to it. Add an auditor."),
            field="team",
            unit=known.tree[barred[0]].name,
        )
    return known


def _next(year: int) -> int:
    last = Engagement.select(fn.MAX(Engagement.serial)).where(Engagement.fiscal_year == year)
    return (last.scalar() or 0) + 1


def _take(engagement: Engagement, new: Plan) -> None:
    for name in PLAIN:
        setattr(engagement, name, getattr(new, name))
    engagement.period = new.period  # type: ignore[assignment]
    engagement.controls = list(new.controls)


def _member(engagement: Engagement, person: int, new: Plan) -> TeamMember:
    return TeamMember(
        engagement=engagement,
        person=person,
        lead=person == (new.leader or new.team[0]),
        access_from=new.starts_on,
        access_to=new.report_on or new.ends_on,
    )


def _paper(engagement: Engagement, known: Ground, unit: int, new: Plan) -> WorkingPaper:
    office: Office = known.tree[unit]
    bureau = known.tree.bureau(unit)
    return WorkingPaper(
        engagement=engagement,
        unit=unit,
        code=office.code,
        name=office.name,
        name_en=office.name_en,
        bureau=bureau.name if bureau else "",
        path=known.tree.above(unit),
        position=office.position,
        chosen_because=new.reasons.get(unit, ""),
    )


def change(
    engagement: Engagement,
    new: Plan,
    version: int,
    *,
    edition: Edition | None = None,
    by: Actor,
    at: datetime,
    on: date,
) -> None:
    """As long as nobody has approved it, everything of a plan can change."""
    require(by, "plan audits")
    with transaction():
        based_on(engagement, version)
        if engagement.state != State.PLANNED:
            raise Refused(N_("The plan is approved. What it says can no longer change."))
        known = checked(new, on)
        _keep_what_was_drawn(engagement, new)
        _take(engagement, new)
        members = _changed_team(engagement, new)
        sheets = _changed_papers(engagement, known, new)
        engagement.edition = edition or engagement.edition
        engagement.planned_by = by.person or engagement.planned_by_id  # type: ignore[assignment]
        record(by, "engagement.change", engagement, [engagement, *members, *sheets], at=at)


def _keep_what_was_drawn(engagement: Engagement, new: Plan) -> None:
    draw = of_engagement(engagement)
    if draw and {unit for unit, _control in parts(draw)} != set(new.units):
        raise Invalid(
            N_(
                "This audit looks at what was drawn (%(number)s). Its departments stay as they are."
            ),
            field="units",
            number=draw.number,
        )


def _changed_team(engagement: Engagement, new: Plan) -> list[Record]:
    known = {m.person_id: m for m in TeamMember.select().where(TeamMember.engagement == engagement)}
    for person, member in known.items():
        member.removed = person not in new.team
        member.lead = person == (new.leader or new.team[0])
        member.access_from, member.access_to = new.starts_on, new.report_on or new.ends_on
    return [
        *known.values(),
        *(_member(engagement, person, new) for person in new.team if person not in known),
    ]


def _changed_papers(engagement: Engagement, known: Ground, new: Plan) -> list[Record]:
    there = WorkingPaper.select().where(WorkingPaper.engagement == engagement)
    found = {paper.unit_id: paper for paper in there}
    for unit, paper in found.items():
        paper.removed = unit not in new.units
        paper.chosen_because = new.reasons.get(unit, "")
    return [
        *found.values(),
        *(_paper(engagement, known, unit, new) for unit in new.units if unit not in found),
    ]
