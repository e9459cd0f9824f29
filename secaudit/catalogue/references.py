"""Names that must be known elsewhere: roles, gates, frameworks, and controls that went before."""

from collections.abc import Iterator
from difflib import get_close_matches
from graphlib import CycleError, TopologicalSorter
from typing import Any

from secaudit.catalogue.document import Document, Tree
from secaudit.catalogue.files import Control, Files
from secaudit.catalogue.layout import Path
from secaudit.catalogue.problems import Problem, short
from secaudit.catalogue.texts import find, listed
from secaudit.errors import N_

# --- names that must be known ---------------------------------------------------------------

UNKNOWN = {
    "roles": N_("The role “%(value)s” is not known."),
    "gates": N_("The gate “%(value)s” is not known."),
    "evidence": N_("The kind of evidence “%(value)s” is not known."),
    "frameworks": N_("The framework “%(value)s” is not known."),
    "targets": N_("“%(value)s” is not known in the framework %(framework)s."),
    "controls": N_("There is no control “%(value)s”."),
}
MEANT = N_("Did you mean “%(likely)s”?")
ADD_TO_HEAD = N_("Write it as it is in catalog.yaml, or add it there.")
NAME_A_CONTROL = N_("Name a control of this catalogue; keep a withdrawn one with withdrawn: true.")


def names_are_known(files: Files) -> Iterator[Problem]:
    vocabularies = {name: files.vocabulary(name) for name in ("roles", "gates", "evidence")}
    for document, place, control in files.controls():
        for path, name, vocabulary in names_in(control):
            known = vocabularies[vocabulary]
            if known is not None and isinstance(name, str) and name and name not in known:
                yield unknown(document, (*place, *path), name, known, vocabulary)


def names_in(control: Control) -> Iterator[tuple[Path, Any, str]]:
    """Every name that catalog.yaml must know, and the list in which it stands there."""
    for key, vocabulary in (("core", "roles"), ("gates", "gates")):
        for index, name in enumerate(listed(control, key)):
            yield (key, index), name, vocabulary
    for index, question in entries_of(control, "questions"):
        yield ("questions", index, "role"), question.get("role"), "roles"
        for number, name in enumerate(listed(question, "gates")):
            yield ("questions", index, "gates", number), name, "gates"
    for index, example in entries_of(control, "evidence"):
        yield ("evidence", index, "code"), example.get("code"), "evidence"


def entries_of(control: Control, key: str) -> Iterator[tuple[int, dict[str, Any]]]:
    return ((i, each) for i, each in enumerate(listed(control, key)) if isinstance(each, dict))


def gates_of_roles_are_known(files: Files) -> Iterator[Problem]:
    known = files.vocabulary("gates")
    if files.head is None or known is None:
        return
    for path, gate in find(files.head.tree, ("roles", "*", "gate")):
        if isinstance(gate, str) and gate not in known:
            yield unknown(files.head, path, gate, known, "gates")


def mappings_are_known(files: Files) -> Iterator[Problem]:
    frameworks = files.vocabulary("frameworks")
    if frameworks is None:
        return
    for document, place, control in files.controls():
        mappings = control.get("mappings")
        for name, targets in mappings.items() if isinstance(mappings, dict) else ():
            at = (*place, "mappings", name)
            if name in frameworks:
                yield from unknown_targets(document, at, targets, name, frameworks[name])
            else:
                yield unknown(document, at, name, frameworks, "frameworks", of_key=True)


def unknown_targets(
    document: Document, at: Path, targets: Tree, name: str, framework: Tree
) -> Iterator[Problem]:
    known = framework.get("targets") if isinstance(framework, dict) else None
    if not isinstance(known, dict):
        return
    for index, target in enumerate(targets if isinstance(targets, list) else ()):
        if isinstance(target, str) and target not in known:
            where = (*at, index)
            yield unknown(document, where, target, known, "targets", framework=name)


def unknown(
    document: Document, path: Path, name: str, known: Any, kind: str, of_key: bool = False, **more
) -> Problem:
    likely = get_close_matches(name, known, 1) if len(known) < 2_000 else []
    otherwise = NAME_A_CONTROL if kind == "controls" else ADD_TO_HEAD
    to_do = MEANT if likely else otherwise
    params = {"value": short(name), "likely": likely[0] if likely else ""} | more
    return document.problem(path, UNKNOWN[kind], to_do, of_key, **params)


# --- questions ------------------------------------------------------------------------------


def one_question_for_a_role(files: Files) -> Iterator[Problem]:
    for document, place, control in files.controls():
        seen = set()
        for index, question in entries_of(control, "questions"):
            if (role := str(question.get("role"))) in seen:
                what = N_("The role %(role)s is asked twice in this control.")
                to_do = N_("Make one question of them.")
                at = (*place, "questions", index, "role")
                yield document.problem(at, what, to_do, role=short(role))
            seen.add(role)


def core_roles_are_asked(files: Files) -> Iterator[Problem]:
    for document, place, control in files.controls():
        asked = [question.get("role") for _, question in entries_of(control, "questions")]
        for index, role in enumerate(listed(control, "core")):
            if isinstance(role, str) and role not in asked:
                what = N_("The control is in the core set of %(role)s, who is not asked.")
                to_do = N_("Add a question to this role, or delete it from core.")
                at = (*place, "core", index)
                yield document.problem(at, what, to_do, role=short(role))


# --- history --------------------------------------------------------------------------------


def supersedes_known(files: Files) -> Iterator[Problem]:
    if files.unreadable:
        return
    known = {str(control.get("id")) for _, _, control in files.controls()}
    for document, path, id, _ in superseded(files):
        if id not in known:
            yield unknown(document, path, id, known, "controls")


def supersedes_goes_one_way(files: Files) -> Iterator[Problem]:
    graph: dict[str, set[str]] = {}
    places: dict[tuple[str, str], tuple[Document, Path]] = {}
    for document, path, id, by in superseded(files):
        graph.setdefault(by, set()).add(id)
        places[by, id] = document, path
    while cycle := cycle_in(graph):
        newer, older = next((a, b) for a, b in zip(cycle[1:], cycle, strict=False))
        graph[newer].discard(older)
        document, path = places[newer, older]
        what = N_("The controls supersede each other in a circle: %(circle)s.")
        to_do = N_("Only the newer control names the older one.")
        yield document.problem(path, what, to_do, circle=short(" → ".join(reversed(cycle)), 100))


def cycle_in(graph: dict[str, set[str]]) -> list[str]:
    """First and last are the same; each is superseded by the next."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return error.args[1]
    return []


def superseded(files: Files) -> Iterator[tuple[Document, Path, str, str]]:
    for document, place, control in files.controls():
        for index, id in enumerate(listed(control, "supersedes")):
            if isinstance(id, str) and isinstance(by := control.get("id"), str):
                yield document, (*place, "supersedes", index), id, by
