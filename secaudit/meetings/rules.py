"""What meetings need before something is kept, and whose an action is. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from secaudit import errors
from secaudit.access.guard import Post
from secaudit.access.roles import Role
from secaudit.errors import N_, Invalid
from secaudit.meetings.kinds import HEADS, LONGEST, Outcome, Reflected, Source


@dataclass(frozen=True)
class When:
    """A meeting as it is planned; `members`: the roles that are asked to come."""

    on: date
    time: str = ""
    place: str = ""
    members: tuple[Role, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """A point for the agenda; `about`: as the journal calls it, nothing for a free one."""

    source: Source
    title: str
    about: str = ""
    text: str = ""


@dataclass(frozen=True)
class Attendance:
    present: str
    absent: str = ""
    remarks: str = ""

    def as_text(self) -> str:
        return "\n".join(filter(None, (self.present, self.absent, self.remarks)))


@dataclass(frozen=True)
class Decision:
    outcome: Outcome
    words: str
    reflected: tuple[Reflected, ...] = ()
    where: str = ""

    def as_text(self) -> str:
        return "\n".join(filter(None, (self.words, self.where)))


@dataclass(frozen=True)
class Agreed:
    """What is to be done, by which post (of no office: of the city), by when."""

    what: str
    owner_unit: int | None
    owner_title: str
    due_on: date


def checked_when(wanted: When) -> When:
    if not wanted.members:
        raise Invalid(N_("Choose who is asked to come."), field="members")
    return When(wanted.on, wanted.time.strip(), wanted.place.strip(), wanted.members)


def checked_agreed(wanted: Agreed, met_on: date) -> Agreed:
    if not wanted.owner_title:
        raise Invalid(N_("Choose who does it."), field="owner")
    if wanted.due_on < met_on:
        raise Invalid(N_("Choose the day of the meeting or a later one."), field="due_on")
    what = needed(wanted.what, "what", N_("Write what is to be done."))
    return Agreed(what, wanted.owner_unit, wanted.owner_title, wanted.due_on)


def checked_move(to: date, due: date, on: date) -> date:
    """The new day of an action: another one, and not one that has passed."""
    if to < on:
        raise Invalid(N_("Choose today or a later day."), field="due_on")
    if to == due:
        raise Invalid(N_("This is the day that holds already. Choose another one."), field="due_on")
    return to


def needed(text: str, field: str, message: str = N_("Write the reason.")) -> str:
    return errors.needed(text, field, message, LONGEST)


def owns(posts: Iterable[Post], units: Collection[int], title: str) -> bool:
    """Whether one of these posts is the one that sees to an action: the post itself, or the head
    of the office (`units`: the office and what became of it; none: a post of the city)."""
    return any(_is_it(post, units, title) for post in posts)


def _is_it(post: Post, units: Collection[int], title: str) -> bool:
    if not units:
        return post.unit is None and post.title == title
    return post.unit in units and (post.title == title or post.role in HEADS)


def moved(order: list[int], what: int, place: int) -> list[int]:
    """The order with one of them at another place, counted from 1."""
    rest = [each for each in order if each != what]
    at = min(max(place, 1), len(order)) - 1
    return [*rest[:at], what, *rest[at:]]
