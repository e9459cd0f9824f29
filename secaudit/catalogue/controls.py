"""One edition of a catalogue, as values: what must be done, who is asked what, and when.

Everything here is read only. A period pins an edition and is computed from the pin.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

Text = dict[str, str]  # {"ja": …, "en": …}


@dataclass(frozen=True, slots=True)
class Question:
    """What one role is asked about a control; yes is the good answer."""

    role: str
    text: Text
    gates: tuple[str, ...] = ()  # in addition to the control's


@dataclass(frozen=True, slots=True)
class EvidenceExample:
    code: str  # a kind of evidence of the catalogue
    example: Text


@dataclass(frozen=True, slots=True)
class Step:
    """One thing the auditor does to see whether a control holds."""

    method: str  # inspect, interview, observe, reperform or test
    text: Text
    sample: Text | None = None  # how many, chosen how


# Most of a control's words: of a catalogue that was stored they are read once they are asked for.
LATER = ("questions", "guidance", "evidence", "procedure", "mappings")


class _ReadLater:
    """What a control is, so that it can do without its `LATER` parts for a while."""

    __slots__ = ("_read",)
    _read: Callable[[], dict[str, Any]]

    def put_off(self, read: Callable[[], dict[str, Any]]) -> None:
        """They are what this gives, once somebody asks for one of them."""
        object.__setattr__(self, "_read", read)
        for name in LATER:
            object.__delattr__(self, name)

    if not TYPE_CHECKING:  # or every name would be one of a control's

        def __getattr__(self, name):
            if name not in LATER:
                raise AttributeError(name)
            for each, value in self._read().items():
                object.__setattr__(self, each, value)
            return object.__getattribute__(self, name)


@dataclass(frozen=True, slots=True)
class Control(_ReadLater):
    id: str
    title: Text
    requirement: Text
    revision: int  # rises when the meaning changes
    chapter: str
    required: bool = True  # 必須; else 推奨
    priority: str = "medium"
    weight: int = 3  # for ordering only
    core: tuple[str, ...] = ()  # the roles to whose core set it belongs
    gates: tuple[str, ...] = ()  # facts that must all hold, else it does not apply
    questions: tuple[Question, ...] = ()
    guidance: Text = field(default_factory=dict)  # Markdown
    evidence: tuple[EvidenceExample, ...] = ()
    procedure: tuple[Step, ...] = ()
    mappings: dict[str, tuple[str, ...]] = field(default_factory=dict)  # framework → its ids
    facts: tuple[str, ...] = ()  # what the product knows and shows beside the question
    supersedes: tuple[str, ...] = ()
    meaning_kept: bool = False  # a new wording of the requirement means the same
    withdrawn: bool = False

    def question_for(self, role: str) -> Question | None:
        return next((question for question in self.questions if question.role == role), None)

    def __hash__(self) -> int:
        return hash(self.id)


@dataclass(frozen=True, slots=True)
class Chapter:
    id: str
    title: Text
    summary: Text
    guideline: str = ""  # section of the national guideline
    controls: tuple[Control, ...] = ()
    withdrawn: tuple[Control, ...] = ()  # no longer asked; history refers to them

    def __hash__(self) -> int:
        return hash(self.id)


@dataclass(frozen=True, slots=True)
class RoleTitle:
    code: str
    title: Text
    gate: str = ""  # in the department's form, this role is asked only where the fact holds


@dataclass(frozen=True, slots=True)
class Gate:
    """A fact about a department or a system that decides what is asked."""

    id: str
    title: Text
    question: Text
    help: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Framework:
    id: str
    title: Text
    edition: Text = field(default_factory=dict)
    targets: dict[str, Text] = field(default_factory=dict)  # empty: mappings may name anything


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All controls of one source, in the chapters' order."""

    id: str
    title: Text
    edition: str
    effective: date
    default_language: str
    languages: tuple[str, ...]
    chapters: tuple[Chapter, ...] = field(repr=False)
    roles: tuple[RoleTitle, ...] = field(repr=False)  # in the order in which they are asked
    gates: tuple[Gate, ...] = field(default=(), repr=False)
    evidence: dict[str, Text] = field(default_factory=dict, repr=False)
    frameworks: tuple[Framework, ...] = field(default=(), repr=False)
    license: str = ""
    source: Text = field(default_factory=dict)
    controls: tuple[Control, ...] = field(init=False, repr=False, compare=False)
    _by_id: dict[str, Control] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        asked = tuple(control for chapter in self.chapters for control in chapter.controls)
        gone = [control for chapter in self.chapters for control in chapter.withdrawn]
        object.__setattr__(self, "controls", asked)
        object.__setattr__(self, "_by_id", {each.id: each for each in [*gone, *asked]})

    def control(self, id: str) -> Control:
        """Also of a withdrawn one. KeyError where there never was one."""
        return self._by_id[id]

    def __contains__(self, id: object) -> bool:
        return id in self._by_id

    def chapter(self, id: str) -> Chapter:
        return _first(self.chapters, "id", id)

    def chapter_of(self, control_id: str) -> Chapter:
        return self.chapter(self.control(control_id).chapter)

    def role(self, code: str) -> RoleTitle:
        return _first(self.roles, "code", code)

    def gate(self, id: str) -> Gate:
        return _first(self.gates, "id", id)

    def framework(self, id: str) -> Framework:
        return _first(self.frameworks, "id", id)

    def questions_for(self, role: str) -> list[tuple[Control, Question]]:
        """All that this role may be asked, before any gate."""
        asked = ((control, control.question_for(role)) for control in self.controls)
        return [(control, question) for control, question in asked if question]


def _first(things: Iterable[Any], name: str, value: str) -> Any:
    for thing in things:
        if getattr(thing, name) == value:
            return thing
    raise KeyError(value)
