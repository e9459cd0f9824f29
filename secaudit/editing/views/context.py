"""What every page here looks at: the files of today, the catalogue in force, the one to come."""

from functools import cached_property

from flask import current_app

from secaudit.catalogue.controls import Catalogue
from secaudit.catalogue.installed import InForce, in_force
from secaudit.editing import reading
from secaudit.editing.effects import Effect, effects
from secaudit.editing.files import Entry, Files, entries
from secaudit.editing.folder import read_folder
from secaudit.editing.judging import Judged, judged


class Here:
    """Read once for a page."""

    @cached_property
    def folder(self) -> str:
        return current_app.config["LOCAL_CONTROLS"]

    @cached_property
    def in_force(self) -> InForce:
        return in_force(current_app.config)

    @property
    def shipped(self) -> Catalogue:
        return self.in_force.shipped

    @property
    def catalogue(self) -> Catalogue:
        return self.in_force.catalogue

    @cached_property
    def files(self) -> Files:
        return read_folder(self.folder)

    @cached_property
    def published(self) -> dict[str, Entry]:
        return entries(self.files)

    def coming(self) -> Files:
        """With all drafts."""
        return reading.with_drafts(self.files, reading.open_drafts(), self.shipped)

    def judged(self, files: Files) -> Judged:
        return judged(files, self.shipped, self.catalogue)

    def effects(self, of: Judged) -> list[Effect]:
        if of.effective is None:
            return []
        asked = reading.asked_in_newest_period()
        return effects(self.catalogue, of.effective.catalogue, asked)
