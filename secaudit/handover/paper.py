"""The handover sheet (引継書): one A4 page of everything open."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _

from secaudit.documents import Document, boxes, facts, heading, note, table, text, typeset
from secaudit.handover.parts import Asked, Part, parts
from secaudit.organisation.models import System
from secaudit.organisation.reading import last_names
from secaudit.organisation.settings import settings
from secaudit.people.models import Assignment
from secaudit.web.language import called, day
from secaudit.web.typesetting import Paper

ROOMS = (40, 14, 9, 6, 4, 3, 2, 1)  # rows of each table, until it is one page
LONGEST = 60


@dataclass(frozen=True)
class Places:
    """Names of the offices and systems of posts."""

    units: dict
    systems: dict

    def words(self, post: Assignment) -> str:
        """市民課 主査 推進員; a title that is also the role's name is said once."""
        place = called(self.units.get(post.unit_id)) or called(self.systems.get(post.system_id))
        role = _(post.role.label)
        title = "" if post.title == role else post.title
        return " ".join(word for word in (place, title, role) if word)


def places(posts: list[Assignment]) -> Places:
    units = {post.unit_id for post in posts if post.unit_id}
    systems = {post.system_id for post in posts if post.system_id}
    rows = System.select().where(System.id.in_(systems)) if systems else []
    return Places(last_names(units) if units else {}, {row.id: row for row in rows})


def sheet(given: Asked, successors: dict[int, list[Assignment]], room: int = 40) -> Document:
    names = places(given.posts)
    found = parts(given)
    return Document(
        title=_("Handover sheet"),
        on=given.on,
        handling=settings()["handling_mark"],
        body=[
            facts(
                [
                    (_("Handed over by"), called(given.person)),
                    (_("Posts handed over"), "\n".join(line(post, names) for post in given.posts) or _("none")),
                    (_("Taken over by"), next_holders(given.posts, successors)),
                ]
            ),
            text(summary(found)),
            *[piece for part in found for piece in shown(part, room)],
            note(
                _("What belongs to a post passes with it. What was given by name is listed last; it is passed on in the product.")
            ),
            boxes([_("Handed over"), _("Taken over"), _("Head")]),
        ],
    )  # fmt: skip


def line(post: Assignment, names: Places) -> str:
    words = names.words(post)
    until = post.valid_to
    return (
        _("%(post)s (until %(day)s)", post=words, day=day(until - timedelta(days=1), "short"))
        if until
        else words
    )


def next_holders(posts: list[Assignment], successors: dict[int, list[Assignment]]) -> str:
    """Of posts that have one holder at a time, or were taken over since."""
    found = {
        called(each.person)
        for post in posts
        for each in successors.get(post.id, [])
        if each.valid_from > post.valid_from
    }
    return _(", ").join(sorted(found)) or _("not named yet")


def summary(found: list[Part]) -> str:
    if not found:
        return _("Nothing is open.")
    counts = [_("%(title)s: %(count)s", title=part.title, count=len(part.rows)) for part in found]
    return _("Open: %(parts)s.", parts=_(", ").join(counts))


def shown(part: Part, room: int) -> list:
    rows = [[shortened(cell) for cell in row] for row in part.rows[:room]]
    found = [heading(part.title), table(part.head, rows, widths=part.widths)]
    rest = len(part.rows) - len(rows)
    return [*found, note(_("and %(num)s more (in the product)", num=rest))] if rest else found


def shortened(words: str) -> str:
    one = " ".join(words.split())
    return one if len(one) <= LONGEST else one[: LONGEST - 1] + "…"


def as_paper(given: Asked, successors: dict[int, list[Assignment]], at: datetime) -> Paper:
    """One page: of the tables as many rows as have room."""
    for room in ROOMS:
        paper = typeset(sheet(given, successors, room), at)
        if paper.pages == 1:
            break
    return paper
