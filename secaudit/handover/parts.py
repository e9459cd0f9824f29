"""Everything open of somebody's posts, as tables for one sheet of paper, as far as a reader sees."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext as _

from secaudit.access.guard import Actor
from secaudit.access.roles import Role
from secaudit.audits.lifecycle import UNDER_WAY
from secaudit.audits.models import Engagement, TeamMember, WorkingPaper
from secaudit.audits.reach import Ground, ground
from secaudit.audits.reading import sees_all
from secaudit.exceptions import reading as exceptions
from secaudit.exceptions.kinds import SETTLED
from secaudit.exceptions.models import Deviation
from secaudit.findings.inquiries import of_units
from secaudit.findings.lifecycle import OVER
from secaudit.findings.models import Finding
from secaudit.findings.reading import findings
from secaudit.findings.sight import Sight, sight_of
from secaudit.handover.bound import Bound, What
from secaudit.improvements.kinds import OPEN
from secaudit.improvements.listing import state_words, texts
from secaudit.improvements.reading import all_gaps
from secaudit.meetings.kinds import Progress
from secaudit.meetings.rows import all_actions
from secaudit.meetings.rules import owns
from secaudit.people.models import Assignment, Person
from secaudit.people.reading import actor_of, post
from secaudit.reports.approvals import approvals
from secaudit.selfcheck import reading as sheets
from secaudit.selfcheck.kinds import PeriodState, SheetState
from secaudit.selfcheck.models import Period, Sheet
from secaudit.selfcheck.views.words import period_title
from secaudit.selfcheck.waiting import due
from secaudit.web.language import called, day, in_my_language

RUNNING = (PeriodState.OPEN, PeriodState.CLOSED)
DONE = (SheetState.CONFIRMED, SheetState.HANDED_IN, SheetState.EXEMPTED, SheetState.FROZEN)
OF_A_DEPARTMENT = (Role.MGR, Role.CONTACT, Role.DIR)


@dataclass(frozen=True)
class Part:
    """One table. Rows are words already."""

    title: str
    head: list[str]
    rows: list[list[str]]
    widths: list[float] = field(default_factory=list)


@dataclass
class Asked:
    """Whose posts, for which reader, on which day."""

    person: Person
    posts: list[Assignment]
    bound: list[Bound]
    reader: Actor
    on: date
    known: Ground
    sight: Sight

    @property
    def units(self) -> set[int]:
        """The offices of the posts, with what lies below and what they came from."""
        tops = {p.unit_id for p in self.posts if p.role in OF_A_DEPARTMENT and p.unit_id}
        return self.known.below(tops) | tops

    def holds(self, *roles: Role) -> bool:
        return any(post.role in roles for post in self.posts)


def asked(
    person: Person, posts: list[Assignment], bound: list[Bound], reader: Actor, on: date
) -> Asked:
    known = ground(on)
    sight = sight_of(reader, on, known)
    seen = [each for each in bound if sees(each, reader, person, sight)]
    return Asked(person, posts, seen, reader, on, known, sight)


def sees(bound: Bound, reader: Actor, person: Person, sight: Sight) -> bool:
    """An audit that was not announced is known to nobody but its auditors and those who lead."""
    if reader.person == person.id or not bound.what.of_audit or sees_all(reader):
        return True
    return isinstance(bound.row, Finding) and sight.status(bound.row)


def parts(given: Asked) -> list[Part]:
    """Those in which something is open."""
    return [part for make in PARTS for part in make(given) if part.rows]


def _periods(given: Asked) -> Iterator[Part]:
    if not given.holds(Role.SECR, Role.CHIEF):
        return
    rows = [
        [period_title(period), _(period.state.label), day(period.due_on, "short")]
        for period in sheets.periods()
        if period.state not in (PeriodState.ARCHIVED, PeriodState.REPORTED)
    ]
    yield Part(
        _("Self-checks of the city"), [_("Self-check"), _("State"), _("Due on")], rows, [5, 3, 2]
    )


def _sheets(given: Asked) -> Iterator[Part]:
    systems = {post.system_id for post in given.posts if post.system_id}
    mine = Sheet.unit.in_(list(given.units) or [0]) & Sheet.person.is_null()
    mine = mine | Sheet.system.in_(list(systems) or [0]) | (Sheet.person == given.person)
    query = Sheet.select(Sheet, Period).join(Period, on=Sheet.period)
    rows = query.where(Period.state.in_(list(RUNNING)) & mine & Sheet.state.not_in(list(DONE)))
    lines = [
        [
            called(row),
            period_title(row.period),
            _(row.state.label),
            day(due(row, row.period), "short"),
        ]
        for row in rows.order_by(Sheet.position, Sheet.id)
    ]
    head = [_("Sheet"), _("Self-check"), _("State"), _("Due on")]
    yield Part(_("Self-check sheets to be handed in"), head, lines, [3, 4, 3, 2])


def _promises(given: Asked) -> Iterator[Part]:
    """Only of what the reader may read; the date that was promised."""
    if not given.units:
        return
    gaps = all_gaps(given.reader, own=given.units)
    waiting = [gap for gap in gaps if gap.improvement is None or gap.improvement.state in OPEN]
    named = texts(waiting)
    rows = [
        [
            f"{gap.control} {in_my_language(named[gap.sheet.id, gap.control])}",
            gap.what,
            gap.improvement.owner if gap.improvement else "",
            day(gap.improvement.due_on, "short") if gap.improvement else "",
            state_words(gap),
        ]
        for gap in waiting
    ]
    head = [_("Control"), _("What will be done"), _("Who"), _("Promised for"), _("State")]
    yield Part(_("Improvements promised after the self-check"), head, rows, [4, 5, 2, 2, 2.5])


def _findings(given: Asked) -> Iterator[Part]:
    mine = Finding.unit.in_(list(given.units) or [0]) | (Finding.assigned_to == given.person)
    rows = findings().where(mine & given.sight.any_condition() & Finding.state.not_in(list(OVER)))
    lines = [
        [
            each.number,
            called(each.paper),
            each.title if given.sight.whole(each) else each.publishable if each.issued_at else "",
            _(each.state.label),
            day(each.next_due_on, "short"),
        ]
        for each in rows.order_by(Finding.fiscal_year, Finding.serial)
    ]
    head = [_("Number"), _("Department"), _("Finding"), _("State"), _("Next due")]
    yield Part(_("Findings"), head, lines, [1.4, 2.6, 6, 2.6, 2])


def _inquiries(given: Asked) -> Iterator[Part]:
    waiting = [each for each in of_units(given.units) if each.answer is None] if given.units else []
    if not waiting or not given.reader.may("read findings"):
        return
    rows = [
        [_("Found elsewhere: is it the same here?"), day(each.inquiry.due_on, "short")]
        for each in waiting
    ]
    yield Part(_("Questions of the audit to be answered"), [_("What"), _("Due on")], rows, [8, 2])


def _agreed(given: Asked) -> Iterator[Part]:
    """What the committee wants done by one of the posts."""
    own = given.reader.person == given.person.id
    if not (own or given.reader.may("read meetings")):
        return
    held = [post(each) for each in given.posts]
    rows = [
        [row.what, row.owner_title, day(row.due_on, "short")]
        for row in all_actions(Progress.OPEN)
        if owns(held, _became(row.owner_unit_id, given.known), row.owner_title)
    ]
    head = [_("What is to be done"), _("Who (by post)"), _("By when")]
    yield Part(_("Agreed by the committee"), head, rows, [7, 3, 2])


def _became(unit: int | None, known: Ground) -> set[int]:
    return known.lines.after([unit]) if unit else set()


def _exceptions(given: Asked) -> Iterator[Part]:
    if not given.units or not given.reader.may("read exceptions"):
        return
    rows = Deviation.select().where(Deviation.unit.in_(list(given.units)))
    lines = [
        [
            row.number,
            row.control,
            row.what,
            day(row.expires_on, "short"),
            _(row.standing(given.on).label),
        ]
        for row in rows.order_by(Deviation.expires_on, Deviation.id)
        if row.standing(given.on) not in SETTLED
        and exceptions.reads(given.reader, row.unit_id, given.known.tree)
    ]
    head = [_("Number"), _("Control"), _("What is done otherwise"), _("Until"), _("State")]
    yield Part(_("Exceptions"), head, lines, [1, 1.5, 6, 2, 2])


def _audits(given: Asked) -> Iterator[Part]:
    """Those in whose team the person is, or all for the lead; and those that come to the office."""
    running = Engagement.state.in_(list(UNDER_WAY))
    own = {each.row.engagement_id for each in given.bound if isinstance(each.row, TeamMember)}
    papers = WorkingPaper.select(WorkingPaper.engagement).where(
        WorkingPaper.unit.in_(list(given.units) or [0]) & ~WorkingPaper.removed
    )
    mine = Engagement.id.in_(list(own) or [0]) | (
        Engagement.notified_on.is_null(False) & Engagement.id.in_(papers)
    )
    if given.holds(Role.AUDITLEAD) and sees_all(given.reader):
        mine = Engagement.id > 0
    rows = Engagement.select().where(running & mine)
    lines = [
        [
            each.number,
            each.title,
            _(each.state.label),
            day(each.starts_on, "short"),
            day(each.report_on, "short"),
        ]
        for each in rows.order_by(Engagement.fiscal_year, Engagement.serial)
    ]
    head = [_("Number"), _("Audit"), _("State"), _("Fieldwork from"), _("Report promised for")]
    yield Part(_("Audits"), head, lines, [1.4, 5, 3, 2.2, 2.4])


def _named(given: Asked) -> Iterator[Part]:
    """Audits and findings stand above already."""
    named = [each for each in given.bound if not each.what.of_audit]
    rows = [[_(each.what.label), words_of(each)] for each in named]
    yield Part(_("Given to the person by name"), [_("Kind"), _("Which")], rows, [4, 8])


def _decisions(given: Asked) -> Iterator[Part]:
    """What waits for the holder of the post to approve."""
    if not given.holds(Role.CISO, Role.CHIEF) or not given.reader.may("read overview"):
        return
    waiting = approvals(actor_of(given.person, given.on), given.on)
    rows = [[_(each.words, title=_title(each.title))] for each in waiting]
    yield Part(_("Waiting for a decision"), [_("What")], rows, [1])


def _title(title) -> str:
    return title if isinstance(title, str) else called(title)


def words_of(bound: Bound) -> str:
    """Which one it is, in words that anybody may read who sees that it is bound."""
    row = bound.row
    if bound.what in (What.SECTION, What.QUESTION):
        return f"{called(row.sheet)} {_part_of(bound)}"
    if bound.what == What.DEPUTY:
        return f"{called(row.person)} {_(row.role.label)}"
    return (
        f"{row.engagement.number} {row.engagement.title}" if bound.what == What.TEAM else row.number
    )


def _part_of(bound: Bound) -> str:
    row = bound.row
    catalogue = sheets.catalogue_of(sheets.period(row.sheet.period_id))
    if bound.what == What.SECTION:
        return f"{row.chapter} {in_my_language(catalogue.chapter(row.chapter).title)}"
    return f"{row.control} {in_my_language(catalogue.control(row.control).title)}"


PARTS: Sequence[Callable[[Asked], Iterator[Part]]] = (
    _periods, _decisions, _sheets, _promises, _findings, _inquiries, _exceptions, _agreed, _audits,
    _named,
)  # fmt: skip
