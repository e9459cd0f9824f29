"""Who confirms a sheet: its head; where the head answered alone, the director or the secretariat."""

from collections.abc import Collection

from secaudit.access.guard import Actor, Post
from secaudit.access.roles import Role

ACKNOWLEDGES = (Role.DIR, Role.SECR)


def confirming_post(
    path: Collection[int], submitted_by: int | None, by_head: bool, actor: Actor
) -> Post | None:
    """The post in which this person confirms; None where they may not. Nobody confirms their own."""
    if actor.person is None or actor.person == submitted_by:
        return None
    roles = ACKNOWLEDGES if by_head else (Role.MGR,)
    return next((post for post in actor.posts if post.role in roles and _here(post, path)), None)


def head_post(path: Collection[int], actor: Actor) -> Post | None:
    """The post by which this person is the head here."""
    return next((p for p in actor.posts if p.role == Role.MGR and p.unit in path), None)


def _here(post: Post, path: Collection[int]) -> bool:
    return post.role == Role.SECR or post.unit in path
