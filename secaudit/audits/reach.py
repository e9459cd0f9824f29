"""How far somebody's posts reach on a day, and which engagements are theirs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from secaudit.access.guard import Actor
from secaudit.access.matrix import ALL, ENGAGEMENT, MAY, UNIT
from secaudit.access.roles import Role
from secaudit.audits.independence import Held, counts_from
from secaudit.audits.models import TeamMember
from secaudit.audits.rows import tuples
from secaudit.organisation.models import Succession, System
from secaudit.organisation.reading import tree
from secaudit.organisation.tree import Tree
from secaudit.people.models import Assignment


@dataclass(frozen=True)
class Lines:
    """What became of what: history follows the successor."""

    links: tuple[tuple[int, int], ...]

    def before(self, units: Iterable[int]) -> set[int]:
        """The units and all whose history they carry on."""
        return _closure(units, [(after, before) for before, after in self.links])

    def after(self, units: Iterable[int]) -> set[int]:
        """The units and all that carry on their history."""
        return _closure(units, self.links)


def _closure(units: Iterable[int], links: Iterable[tuple[int, int]]) -> set[int]:
    found, links = set(units), list(links)
    while more := {far for near, far in links if near in found} - found:
        found |= more
    return found


def lines() -> Lines:
    rows = tuples(Succession.select(Succession.predecessor, Succession.successor))
    return Lines(tuple((before, after) for before, after in rows if after))


@dataclass(frozen=True)
class Ground:
    """The offices of a day and where they came from: read once, asked often."""

    tree: Tree
    lines: Lines

    def below(self, tops: Iterable[int]) -> set[int]:
        """The units under these heads and those whose history they carry on."""
        return self.lines.before(self.tree.below(tops))

    def within(self, unit: int) -> set[int]:
        """What a head must hold to answer for a unit: it, its successors, and all above them."""
        return {each for one in self.lines.after([unit]) for each in self.tree.above(one)}

    def lineage(self, unit: int) -> set[int]:
        """The unit, what it came from, and all above it."""
        return self.lines.before([unit]) | self.within(unit)


def ground(on: date) -> Ground:
    return Ground(tree(on), lines())


def own_engagements(actor: Actor, on: date) -> set[int]:
    """The engagements in whose team this person is today; from outside, within their dates only."""
    if actor.person is None or not _reaches_by_team(actor):
        return set()
    team = TeamMember.select(TeamMember.engagement).where(
        (TeamMember.person == actor.person) & ~TeamMember.removed
    )
    if Role.AUDITOR not in actor.roles:
        team = team.where((TeamMember.access_from <= on) & (TeamMember.access_to >= on))
    return {row.engagement_id for row in team}


def _reaches_by_team(actor: Actor) -> bool:
    return any(MAY["audit"].get(post.role) == ENGAGEMENT for post in actor.posts)


def reaches(actor: Actor, deed: str, engagement: int, own: set[int], within: set[int]) -> bool:
    """Whether a post allows the deed on something of this engagement and these offices."""
    if actor.trusted:
        return True
    scheme = MAY[deed]
    return any(
        _post_reaches(scheme.get(p.role), p.unit, engagement, own, within) for p in actor.posts
    )


def _post_reaches(reach, unit, engagement, own, within) -> bool:
    if reach == ENGAGEMENT:
        return engagement in own
    return reach == ALL or (reach == UNIT and unit in within)


def held_by(people: Iterable[int], on: date) -> dict[int, list[Held]]:
    """Every post of these people that matters for their independence on that day. One query."""
    rows = (
        Assignment.select(Assignment, System)
        .left_outer_join(System, on=Assignment.system)
        .where(
            Assignment.person.in_(set(people))
            & (Assignment.valid_from <= on)
            & (Assignment.valid_to.is_null() | (Assignment.valid_to > counts_from(on)))
        )
    )
    found: dict[int, list[Held]] = {}
    for row in rows:
        found.setdefault(row.person_id, []).extend(_held(row))
    return found


def _held(row: Assignment) -> list[Held]:
    posts = []
    if row.unit_id:
        posts.append(Held(row.unit_id, row.valid_from, row.valid_to, title=row.title))
    if row.system is not None:
        owner = row.system.owner_id
        posts.append(Held(owner, row.valid_from, row.valid_to, of_system=True, title=row.title))
    return posts
