"""How much a catalogue may be. Whoever writes one by hand stays far below; a hostile file does not."""

from secaudit.catalogue.document import Document
from secaudit.catalogue.problems import Problem
from secaudit.catalogue.texts import listed
from secaudit.errors import N_

MAX_CONTROLS = 5_000
MAX_NODES = 500_000  # texts, lists and mappings of all files together

TOO_MANY_CONTROLS = (
    N_("The catalogue has more than %(limit)s controls."),
    N_("Make two catalogues of it."),
)
TOO_MUCH = (
    N_("The files together have more than %(limit)s texts, lists and mappings."),
    N_("Make two catalogues of it."),
)


class Budget:
    """What the files read so far have used of it. Beyond it nothing more is read."""

    def __init__(self) -> None:
        self.controls = self.nodes = 0

    def spent(self, document: Document) -> Problem | None:
        """What is too much, once this file is counted too."""
        tree = document.tree if isinstance(document.tree, dict) else {}
        before, found = self.controls, len(listed(tree, "controls"))
        self.controls += found
        self.nodes += document.nodes
        if self.controls > MAX_CONTROLS:
            first = ("controls", MAX_CONTROLS - before)
            return document.problem(first, *TOO_MANY_CONTROLS, limit=MAX_CONTROLS)
        if self.nodes > MAX_NODES:
            return document.problem((), *TOO_MUCH, limit=MAX_NODES)
        return None
