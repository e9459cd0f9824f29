"""Does a file have the shape that the published schema asks for?"""

import json
import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from functools import cache
from itertools import islice
from typing import Any

from secaudit import resources
from secaudit.catalogue.document import Document, Tree
from secaudit.catalogue.layout import Path
from secaudit.catalogue.problems import Problem, short
from secaudit.errors import N_

HEAD, CHAPTER = "head", "chapter_file"
OVERRIDES, LOCAL_CHAPTER = "overrides_file", "local_chapter_file"  # of a city's own folder
MOST = 1_000  # problems of one file; more would help nobody

WHOLE_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
TYPED = {
    "integer": lambda text: int(text) if WHOLE_NUMBER.fullmatch(text) else text,
    "boolean": lambda text: {"true": True, "false": False}.get(text, text),
}


@cache
def schema() -> dict[str, Any]:
    path = resources.folder("controls") / "controls-v1.schema.json"
    return json.loads(path.read_text(encoding="utf-8"))


@cache
def validator(kind: str) -> Any:
    import jsonschema_rs  # three megabytes that no page needs but those of the city's own rules

    part = {"$ref": f"#/$defs/{kind}", "$defs": schema()["$defs"]}
    return jsonschema_rs.Draft202012Validator(part, validate_formats=True)


def shape_problems(document: Document, kind: str) -> list[Problem]:
    """Types the tree in place, as the schema says, and reports whatever does not fit it."""
    give_types(document.tree, kind)
    errors = islice(validator(kind).iter_errors(document.tree), MOST)
    return [problem for error in errors for problem in problems_of(error, document)]


# --- types -------------------------------------------------------------------------------


def give_types(tree: Tree, kind: str) -> None:
    """Texts become numbers, true and false where the schema wants them and they are written so."""
    for path, convert in typed_paths(kind):
        for holder in holders(tree, path[:-1]):
            if isinstance(text := holder.get(path[-1]), str):
                holder[path[-1]] = convert(text)


@cache
def typed_paths(kind: str) -> list[tuple[tuple[str, ...], Callable[[str], Any]]]:
    return list(_typed_paths(schema()["$defs"][kind], ()))


def _typed_paths(part: Any, path: tuple[str, ...]) -> Iterator[Any]:
    part = resolved(part)
    if (kind := part.get("type")) in ("integer", "boolean"):
        yield path, TYPED[kind]
    for name, inner in part.get("properties", {}).items():
        yield from _typed_paths(inner, (*path, name))
    if "items" in part:
        yield from _typed_paths(part["items"], (*path, "*"))


