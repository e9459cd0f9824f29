"""All accounts in official order, as they are looked through."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from secaudit.accessreview.rules import Known, remarks, to_look_at
from secaudit.accounts.reading import Overview, overviews
from secaudit.decisions.models import Decision
from secaudit.organisation.reading import tree
from secaudit.organisation.tree import Office, Tree
from secaudit.people.models import Assignment, Person
from secaudit.people.reading import current_posts

ABOUT = "accounts"  # decisions about `accounts:2026`


@dataclass(frozen=True)
class Row:
    """One account with the office it is signed for and what deserves a second look."""

    office: Office | None
    one: Overview
    posts: list[Assignment]
    remarks: list[str]

    @property
    def asks(self) -> bool:
        return to_look_at(self.remarks)


def rows(on: date) -> list[Row]:
    """Those of the whole city first, then office by office, by employee number."""
    found, offices = overviews(), tree(on)
    posts = current_posts({each.person.id for each in found}, on)
    place = {office.id: at for at, office in enumerate(offices)}
    made = [_row(each, posts[each.person.id], offices, on) for each in found]
    return sorted(
        made,
        key=lambda row: (place[row.office.id] if row.office else -1, row.one.person.number),
    )


def _row(one: Overview, posts: list[Assignment], offices: Tree, on: date) -> Row:
    post = next((each for each in posts if each.unit_id), None)
    known = Known(
        disabled=one.account.disabled,
        has_password=one.account.password_set_at is not None,
        left_on=one.person.left_on,
        last_sign_in=one.last_sign_in,
        roles=frozenset(each.role for each in posts),
    )
    office = offices.get(post.unit_id) if post else None
    return Row(office, one, posts, list(remarks(known, on)))


def by_office(some: Iterable[Row]) -> list[tuple[Office | None, list[Row]]]:
    grouped = groupby(some, key=lambda row: row.office.id if row.office else None)
    found = [list(group) for _id, group in grouped]
    return [(group[0].office, group) for group in found]


def outcomes() -> list[Decision]:
    """What was recorded of earlier reviews, the newest first."""
    rows = Decision.select(Decision, Person).join(Person)
    return list(rows.where(Decision.obj.startswith(f"{ABOUT}:")).order_by(Decision.id.desc()))
