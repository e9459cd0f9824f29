"""Named queries about recorded decisions."""

from secaudit.database import Record
from secaudit.decisions.models import Decision
from secaudit.journal.actions import name
from secaudit.people.models import Person


def decisions_about(obj: Record) -> list[Decision]:
    """Every decision recorded about one thing, oldest first, with who recorded it."""
    rows = Decision.select(Decision, Person).join(Person).where(Decision.obj == name(obj))
    return list(rows.order_by(Decision.id))
