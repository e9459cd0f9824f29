"""Rules about posts: where a role may be held, and what follows when an office goes."""

from collections.abc import Collection, Iterable
from datetime import date

from secaudit.access.guard import Actor
from secaudit.access.roles import OF_A_SYSTEM, OF_A_UNIT, Role
from secaudit.errors import N_, Invalid, Refused
from secaudit.organisation.models import System, Unit
from secaudit.organisation.tree import Tree
from secaudit.people.models import Assignment

OWN = N_("Somebody else must change your own posts.")


def refuse_own(by: Actor, person: int) -> None:
    """Nobody gives themselves a role, takes one from themselves or declares themselves gone."""
    if by.person == person:
        raise Refused(OWN)


def refuse_place(role: Role, unit: int | None, system: int | None, tree: Tree) -> None:
    """A department's roles need an office that exists on the day, a system's roles a system."""
    if role in OF_A_UNIT and unit is None:
        raise Invalid(N_("This role needs an office."), field="unit")
    if unit is not None and unit not in tree.offices:
        raise Invalid(N_("This office does not exist on that day."), field="unit")
    if role in OF_A_SYSTEM and system is None:
        raise Invalid(N_("This role needs a system."), field="system")
    if system is not None and role not in OF_A_SYSTEM:
        raise Invalid(N_("Only owners and operators are named for a system."), field="system")
    if system is not None and not in_use(system, tree.on):
        raise Invalid(N_("This system is not in use on that day."), field="system")


def in_use(system: int, on: date) -> bool:
    row = System.get_or_none(System.id == system)
    return bool(row and row.opened_on <= on and (row.closed_on is None or row.closed_on > on))


def refuse_days(role: Role, valid_from: date, valid_to: date | None) -> None:
    if valid_to is not None and valid_to <= valid_from:
        raise Invalid(N_("The last day lies before the first."), field="valid_to")
    if role == Role.EXTERNAL and valid_to is None:
        raise Invalid(N_("An external auditor needs a last day."), field="valid_to")


def refuse_overlap(new: Assignment, held: Iterable[Assignment]) -> None:
    """The same post is held once at a time."""
    for each in held:
        same = key(each) == key(new) and each.acting_for_id == new.acting_for_id
        if same and each.id != new.id and overlap(each, new):
            raise Invalid(N_("This person holds this post already in these days."), field="role")


def key(post: Assignment) -> tuple:
    return post.role, post.unit_id, post.system_id


def overlap(one: Assignment, other: Assignment) -> bool:
    ends = one.valid_to or date.max, other.valid_to or date.max
    return max(one.valid_from, other.valid_from) < min(ends)


def end(post: Assignment, on: date) -> None:
    """Not held from that day on; a post that would have begun later never begins."""
    post.valid_to = max(on, post.valid_from)


def open_on(on: date):
    """The condition that an assignment holds on that day or later."""
    return Assignment.valid_to.is_null() | (
        (Assignment.valid_to > on) & (Assignment.valid_to > Assignment.valid_from)
    )


def refuse_without_administrator(ended: Collection[Assignment], on: date) -> None:
    """Somebody must be left who can let people in."""
    ending = {each.id for each in ended}
    if not any(each.role == Role.ADMIN and each.acting_for_id is None for each in ended):
        return
    left = Assignment.select().where(
        (Assignment.role == Role.ADMIN)
        & Assignment.valid_to.is_null()
        & (Assignment.valid_from <= on)
        & Assignment.id.not_in(ending)
    )
    if not left.exists():
        raise Refused(N_("This is the last administrator. Name another one first."))


def posts_in(units: Collection[int], on: date) -> list[Assignment]:
    """What is held in these offices on that day or later."""
    query = Assignment.select().where(Assignment.unit.in_(list(units)) & open_on(on))
    return list(query.order_by(Assignment.id))


def moved(posts: Iterable[Assignment], to: Unit, on: date) -> list[Assignment]:
    """The same posts in another office from that day on: new ones first, then the ended."""
    new, changed = [], []
    for post in posts:
        if post.valid_from >= on:
            post.unit = to
        else:
            new.append(continued(post, on, unit=to))
            end(post, on)
        changed.append(post)
    return [*new, *changed]


def continued(post: Assignment, on: date, **differing) -> Assignment:
    """A new assignment that goes on where this one ends."""
    values = {
        "person": post.person_id,
        "role": post.role,
        "unit": post.unit_id,
        "system": post.system_id,
        "title": post.title,
        "valid_to": post.valid_to,
        "acting_for": post.acting_for_id,
    }
    return Assignment(**values | differing, valid_from=on)
