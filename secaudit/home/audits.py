"""What audits and findings ask of somebody."""

from collections.abc import Iterator
from datetime import date

from secaudit.access.guard import Actor
from secaudit.access.roles import Role
from secaudit.audits.lifecycle import State as Stage
from secaudit.audits.models import Engagement, WorkingPaper
from secaudit.audits.reading import visible_engagements
from secaudit.errors import N_
from secaudit.findings.inquiries import of_units
from secaudit.findings.kinds import Turn
from secaudit.findings.lifecycle import State
from secaudit.findings.listing import Query, View, page
from secaudit.findings.models import Finding
from secaudit.findings.reading import uninstructed_audits
from secaudit.findings.sight import Sight, sight_of
from secaudit.home.places import places
from secaudit.home.tasks import Task
from secaudit.reports.approvals import of_programme

SHOWN = 8  # findings on Home; the rest is behind a link

STEPS: dict[tuple[State, Turn], str] = {
    (State.FACT_CHECK, Turn.DEPARTMENT): N_("Check the facts of %(number)s: %(title)s"),
    (State.ISSUED, Turn.DEPARTMENT): N_("Plan what is done about %(number)s: %(title)s"),
    (State.IN_PROGRESS, Turn.DEPARTMENT): N_("Mend and report %(number)s: %(title)s"),
    (State.PLANNED, Turn.DEPARTMENT): N_("Begin with %(number)s: %(title)s"),
    (State.DRAFT, Turn.AUDITOR): N_("Finish the draft of %(number)s: %(title)s"),
    (State.ISSUED, Turn.AUDITOR): N_("Read the plan for %(number)s: %(title)s"),
    (State.REPORTED, Turn.AUDITOR): N_("Verify that %(number)s is mended: %(title)s"),
    (State.VERIFIED, Turn.AUDITOR): N_("Check whether %(number)s has lasted: %(title)s"),
    (State.VERIFIED, Turn.LEAD): N_("Close %(number)s: %(title)s"),
    (State.DISPUTED, Turn.LEAD): N_("Decide about the objection to %(number)s: %(title)s"),
}
DECIDE = N_("Decide about the request for %(number)s: %(title)s")
OTHERWISE = N_("See %(number)s: %(title)s")


def tasks(actor: Actor, on: date) -> Iterator[Task]:
    if actor.may("read findings"):
        sight = sight_of(actor, on, places(on) if any(p.unit for p in actor.posts) else None)
        yield from _findings(actor, sight, on)
        yield from _long_overdue(actor, sight, on)
        if actor.may("answer inquiries"):
            yield from _inquiries(sight)
    if actor.may("instruct departments"):
        yield from _instructions()
    if actor.may("read audits"):
        yield from _engagements(actor, on)
    if actor.may("approve audits"):
        yield from _plans(actor)


def _findings(actor: Actor, sight: Sight, on: date) -> Iterator[Task]:
    mine = page(Query(view=View.MINE), sight, actor, on)
    waiting = [each for each in mine.rows if not goes_with_its_report(each)]
    for finding in waiting[:SHOWN]:
        yield Task(
            words=_words(finding),
            button=N_("Open"),
            address=("findings.show", {"id": finding.id}),
            params={"number": finding.number, "title": finding.title},
            due=finding.next_due_on,
        )
    more = mine.total - len(mine.rows) + len(waiting) - SHOWN
    if more > 0:
        yield Task(
            words=N_("%(count)s more findings wait for you"),
            button=N_("See all"),
            address=("findings.index", {"view": "mine"}),
            params={"count": more},
        )


def goes_with_its_report(finding: Finding) -> bool:
    """What is issued, or instructed, with others in one step is told of by report."""
    if finding.turn == Turn.LEAD:
        return finding.state == State.AGREED
    return finding.turn == Turn.CISO and finding.state == State.ISSUED and finding.due_on is None


def _instructions() -> Iterator[Task]:
    """Reports whose findings wait for the instruction to mend."""
    for engagement in Engagement.select().where(Engagement.id.in_(uninstructed_audits())):
        yield Task(
            words=N_("Give the instruction to mend what “%(title)s” found"),
            button=N_("Look at it"),
            address=("findings.instruction", {"id": engagement.id}),
            params={"title": engagement.title},
        )


def _inquiries(sight: Sight) -> Iterator[Task]:
    for reply in of_units(sight.units):
        if reply.answer is None:
            yield Task(
                words=N_("Found elsewhere: say whether it is the same in your department"),
                button=N_("Answer"),
                address=("findings.inquiry", {"id": reply.id}),
                due=reply.inquiry.due_on,
            )


def _long_overdue(actor: Actor, sight: Sight, on: date) -> Iterator[Task]:
    """What has been overdue for so long that it reaches whoever leads."""
    if not actor.roles & {Role.DIR, Role.CISO}:
        return
    late = page(Query(view=View.ESCALATED), sight, actor, on)
    if late.total:
        yield Task(
            words=N_("%(count)s findings are long overdue"),
            button=N_("See which"),
            address=("findings.index", {"view": "escalated"}),
            params={"count": late.total},
            informs=True,
        )


def _words(finding: Finding) -> str:
    if finding.turn == Turn.CISO:
        return DECIDE
    return STEPS.get((finding.state, finding.turn), OTHERWISE)


def _engagements(actor: Actor, on: date) -> Iterator[Task]:
    for engagement in visible_engagements(actor, on):
        if engagement.state == Stage.PLANNED and actor.may("approve audits"):
            yield _about(engagement, N_("Approve the audit plan “%(title)s”"), engagement.starts_on)
        elif engagement.state == Stage.FIELDWORK and actor.only_by_engagement("audit"):
            yield from _papers(engagement)
        elif engagement.state == Stage.FACT_CHECK and actor.may("issue findings"):
            yield _about(
                engagement, N_("The report of “%(title)s” can be issued after the fact check"), None
            )


def _plans(actor: Actor) -> Iterator[Task]:
    for plan in of_programme(actor):
        endpoint, id = plan.address
        yield Task(
            words=plan.words,
            button=N_("Look at it"),
            address=(endpoint, {"id": id}),
            params={"title": plan.title},
        )


def _about(engagement: Engagement, words: str, due: date | None) -> Task:
    return Task(
        words=words,
        button=N_("Open"),
        address=("fieldwork.engagement", {"id": engagement.id}),
        params={"title": engagement.title},
        due=due,
    )


def _papers(engagement: Engagement) -> Iterator[Task]:
    rows = WorkingPaper.select().where(
        (WorkingPaper.engagement == engagement) & ~WorkingPaper.removed
    )
    for paper in rows.order_by(WorkingPaper.visit_on, WorkingPaper.position):
        yield Task(
            words=N_("Working paper of %(unit)s"),
            button=N_("Open"),
            address=("fieldwork.paper", {"id": paper.id}),
            params={"unit": paper, "visit": f"{paper.visit_time} {paper.place}".strip()},
            hint="%(visit)s",
            due=paper.visit_on,
        )
