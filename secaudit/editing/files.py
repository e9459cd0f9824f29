"""The city's files as bytes, and single entries in them. Pure.

A file that nobody edited stays as it is, byte for byte; an edited one is written anew in the one
spelling that the product has.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from secaudit.catalogue import shape, strict
from secaudit.catalogue.local.reading import OVERRIDES
from secaudit.catalogue.local.writing import as_yaml

Files = dict[str, str]  # name → content, as it stands in the file
Entry = dict[str, Any]


def fingerprint(files: Mapping[str, str]) -> str:
    """Changes with every byte of every file."""
    parts = (f"{name}\0{content}\0" for name, content in sorted(files.items()))
    return sha256("".join(parts).encode()).hexdigest()


def hashes(files: Mapping[str, str]) -> dict[str, str]:
    return {name: sha256(content.encode()).hexdigest() for name, content in files.items()}


def tree_of(files: Mapping[str, str], name: str) -> dict[str, Any]:
    """What a file says, with its types; empty where there is no such file."""
    if name not in files:
        return {}
    document = strict.read(files[name].encode(), name)
    kind = shape.OVERRIDES if name == OVERRIDES else shape.LOCAL_CHAPTER
    shape.give_types(document.tree, kind)
    return trimmed(document.tree) if isinstance(document.tree, dict) else {}


def trimmed(tree: Any) -> Any:
    """Without the line end that a block text has; the spelling puts it there again."""
    if isinstance(tree, dict):
        return {key: trimmed(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [trimmed(each) for each in tree]
    return tree.strip() if isinstance(tree, str) else tree


def entries(files: Mapping[str, str]) -> dict[str, Entry]:
    """Every override and every own control, by id."""
    found = {}
    for name in files:
        key = "overrides" if name == OVERRIDES else "controls"
        for entry in listed(tree_of(files, name), key):
            found[str(entry.get("id"))] = entry
    return found


def listed(tree: dict[str, Any], key: str) -> list[Entry]:
    value = tree.get(key)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def with_override(files: Files, id: str, entry: Entry, order: Sequence[str]) -> Files:
    """The override in its place by the catalogue's order; an empty entry takes it away."""
    tree = tree_of(files, OVERRIDES)
    kept = [each for each in listed(tree, "overrides") if each.get("id") != id or entry]
    if entry:
        kept = placed(kept, entry, order)
    return with_tree(files, OVERRIDES, tree | {"overrides": kept})


def with_own(files: Files, chapter: str, entry: Entry) -> Files:
    """The city's own control in its chapter's file."""
    name = f"{chapter}.yaml"
    tree = tree_of(files, name)
    ids = sorted({str(each.get("id")) for each in listed(tree, "controls")} | {entry["id"]})
    return with_tree(files, name, tree | {"controls": placed(listed(tree, "controls"), entry, ids)})


def placed(kept: list[Entry], entry: Entry, order: Sequence[str]) -> list[Entry]:
    """In the place of its older self, else behind the last that comes before it."""
    rank = {id: place for place, id in enumerate(order)}
    mine = rank.get(entry["id"], len(order))
    for index, each in enumerate(kept):
        if each.get("id") == entry["id"]:
            return [*kept[:index], entry, *kept[index + 1 :]]
    before = [i for i, each in enumerate(kept) if rank.get(str(each.get("id")), -1) < mine]
    at = max(before, default=-1) + 1
    return [*kept[:at], entry, *kept[at:]]


def with_edition(files: Files, label: str, effective: str) -> Files:
    tree = tree_of(files, OVERRIDES)
    return with_tree(files, OVERRIDES, tree | {"edition": label, "effective": effective})


def with_tree(files: Files, name: str, tree: dict[str, Any]) -> Files:
    """Written anew only where it says something else."""
    plain = {key: value for key, value in tree.items() if value not in ([], {}, "")}
    if plain == tree_of(files, name):
        return dict(files)
    rest = {each: content for each, content in files.items() if each != name}
    return dict(sorted((rest | ({name: as_yaml(plain)} if plain else {})).items()))
