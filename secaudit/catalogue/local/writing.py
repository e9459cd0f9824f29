"""A city's own rules as YAML that people read: one spelling, so that differences are small."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from secaudit.catalogue.controls import Chapter, Control, Text
from secaudit.catalogue.editions import plain_of, plain_value
from secaudit.catalogue.local.values import Local, Override

WIDEST = 100  # of a list on one line
# What needs no quotation marks, for any reader of YAML.
PLAIN = re.compile(r"[A-Za-zぁ-ヿ一-鿿々〆][\w ぁ-ヿ一-鿿々〆、。（）「」・ー/.,()'’-]*(?<! )")
SPECIAL = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
ODD = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")

ORDER = (
    "id", "title", "guideline", "summary", "of_revision", "why", "revision", "raised",
    "meaning_kept", "withdrawn", "required", "priority", "weight", "requirement", "core", "gates",
    "role", "method", "text", "not_asked", "questions", "guidance", "code", "example", "evidence",
    "sample", "procedure", "clauses", "mappings", "facts", "supersedes",
    "edition", "effective", "languages", "rules", "targets", "chapters", "overrides",
    "chapter", "controls", "ja", "en",
)  # fmt: skip
PLACE = {key: place for place, key in enumerate(ORDER)}


def files_of_local(local: Local) -> dict[str, str]:
    """The files of the folder, by name."""
    files = {"overrides.yaml": head_of(local)} if head_of(local) else {}
    for chapter in local.chapters:
        controls = (*chapter.controls, *chapter.withdrawn)
        files[f"{chapter.id}.yaml"] = {"chapter": plain_head(chapter), "controls": own(controls)}
    for id, controls in local.added.items():
        files[f"{id}.yaml"] = {"controls": own(controls)}
    return {name: as_yaml(tree) for name, tree in sorted(files.items())}


def head_of(local: Local) -> dict[str, Any]:
    rules = plain_of(local.rules, without=("id",)) if local.rules else {}
    tree = {
        "edition": local.edition,
        "effective": local.effective.isoformat() if local.effective else "",
        "languages": list(local.languages) if local.languages != ("ja",) else [],
        "rules": rules,
        "chapters": [chapter.id for chapter in local.chapters],
        "overrides": [plain_override(each) for each in local.overrides],
    }
    return {key: value for key, value in tree.items() if value}


def plain_head(chapter: Chapter) -> dict[str, Any]:
    return short_texts(plain_of(chapter, without=("controls", "withdrawn")))


def own(controls: tuple[Control, ...]) -> list[dict[str, Any]]:
    return [plain_control(each) for each in sorted(controls, key=lambda control: control.id)]


def plain_control(control: Control) -> dict[str, Any]:
    """As a file has it: what every control says is written even where it is the usual."""
    plain = plain_of(replace(control, chapter=""), without=("chapter",))
    if not control.withdrawn:
        plain |= {"required": control.required, "priority": control.priority}
    return short_texts(plain)


def plain_override(override: Override) -> dict[str, Any]:
    plain = plain_of(override, without=("changes",))
    changes = {name: plain_value(value) for name, value in override.changes.items()}
    return short_texts({**plain, **changes})


def short_texts(value: Any) -> Any:
    """A text that is the same in both languages was written in one, and is again."""
    if isinstance(value, dict) and set(value) == {"ja", "en"}:
        return {"ja": value["ja"]} if value["ja"] == value["en"] else value
    if isinstance(value, dict):
        return {key: short_texts(each) for key, each in value.items()}
    return [short_texts(each) for each in value] if isinstance(value, list | tuple) else value


def text(japanese: str, english: str = "") -> Text:
    return {"ja": japanese, "en": english or japanese}


# --- YAML -----------------------------------------------------------------------------------


def as_yaml(tree: Any) -> str:
    """Keys in the order of the format, two spaces, long texts as blocks."""
    return "\n".join(lines_of(tree, 0)) + "\n"


def lines_of(tree: Any, indent: int) -> Iterator[str]:
    space = " " * indent
    if isinstance(tree, dict):
        for key in sorted(tree, key=lambda key: PLACE.get(key, 999)):
            yield from entry(f"{space}{scalar(key)}:", tree[key], indent + 2)
    else:
        for item in tree:
            first, *rest = lines_of(item, indent + 2) if isinstance(item, dict) else [""]
            head = first[indent + 2 :] if isinstance(item, dict) else scalar(item)
            yield f"{space}- {head}"
            yield from rest


def entry(head: str, value: Any, indent: int) -> Iterator[str]:
    if has_lines(value):
        yield head
        yield from lines_of(value, indent)
    elif isinstance(value, list | tuple):
        flow = f"{head} [{', '.join(map(scalar, value))}]"
        if len(flow) <= WIDEST:
            yield flow
        else:
            yield head
            yield from lines_of(value, indent)
    else:
        yield f"{head} {scalar(value, indent)}"


def has_lines(value: Any) -> bool:
    """A mapping, or a list of mappings."""
    if isinstance(value, list | tuple):
        return any(isinstance(each, dict) for each in value)
    return isinstance(value, dict)


def scalar(value: Any, indent: int = 0) -> str:
    """`indent` where it may be a block of lines."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if indent and "\n" in value and not ODD.search(value) and value == value.strip():
        lines = (" " * indent + line if line else "" for line in value.split("\n"))
        return "|\n" + "\n".join(lines)
    if PLAIN.fullmatch(value) and value.lower() not in SPECIAL:
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return ODD.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
