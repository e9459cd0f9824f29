"""An edition as text: what a period stores, and from which everything of it is computed.

The text is canonical: the same content is the same text. What is empty or as usual is left
out, so a new optional key changes the hash of no edition that does not use it.
"""

import json
from collections.abc import Iterable
from dataclasses import MISSING, fields
from datetime import date
from hashlib import sha256
from typing import Any

from secaudit.catalogue.applicability import department_questions
from secaudit.catalogue.controls import (
    LATER,
    Catalogue,
    Chapter,
    Control,
    EvidenceExample,
    Framework,
    Gate,
    Question,
    RoleTitle,
    Step,
    Text,
)
from secaudit.errors import N_, Invalid

__all__ = [
    "Catalogue",
    "Chapter",
    "Control",
    "EvidenceExample",
    "Framework",
    "Gate",
    "Question",
    "RoleTitle",
    "Step",
    "Text",
    "department_questions",
    "edition_hash",
    "from_json",
    "hash_of",
    "to_json",
]

FORMAT = "controls/v1"


def to_json(catalogue: Catalogue) -> str:
    return canonical(plain_catalogue(catalogue))


def canonical(plain: Any) -> str:
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def plain_catalogue(catalogue: Catalogue) -> dict[str, Any]:
    return {
        **plain_of(catalogue, without=("chapters", "effective", "frameworks")),
        "schema": FORMAT,
        "effective": catalogue.effective.isoformat(),
        "evidence": list(catalogue.evidence.items()),  # their order is kept, as is the targets'
        "chapters": [plain_chapter(chapter) for chapter in catalogue.chapters],
        "frameworks": [plain_framework(framework) for framework in catalogue.frameworks],
    }


def hash_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def edition_hash(catalogue: Catalogue) -> str:
    """The fingerprint under which a period pins this edition."""
    return hash_of(to_json(catalogue))


def from_json(text: str | bytes) -> Catalogue:
    plain = json.loads(text)
    if plain.pop("schema", None) != FORMAT:
        raise Invalid(N_("This edition of the catalogue is in a format that is not known here."))
    return catalogue_of(plain)


# --- values to plain ------------------------------------------------------------------------


def plain_of(thing: Any, without: Iterable[str] = ()) -> dict[str, Any]:
    kept = [each for each in fields(thing) if each.init and each.name not in without]
    values = ((each, getattr(thing, each.name)) for each in kept)
    return {each.name: plain_value(value) for each, value in values if not is_usual(each, value)}


def is_usual(field: Any, value: Any) -> bool:
    if field.default_factory is not MISSING:
        return value == field.default_factory()
    return field.default is not MISSING and value == field.default


def plain_value(value: Any) -> Any:
    if isinstance(value, tuple):
        return [plain_value(each) for each in value]
    return plain_of(value) if hasattr(value, "__dataclass_fields__") else value


def plain_chapter(chapter: Chapter) -> dict[str, Any]:
    plain = plain_of(chapter)
    for control in [*plain.get("controls", ()), *plain.get("withdrawn", ())]:
        del control["chapter"]
    return plain


def plain_framework(framework: Framework) -> dict[str, Any]:
    plain = plain_of(framework)
    if framework.targets:
        plain["targets"] = list(framework.targets.items())
    return plain


# --- plain to values ------------------------------------------------------------------------


def catalogue_of(plain: dict[str, Any]) -> Catalogue:
    """From the lists and mappings of JSON; the loader makes the same from YAML."""
    plain["effective"] = date.fromisoformat(plain["effective"])
    plain["languages"] = tuple(plain["languages"])
    plain["evidence"] = dict(plain.get("evidence", ()))
    plain["chapters"] = tuple(map(chapter_of, plain["chapters"]))
    plain["roles"] = many(RoleTitle, plain["roles"])
    plain["gates"] = many(Gate, plain.get("gates", ()))
    plain["frameworks"] = tuple(map(framework_of, plain.get("frameworks", ())))
    return Catalogue(**plain)


def chapter_of(plain: dict[str, Any]) -> Chapter:
    for kept in ("controls", "withdrawn"):
        each = plain.get(kept, ())
        plain[kept] = tuple(control_of(control, plain["id"]) for control in each)
    return Chapter(**plain)


def framework_of(plain: dict[str, Any]) -> Framework:
    plain["targets"] = dict(plain.get("targets", ()))
    return Framework(**plain)


def control_of(plain: dict[str, Any], chapter: str) -> Control:
    if not plain.keys().isdisjoint(LATER):
        plain |= later_of(plain)
    for name in ("core", "gates", "facts", "supersedes"):
        if name in plain:
            plain[name] = tuple(plain[name])
    return Control(chapter=chapter, **plain)


def later_of(plain: dict[str, Any]) -> dict[str, Any]:
    """The parts of a control that can be read later than the others: its `LATER`."""
    return {
        "questions": tuple(map(question_of, plain.get("questions", ()))),
        "guidance": plain.get("guidance", {}),
        "evidence": many(EvidenceExample, plain.get("evidence", ())),
        "procedure": many(Step, plain.get("procedure", ())),
        "mappings": {name: tuple(ids) for name, ids in plain.get("mappings", {}).items()},
    }


def question_of(plain: dict[str, Any]) -> Question:
    return Question(plain["role"], plain["text"], tuple(plain.get("gates", ())))


def many(kind: type, plains: Iterable[dict[str, Any]]) -> tuple[Any, ...]:
    return tuple(kind(**plain) for plain in plains)
