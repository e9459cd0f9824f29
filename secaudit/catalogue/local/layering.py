"""The effective catalogue: the shipped one with the city's own rules laid over it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from secaudit.catalogue.controls import Catalogue, Chapter, Control, Framework
from secaudit.catalogue.loading import BadCatalogue
from secaudit.catalogue.local.checking import check_local
from secaudit.catalogue.local.values import CITY, Local, Override
from secaudit.errors import N_

CITY_RULES = Framework(CITY, {"ja": "市の規程", "en": "The city's own rules"})


class NoteKind(StrEnum):
    """Why somebody should look at an override after the product was upgraded."""

    WITHDRAWN = "withdrawn"
    REVISED = "revised"
    SAME = "same"

    @property
    def label(self) -> str:
        return NOTE_WORDS[self]


NOTE_WORDS = {
    NoteKind.WITHDRAWN: N_("The shipped control is no longer asked; the city's wording rests."),
    NoteKind.REVISED: N_("The shipped control has changed its meaning since this was written."),
    NoteKind.SAME: N_("The shipped control now says the same; the override can be deleted."),
}


@dataclass(frozen=True)
class Note:
    """An override to be looked at. It holds as before; nothing is lost."""

    id: str
    kind: NoteKind
    override: Override


@dataclass(frozen=True)
class Effective:
    """What is in force here, and what of it came from where."""

    catalogue: Catalogue
    shipped: Catalogue
    local: Local
    notes: tuple[Note, ...] = field(default=())

    def origin(self, id: str) -> dict[str, Any]:
        """`control`: shipped or local; `fields`: what the city overrides; `why`: its reason."""
        if id not in self.shipped:
            return {"control": "local", "fields": (), "why": {}}
        override = self.local.override(id)
        fields = override.fields if override else ()
        return {"control": "shipped", "fields": fields, "why": override.why if override else {}}


def effective(shipped: Catalogue, local: Local) -> Effective:
    """BadCatalogue where the city's rules do not fit this shipped catalogue."""
    if problems := check_local(local, shipped):
        raise BadCatalogue(problems)
    if local.is_empty:
        return Effective(shipped, shipped, local)
    return Effective(combined(shipped, local), shipped, local, tuple(notes(shipped, local)))


def combined(shipped: Catalogue, local: Local) -> Catalogue:
    overrides = {override.id: override for override in local.overrides}
    chapters = [laid_over(chapter, overrides, local) for chapter in shipped.chapters]
    rules = local.rules or (CITY_RULES if names_clauses(local) else None)
    return replace(
        shipped,
        edition=local.edition or f"{shipped.edition}-L",
        effective=local.effective or shipped.effective,
        chapters=(*chapters, *local.chapters),
        frameworks=(*shipped.frameworks, *([rules] if rules else [])),
    )


def laid_over(chapter: Chapter, overrides: dict[str, Override], local: Local) -> Chapter:
    before = (*chapter.controls, *chapter.withdrawn)
    after = [overrides[c.id].laid_over(c) if c.id in overrides else c for c in before]
    after += local.added.get(chapter.id, ())
    return replace(
        chapter,
        controls=tuple(control for control in after if not control.withdrawn),
        withdrawn=tuple(control for control in after if control.withdrawn),
    )


def names_clauses(local: Local) -> bool:
    own: list[Control] = list(local.controls)
    return any(each.clauses for each in local.overrides) or any(CITY in c.mappings for c in own)


def notes(shipped: Catalogue, local: Local) -> Iterator[Note]:
    for override in local.overrides:
        control = shipped.control(override.id)
        if control.withdrawn:
            yield Note(override.id, NoteKind.WITHDRAWN, override)
        elif control.revision != override.of_revision:
            yield Note(override.id, NoteKind.REVISED, override)
        elif override.laid_over(control) == control:
            yield Note(override.id, NoteKind.SAME, override)
