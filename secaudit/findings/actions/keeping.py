"""Lists as somebody likes to see them. Theirs alone: no entry of the journal tells of it."""

from secaudit.errors import N_, Invalid
from secaudit.findings.models import SavedView
from secaudit.journal.actions import transaction

MOST = 20


def keep_view(person: int, name: str, query: str) -> None:
    """Under a name; the same name again replaces what it stood for."""
    name = name.strip()
    if not 0 < len(name) <= 40:
        raise Invalid(N_("Give it a name of up to 40 characters."), field="name")
    with transaction():
        mine = SavedView.select().where(SavedView.person == person)
        known = mine.where(SavedView.name == name).get_or_none()
        if known is None and mine.count() >= MOST:
            raise Invalid(N_("Up to %(limit)s views can be kept."), field="name", limit=MOST)
        row = known or SavedView(person=person, name=name)
        row.query = query[:400]
        row.save()


def drop_view(person: int, id: int) -> None:
    SavedView.delete().where((SavedView.person == person) & (SavedView.id == id)).execute()
