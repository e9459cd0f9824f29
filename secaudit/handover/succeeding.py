"""Who takes over: the posts that somebody hands over, and who holds them next."""

from collections.abc import Iterable
from datetime import date

from secaudit.people.models import Assignment, Person
from secaudit.people.posts import key
from secaudit.people.reading import in_force


def posts_to_hand_over(person: Person, on: date) -> list[Assignment]:
    """The posts that are held; where none is any more, those that ended last."""
    rows = Assignment.select().where((Assignment.person == person) & (Assignment.valid_from <= on))
    every = list(rows.order_by(Assignment.id))
    held = [row for row in every if row.valid_to is None or row.valid_to > on]
    ended = {row: row.valid_to for row in every if row.valid_to and row.valid_to > row.valid_from}
    last = max(ended.values(), default=None)
    return held or [row for row, until in ended.items() if until == last]


def successors_of(posts: Iterable[Assignment], on: date) -> dict[int, list[Assignment]]:
    """By post, who else holds the same one on that day or later, with the person. One statement.

    In a role that several hold side by side these are colleagues; of a head there is one.
    """
    mine = {post.id: post for post in posts if post.acting_for_id is None}
    if not mine:
        return {}
    roles = {post.role for post in mine.values()}
    later = in_force(on) | (Assignment.valid_from > on)
    rows = Assignment.select(Assignment, Person).join(Person, on=Assignment.person)
    rows = rows.where(
        Assignment.role.in_(roles)
        & later
        & Assignment.acting_for.is_null()
        & Person.left_on.is_null()
    )
    others = list(rows.order_by(Assignment.valid_from.desc(), Assignment.id))
    return {
        id: [row for row in others if key(row) == key(post) and row.person_id != post.person_id]
        for id, post in mine.items()
    }
