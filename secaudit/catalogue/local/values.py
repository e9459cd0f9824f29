"""What a city's own folder says, as values."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from secaudit.catalogue.controls import Chapter, Control, Framework, Question, Text
from secaudit.catalogue.document import Document
from secaudit.catalogue.files import Files

CITY = "city"  # the framework to which clauses of the city's own rules belong

# What an override may put in the place of the shipped value. Questions and clauses are merged.
REPLACED = (
    "title",
    "requirement",
    "required",
    "priority",
    "weight",
    "core",
    "gates",
    "guidance",
    "evidence",
    "procedure",
)


@dataclass(frozen=True, slots=True)
class Override:
    """What a city wants differently of one shipped control."""

    id: str
    of_revision: int  # the shipped revision that it was written for
    changes: dict[str, Any] = field(default_factory=dict)  # of REPLACED
    questions: tuple[Question, ...] = ()
    not_asked: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    why: Text = field(default_factory=dict)
    raised: int = 0  # how often the city itself changed the meaning
    meaning_kept: bool = False
    withdrawn: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of what is different, as pages list them."""
        more = {
            "questions": self.questions or self.not_asked,
            "mappings": self.clauses,
            "revision": self.raised,
            "withdrawn": self.withdrawn,
        }
        return (*self.changes, *(name for name, there in more.items() if there))

    def laid_over(self, control: Control) -> Control:
        mappings = control.mappings | ({CITY: self.clauses} if self.clauses else {})
        return replace(
            control,
            **self.changes,
            questions=self.asked(control.questions),
            mappings=mappings,
            revision=control.revision + self.raised,
            meaning_kept=control.meaning_kept or self.meaning_kept,
            withdrawn=control.withdrawn or self.withdrawn,
        )

    def asked(self, shipped: tuple[Question, ...]) -> tuple[Question, ...]:
        """The shipped questions, each with the city's in its place; the city's further ones."""
        own = {question.role: question for question in self.questions}
        kept = [own.pop(q.role, q) for q in shipped if q.role not in self.not_asked]
        return (*kept, *own.values())


@dataclass(frozen=True)
class Local:
    """A city's own rules. `files` keeps where everything stands, for whoever reports a problem."""

    overrides: tuple[Override, ...] = ()
    chapters: tuple[Chapter, ...] = ()  # its own
    added: dict[str, tuple[Control, ...]] = field(default_factory=dict)  # shipped chapter → own
    edition: str = ""
    effective: date | None = None
    rules: Framework | None = None
    languages: tuple[str, ...] = ("ja",)
    files: Files = field(default_factory=Files, repr=False, compare=False)
    head: Document | None = field(default=None, repr=False, compare=False)  # overrides.yaml

    @property
    def is_empty(self) -> bool:
        said = self.overrides, self.chapters, self.added, self.edition, self.effective, self.rules
        return not any(said)

    def override(self, id: str) -> Override | None:
        return self._overrides.get(id)

    @cached_property
    def _overrides(self) -> dict[str, Override]:
        return {each.id: each for each in reversed(self.overrides)}

    @property
    def controls(self) -> tuple[Control, ...]:
        """The city's own, withdrawn ones included."""
        own = [control for some in self.added.values() for control in some]
        for chapter in self.chapters:
            own += [*chapter.controls, *chapter.withdrawn]
        return tuple(own)


NOTHING = Local()
