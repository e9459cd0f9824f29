"""Do the files hold together with the shipped catalogue; and if not, which field is it?"""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from secaudit.catalogue.controls import Catalogue
from secaudit.catalogue.differences import mistakes
from secaudit.catalogue.document import Document
from secaudit.catalogue.loading import wording_problems
from secaudit.catalogue.local import Effective, Local, check_folder, effective
from secaudit.catalogue.local.reading import OVERRIDES
from secaudit.catalogue.local.values import CITY
from secaudit.catalogue.problems import Problem, in_order
from secaudit.catalogue.strict import read
from secaudit.editing.files import Files


@dataclass(frozen=True)
class Judged:
    """What the files would give, if nothing is wrong with them; and advice about wording."""

    problems: tuple[Problem, ...] = ()
    advice: tuple[Problem, ...] = ()
    effective: Effective | None = None
    local: Local | None = field(default=None, repr=False)


def judged(files: Files, shipped: Catalogue, before: Catalogue | None = None) -> Judged:
    """As `secaudit catalogue check` would; with what no new edition may do to the one before."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content.encode())
        local, problems = check_folder(folder, shipped)
    if local is None:
        return Judged(tuple(problems))
    advice = tuple(in_order(wording_problems(local.files)))
    if problems:
        return Judged(tuple(problems), advice, local=local)
    after = effective(shipped, local)
    wrong = mistakes(before, after.catalogue) if before else []
    return Judged(tuple(wrong), advice, after, local)


# --- places as fields -----------------------------------------------------------------------


def in_entry(problem: Problem, files: Mapping[str, str], id: str) -> str | None:
    """The field of the form that a problem is about; None where it is about another control."""
    found, name = place_of(problem, files)
    return name if found == id else None


def place_of(problem: Problem, files: Mapping[str, str]) -> tuple[str, str]:
    """The control that a problem is about, and the field of its form; empty where there is none."""
    if not problem.line and "id" in problem.params:
        return str(problem.params["id"]), "requirement-ja"  # between editions: no place in a file
    if problem.file not in files:
        return "", ""
    document = read(files[problem.file].encode(), problem.file)
    path = path_at(document, problem.line, problem.column)
    key = "overrides" if problem.file == OVERRIDES else "controls"
    if path[:1] != (key,) or len(path) < 2:
        return "", ""
    entry: Any = document.tree[key][path[1]]
    if not isinstance(entry, dict):
        return "", ""
    return str(entry.get("id", "")), field_of(path[2:], entry)


def path_at(document: Document, line: int, column: int) -> tuple[Any, ...]:
    """What stands at a place, or began last before it."""
    here, where = (line - 1, column - 1), (-1, -1, -1)
    best: tuple[Any, ...] = ()
    for path, marks in document.layout.places.items():
        for mark in marks:
            at = (mark.line, mark.column) if mark else (0, 0)
            if at <= here and (*at, len(path)) >= where:
                best, where = path, (*at, len(path))
    return best


def field_of(path: tuple[Any, ...], entry: dict[str, Any]) -> str:
    """`guidance-ja` for (guidance, ja); `q-MGR-en` for (questions, 0, text, en)."""
    if not path:
        return ""
    language = path[-1] if path[-1] in ("ja", "en") else "ja"
    name, *rest = path
    if name == "questions" and rest:
        role = entry["questions"][rest[0]].get("role", "")
        return f"qg-{role}" if "gates" in rest else f"q-{role}-{language}"
    if name in ROWS and rest:
        return field_of_row(f"{ROWS[name]}-{rest[0]}", rest[1:], language)
    if name in ("title", "requirement", "guidance"):
        return f"{name}-{language}"
    if name == "mappings" and rest and rest[0] != CITY:
        return f"map-{rest[0]}"
    return SIMPLE.get(str(name), "")


ROWS = {"evidence": "evidence", "procedure": "step"}
SIMPLE = {"mappings": "clauses", "procedure": "step", "not_asked": "core"} | {
    name: name
    for name in (
        "why", "priority", "required", "weight", "core", "gates", "evidence", "clauses",
        "supersedes",
    )
}  # fmt: skip


def field_of_row(row: str, rest: list[Any], language: str) -> str:
    """Of an example or a step: its kind, its text, or the sample."""
    part = rest[0] if rest else ""
    if part in ("code", "method"):
        return f"{row}-{part}"
    return f"{row}-sample-{language}" if part == "sample" else f"{row}-{language}"
