"""What all papers of a self-check have in common."""

from collections.abc import Sequence

from flask_babel import gettext as _

from secaudit.access.roles import Role
from secaudit.correspondence.kinds import Kind
from secaudit.correspondence.models import Head
from secaudit.correspondence.reading import Posts
from secaudit.documents import Document, text
from secaudit.selfcheck.kinds import FINAL
from secaudit.selfcheck.models import Period, Sheet
from secaudit.web.language import called, day


def headed(head: Head | None, title: str, body: Sequence, **more) -> Document:
    """A document with what the city entered for this kind of paper."""
    added = [text(head.words)] if head and head.words else []
    return Document(
        title=title,
        body=[*body, *added],
        number=head.number if head else "",
        on=head.dated_on if head else None,
        sender=head.sender if head else "",
        **more,
    )


def span(period: Period) -> str:
    return _("%(first)s to %(last)s", first=day(period.opens_on), last=day(period.due_on))


def head_of(sheet: Sheet, known: Posts) -> str:
    return known.get((Role.MGR, sheet.unit_id)) or _(
        "Head of %(department)s", department=called(sheet)
    )


def is_final(period: Period) -> bool:
    return period.state in FINAL


# Which papers can be made when: the words why not, or empty.
def why_not(kind: Kind, period: Period) -> str:
    if kind in (Kind.TOTALS, Kind.RESULT) and not period.opened_at:
        return _("after the period has opened")
    if kind == Kind.RESULT and not is_final(period):
        return _("after the figures are final")
    return ""
