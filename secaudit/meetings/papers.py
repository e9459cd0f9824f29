"""Agenda and minutes on A4."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _

from secaudit.documents import Document, Part, facts, heading, listed, note, table, text
from secaudit.meetings.kinds import State
from secaudit.meetings.members import Member
from secaudit.meetings.models import Meeting, Minutes
from secaudit.meetings.reading import Act, Point
from secaudit.organisation.settings import settings
from secaudit.web.language import day


def meeting_paper(
    row: Meeting,
    points: Sequence[Point],
    kept: Sequence[Minutes],
    asked: Sequence[Member],
    title: str,
    on: date,
) -> Document:
    """The agenda before the meeting, the minutes after it."""
    held = row.state != State.PLANNED
    return Document(
        title=_("Minutes: %(meeting)s", meeting=title) if held else _("Agenda: %(meeting)s", meeting=title),
        on=on,
        handling=settings()["handling_mark"],
        boxes=settings()["approval_boxes"] if held else (),
        body=[
            facts([(_("Day"), day(row.on)), (_("Time"), row.time), (_("Place"), row.place)]),
            *(_attendance(kept[-1]) if kept else _asked(asked)),
            heading(_("Agenda")),
            *(part for point in points for part in _point(point, held)),
            *_notes(row, kept),
        ],
    )  # fmt: skip


def _asked(some: Sequence[Member]) -> list[Part]:
    lines = [f"{each.title}　{each.person.name}" for each in some]
    return [heading(_("Who is asked to come")), listed(lines)] if lines else []


def _attendance(minutes: Minutes) -> list[Part]:
    parts = [heading(_("Who was there")), listed(minutes.present.splitlines())]
    if minutes.absent:
        parts += [text(_("Absent: %(names)s", names="、".join(minutes.absent.splitlines())))]
    return parts + ([text(minutes.remarks)] if minutes.remarks else [])


def _point(point: Point, held: bool) -> list[Part]:
    title = text(f"{point.number}　{point.title}")
    parts = [title] if not point.text else [title, text(point.text)]
    if not held:
        return parts
    parts.append(facts(_decided(point)))
    return [*parts, _actions(point.actions)] if point.actions else parts


def _decided(point: Point) -> list[tuple[str, str]]:
    if point.outcome is None:
        return [(_("Decision of the meeting"), _("not recorded yet"))]
    reflected = "、".join(_(each.label) for each in point.reflected)
    return [
        (_("Decision of the meeting"), f"{_(point.outcome.label)}\n{point.words}"),
        (_("Where it is reflected"), " ".join(filter(None, (reflected, point.where)))),
        (_("Corrected"), point.reason if point.version > 1 else ""),
    ]


def _actions(some: Sequence[Act]) -> Part:
    head = [_("What is to be done"), _("Who (by post)"), _("By when")]
    lines = [[each.what, each.owner_title, day(each.agreed_on, "short")] for each in some]
    return table(head, lines, widths=[7, 3, 3])


def _notes(row: Meeting, kept: Sequence[Minutes]) -> list[Part]:
    """How the general part of closed minutes was corrected."""
    later = kept[1:] if row.state == State.CLOSED else []
    return [
        note(_("Version %(number)s, corrected: %(reason)s", number=each.number, reason=each.reason))
        for each in later
    ]
