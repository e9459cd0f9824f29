"""May this person do that, here? Plain values in, an answer out."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from secaudit.access.matrix import ALL, ENGAGEMENT, GIVEN, MAY, UNIT
from secaudit.access.roles import Role
from secaudit.errors import N_, Forbidden


@dataclass(frozen=True, slots=True)
class Post:
    """One assignment as the guard sees it: a role, where it is held, and in whose place."""

    role: Role
    unit: int | None = None  # unit id
    system: int | None = None
    title: str = ""  # 課長, 主査 …
    acting_for: int | None = None  # assignment id of the person whose place is taken (代決)
    since: date | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person with the posts they hold on that day, a command, or the system."""

    ref: str  # `person:87`, `command`, `system`
    person: int | None = None
    name: str = ""
    posts: tuple[Post, ...] = ()
    language: str = "ja"
    number: str = ""
    trusted: bool = field(default=False)  # the command line and the system may do everything

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(post.role for post in self.posts)

    @property
    def post(self) -> str:
        return "・".join(dict.fromkeys(post.title for post in self.posts if post.title))

    @property
    def acting_for(self) -> str:
        return ",".join(f"assignment:{p.acting_for}" for p in self.posts if p.acting_for)

    def may(self, deed: str, within: Collection[int] | None = None) -> bool:
        """Whether one of the posts allows it. `within`: the unit concerned and all above it.

        Without `within` the question is whether the deed is open to this person anywhere.
        """
        if self.trusted:
            return True
        scheme = MAY[deed]
        return any(_reaches(scheme.get(post.role), post, within) for post in self.posts)

    def units(self, deed: str) -> set[int] | None:
        """The units at whose heads this person may do it; None: everywhere."""
        if self.trusted or any(MAY[deed].get(post.role) == ALL for post in self.posts):
            return None
        return {p.unit for p in self.posts if p.unit and MAY[deed].get(p.role) == UNIT}

    def only_by_engagement(self, deed: str) -> bool:
        """Whether this person reaches the deed through engagements they are assigned to."""
        return any(MAY[deed].get(post.role) == ENGAGEMENT for post in self.posts)


def _reaches(reach, post: Post, within: Collection[int] | None) -> bool:
    if reach is None:
        return False
    if reach == UNIT and within is not None:
        return post.unit in within
    if reach == GIVEN:
        return within is None  # where, only the action knows
    return True


COMMAND = Actor("command", name="command", trusted=True)
SYSTEM = Actor("system", name="system", trusted=True)


def require(actor: Actor, deed: str, within: Collection[int] | None = None) -> None:
    """Refuse unless `actor.may(deed, within)`."""
    if not actor.may(deed, within):
        raise Forbidden(N_("Your role does not allow this."))
