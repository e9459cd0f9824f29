"""Everything about the control that is being written: as shipped, in force, drafted, typed."""

from copy import deepcopy

from flask import abort, request

from secaudit.catalogue.controls import Control
from secaudit.catalogue.editions import control_of
from secaudit.catalogue.local.reading import override_from
from secaudit.editing import reading
from secaudit.editing.entries import override_entry, own_entry
from secaudit.editing.files import Entry, Files, with_override, with_own
from secaudit.editing.models import ControlDraft
from secaudit.editing.values import Values, empty, values_from, values_of
from secaudit.editing.views.context import Here


class Desk:
    """Everything about the control that is being written."""

    def __init__(self, id: str, chapter: str = ""):
        self.here, self.id = Here(), id
        self.row = reading.draft_of(id)
        self.draft: ControlDraft | None = self.row if self.row and self.row.open else None
        shipped = self.here.shipped
        self.shipped: Control | None = shipped.control(id) if id in shipped else None
        self.own = self.shipped is None
        self.published: Entry = self.here.published.get(id, {})
        self.chapter = chapter or self._chapter()
        self.roles = [role.code for role in shipped.roles]

    def _chapter(self) -> str:
        if self.shipped:
            return self.shipped.chapter
        if self.row:
            return self.row.chapter
        catalogue = self.here.catalogue
        return catalogue.control(self.id).chapter if self.id in catalogue else abort(404)

    @property
    def entry(self) -> Entry:
        return self.draft.entry_tree if self.draft else self.published

    @property
    def seen(self) -> int:
        return self.row.version if self.row else 0

    def control(self) -> Control | None:
        """As the draft says, good or not; else as it is in force."""
        if self.draft and self.shipped:
            entry = {"id": self.id, "of_revision": self.shipped.revision, **deepcopy(self.entry)}
            return override_from(entry).laid_over(self.shipped)
        if self.draft:
            return control_of(both(self.entry), self.chapter)
        catalogue = self.here.catalogue
        return catalogue.control(self.id) if self.id in catalogue else None

    def values(self) -> Values:
        control = self.control()
        if control is None:
            return empty(self.roles)
        return values_of(control, self.entry, self.roles)

    def typed(self) -> Values:
        """What was sent; what was not part of the form stays."""
        return values_from(request.form.to_dict(flat=False), self.roles, self.values())

    def meaning(self) -> str:
        """What the draft says so far about last year's answers."""
        raised = any(
            int(self.entry.get(name, usual)) > int(self.published.get(name, usual))
            for name, usual in (("raised", 0), ("revision", 1))
        )
        return "changed" if self.draft and raised else "kept"

    def made(self, values: Values) -> Entry:
        if self.shipped:
            return override_entry(values, self.shipped, self.entry, self.published)
        return own_entry(values, self.id, self.entry, self.published)

    def files_with(self, entry: Entry) -> Files:
        """The files of today with all drafts, and this one as it is being written."""
        others = [each for each in reading.open_drafts() if each.control != self.id]
        files = reading.with_drafts(self.here.files, others, self.here.shipped)
        if self.own:
            return with_own(files, self.chapter, entry) if entry else files
        order = [control.id for control in self.here.shipped.controls]
        return with_override(files, self.id, entry, order)


def both(tree):
    """An entry of a file with its texts in both languages, as values are made from it."""
    if isinstance(tree, dict) and tree and set(tree) <= {"ja", "en"}:
        return {"ja": tree.get("ja") or tree["en"], "en": tree.get("en") or tree["ja"]}
    if isinstance(tree, dict):
        return {key: both(each) for key, each in tree.items()}
    return [both(each) for each in tree] if isinstance(tree, list) else tree
