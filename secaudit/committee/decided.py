"""What meetings contribute to a snapshot: the agenda of this one, what earlier ones decided."""

from collections.abc import Iterable, Iterator
from datetime import date

from secaudit.committee.snapshot import Ahead, Matter, Resolved
from secaudit.errors import N_
from secaudit.meetings.kinds import Outcome, Progress
from secaudit.meetings.reading import Act, Decided, Gathering, Point, agenda, decisions

POINT = "point"
LOOKED_BACK = 2  # meetings whose decisions are followed
ACTION = N_("Actions decided by the committee are due")


def points(meeting: Gathering | None) -> tuple[Point, ...]:
    """The agenda in its order; nothing where no meeting is planned."""
    return agenda(meeting.id) if meeting else ()


def matter_of(point: Point) -> Matter:
    """As it stands on the agenda."""
    said = f"{point.title}　{point.text}" if point.text else point.title
    return Matter(key=f"{POINT}:{point.id}", kind=POINT, words=said, about=point.about)


def resolved(before: date) -> tuple[Resolved, ...]:
    """Every action of the last meetings' decisions; a decision without one by itself, done unless
    it was postponed."""
    found = decisions(before, LOOKED_BACK)
    return tuple(row for decided in found for row in followed(decided))


def followed(decided: Decided) -> Iterator[Resolved]:
    """What became of one decision."""
    day, point = decided.meeting.on, decided.point
    for act in point.actions:
        yield Resolved(
            day, act.what, act.owner_title, act.due_on, act.progress.label, is_done(act),
            act.moved, act.first_due_on,
        )  # fmt: skip
    if not point.actions and point.outcome:
        words = "　".join(filter(None, [point.title, point.words]))
        done = point.outcome != Outcome.POSTPONED
        yield Resolved(day, words, state=point.outcome.label, done=done)


def is_done(act: Act) -> bool:
    return act.progress != Progress.OPEN


def due_actions(before: date) -> list[Ahead]:
    found = decisions(before, LOOKED_BACK)
    acts: Iterable[Act] = (act for each in found for act in each.point.actions)
    return [Ahead(act.due_on, ACTION, act.what) for act in acts if not is_done(act)]