def holders(tree: Tree, path: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    if not path:
        if isinstance(tree, dict):
            yield tree
    elif path[0] == "*" and isinstance(tree, list):
        for item in tree:
            yield from holders(item, path[1:])
    elif isinstance(tree, dict) and path[0] in tree:
        yield from holders(tree[path[0]], path[1:])


def resolved(part: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in part:
        part = schema()["$defs"][part["$ref"].rpartition("/")[2]]
    return part


# --- what the validator says, in our words --------------------------------------------------

Sentences = tuple[str, str]
OTHERWISE: Sentences = (N_("This does not fit the format (%(reason)s)."), N_("See the schema."))

BY_KIND: dict[str, Sentences] = {
    "enum": (N_("“%(value)s” is not possible here."), N_("Possible: %(options)s.")),
    "const": (N_("“%(value)s” is not possible here."), N_("Possible: %(options)s.")),
    "minLength": (N_("The text is empty."), N_("Write it, or delete the key.")),
    "maxLength": (
        N_("The text has %(length)s characters; at most %(limit)s are possible."),
        N_("Shorten it."),
    ),
    "minItems": (N_("The list is empty."), N_("Write its entries, or delete the key.")),
    "minProperties": (N_("Nothing is written here."), N_("Write the entries, or delete the key.")),
    "maxItems": (
        N_("The list has %(length)s entries; at most %(limit)s are possible."),
        N_("Delete some."),
    ),
    "minimum": (N_("%(value)s is too small."), N_("The smallest number possible is %(limit)s.")),
    "maximum": (N_("%(value)s is too large."), N_("The largest number possible is %(limit)s.")),
    "format": (N_("“%(value)s” is not a day of the calendar."), N_("Write it like 2026-04-01.")),
}
BY_TYPE: dict[tuple[str, ...], Sentences] = {
    ("integer",): (N_("“%(value)s” is not a whole number."), N_("Write digits only, such as 3.")),
    ("boolean",): (N_("“%(value)s” is neither true nor false."), N_("Write true or false.")),
    ("array",): (
        N_("A list is expected here."),
        N_("Write [a, b], or begin each entry with a hyphen on a line of its own."),
    ),
    ("object",): (
        N_("Keys with values are expected here."),
        N_("Write them indented below, each on a line as key: value."),
    ),
    ("string",): (N_("A text is expected here."), N_("Write one text in one place.")),
    ("object", "string"): (
        N_("A text in each language is expected here."),
        N_("Write ja: and en: indented below."),
    ),
}
FORM = N_("“%(value)s” does not have the form that is needed here.")
ONE_LINE: Sentences = (N_("The text has several lines."), N_("Write it in one line."))
FORMS = {  # the beginning of a pattern of the schema → what to do
    "^[A-Z][A-Z0-9]{1,7}$": N_("Use 2 to 8 capital letters and digits, such as AST."),
    "^(L-)?[A-Z][A-Z0-9]{1,7}-[0-9]{2,3}$|^L-[0-9]{2,4}$": N_(
        "Write the chapter, a hyphen and two or three digits, such as AST-01."
    ),
    "^[A-Z]": N_("Use capital letters and digits, such as MGR."),
    "^[a-z": N_("Use small letters, digits and _, such as my_number."),
    "^\\S": N_("Begin with something that is not a space."),
    "\\S": N_("Write something other than spaces."),
}


def problems_of(error: Any, document: Document) -> Iterator[Problem]:
    path: Path = tuple(error.instance_path)
    name = error.kind.name
    if name == "additionalProperties":
        known = list(part_at(error.schema_path[:-1]).get("properties", {}))
        for key in error.kind.unexpected:
            yield unknown_key(document, path, key, known)
    elif name == "required":
        yield missing_key(document, path, error.kind.property)
    elif name == "uniqueItems":
        yield from named_twice(document, path, error.instance)
    elif name == "propertyNames":
        key = error.kind.error.instance
        yield wrong_form(document, (*path, key), error.kind.error, of_key=True)
    elif name == "pattern":
        yield wrong_form(document, path, error, of_key=False)
    else:
        yield other(document, path, error)


def unknown_key(document: Document, path: Path, key: str, known: list[str]) -> Problem:
    what = N_("The key “%(key)s” is not known here.")
    params = {"key": short(key), "known": ", ".join(known)}
    if likely := get_close_matches(key, known, 1):
        to_do = N_("Did you mean “%(likely)s”?")
        return document.problem((*path, key), what, to_do, True, **params, likely=likely[0])
    return document.problem((*path, key), what, N_("Known here: %(known)s."), True, **params)


def missing_key(document: Document, path: Path, key: str) -> Problem:
    what = N_("The key “%(key)s” is missing.")
    return document.problem(path, what, N_("Add it."), True, key=key)


def named_twice(document: Document, path: Path, items: list[Any]) -> Iterator[Problem]:
    for index, item in enumerate(items):
        if item in items[:index]:
            what, to_do = N_("“%(value)s” is in the list twice."), N_("Delete one of them.")
            yield document.problem((*path, index), what, to_do, value=short(item))


def wrong_form(document: Document, path: Path, error: Any, of_key: bool) -> Problem:
    pattern, value = error.kind.pattern, short(error.instance)
    if pattern.startswith("^[^\\n]"):
        return document.problem(path, *ONE_LINE, of_key)
    exact = FORMS.get(pattern)
    to_do = exact or next(says for start, says in FORMS.items() if pattern.startswith(start))
    return document.problem(path, FORM, to_do, of_key, value=value)


def other(document: Document, path: Path, error: Any) -> Problem:
    kind, value = error.kind, error.instance
    sentences = BY_KIND.get(kind.name, OTHERWISE)
    if kind.name == "type":
        sentences = BY_TYPE.get(tuple(sorted(kind.types)), OTHERWISE)
    params: dict[str, Any] = {
        "value": short(value),
        "length": len(value) if hasattr(value, "__len__") else 0,
        "limit": getattr(kind, "limit", ""),
        "options": options(kind),
        "reason": short(error.message, 120),
    }
    return document.problem(path, *sentences, **params)


def options(kind: Any) -> str:
    if kind.name == "enum":
        return ", ".join(map(str, kind.options))
    return str(getattr(kind, "expected_value", ""))


def part_at(path: list[Any]) -> dict[str, Any]:
    """The part of the schema that an error came from."""
    part: Any = schema()
    for step in path:
        part = part[step]
    return part
