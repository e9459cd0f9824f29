"""What no schema can see: names that must be known, ids, references from file to file."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from graphlib import CycleError, TopologicalSorter
from typing import Any

from secaudit.catalogue.document import Document, Tree
from secaudit.catalogue.layout import Path
from secaudit.catalogue.problems import Problem, short
from secaudit.catalogue.texts import (
    NAMES,
    OF_CHAPTER,
    OF_HEAD,
    find,
    listed,
    text_problems,
    texts_at,
    texts_of_control,
)
from secaudit.errors import N_

Control = dict[str, Any]
Place = tuple[Document, Path, Control]

MAX_CONTROLS = 20_000


@dataclass
class Files:
    """The files of a folder, as far as they could be read."""

    head: Document | None = None
    chapters: list[Document] = field(default_factory=list)
    unreadable: set[str] = field(default_factory=set)  # names of chapter files

    def controls(self) -> Iterator[Place]:
        for document in self.chapters:
            tree = document.tree if isinstance(document.tree, dict) else {}
            for index, control in enumerate(listed(tree, "controls")):
                if isinstance(control, dict):
                    yield document, ("controls", index), control

    def vocabulary(self, name: str) -> dict[str, Any] | None:
        """None where it cannot be known: then nothing is said about it."""
        known = self.head.tree.get(name) if self.head and self.head.tree else None
        return known if isinstance(known, dict) else None

    def languages(self) -> list[str]:
        found = find(self.head.tree, ("catalog", "languages", "*")) if self.head else ()
        return [language for _, language in found if language in ("ja", "en")] or ["ja", "en"]


def cross_problems(files: Files) -> Iterator[Problem]:
    for check in CHECKS:
        yield from check(files)


# --- texts ----------------------------------------------------------------------------------


def texts_are_complete(files: Files) -> Iterator[Problem]:
    languages = files.languages()
    if files.head is not None:
        for kinds, is_name in ((OF_HEAD, False), (NAMES, True)):
            for path, holder, key in texts_at(files.head.tree, kinds):
                yield from text_problems(files.head, path, holder[key], languages, is_name)
    for document in files.chapters:
        for path, holder, key in texts_at(document.tree, OF_CHAPTER):
            yield from text_problems(document, path, holder[key], languages)
    for document, place, control in files.controls():
        for path, holder, key in texts_of_control(control):
            yield from text_problems(document, (*place, *path), holder[key], languages)


# --- chapters and their files ---------------------------------------------------------------


def chapters_have_files(files: Files) -> Iterator[Problem]:
    if files.head is None:
        return
    names = {document.file for document in files.chapters} | files.unreadable
    for path, chapter in find(files.head.tree, ("chapters", "*")):
        if f"{chapter}.yaml" not in names:
            what = N_("The chapter “%(chapter)s” has no file.")
            to_do = N_("Write %(chapter)s.yaml, or delete it here.")
            yield files.head.problem(path, what, to_do, chapter=short(chapter))


def files_are_chapters(files: Files) -> Iterator[Problem]:
    listed = (
        [chapter for _, chapter in find(files.head.tree, ("chapters", "*"))] if files.head else []
    )
    for document in files.chapters:
        name = document.file.removesuffix(".yaml")
        for path, id in find(document.tree, ("chapter", "id")):
            if id != name:
                what = N_("The chapter is called “%(id)s” and its file %(file)s.")
                to_do = N_("Give both the same name.")
                yield document.problem(path, what, to_do, id=short(id), file=document.file)
        if files.head and name not in listed:
            what = N_("catalog.yaml does not list this chapter.")
            yield document.problem((), what, N_("Add it to its list of chapters."))


def default_language_is_offered(files: Files) -> Iterator[Problem]:
    for path, default in (
        find(files.head.tree, ("catalog", "default_language")) if files.head else ()
    ):
        if default not in files.languages() and files.head:
            what = N_("The default language is not among the languages.")
            yield files.head.problem(path, what, N_("Add it to them."))


# --- ids ------------------------------------------------------------------------------------


def not_too_many(files: Files) -> Iterator[Problem]:
    for number, (document, path, _) in enumerate(files.controls(), 1):
        if number > MAX_CONTROLS:
            what = N_("The catalogue has more than %(limit)s controls.")
            yield document.problem(path, what, N_("Make two catalogues of it."), limit=MAX_CONTROLS)
            return


def ids_are_unique(files: Files) -> Iterator[Problem]:
    seen: dict[str, tuple[Document, Path]] = {}
    for document, path, control in files.controls():
        id, at = control.get("id"), (*path, "id")
        if not isinstance(id, str) or not id:
            continue
        if id in seen:
            what = N_("The id “%(id)s” is used already at %(first)s.")
            to_do = N_("Give this control an id of its own; an id is never used again.")
            first, where = seen[id]
            place = f"{first.file}:{first.place(where)[0]}"
            yield document.problem(at, what, to_do, id=short(id), first=place)
        else:
            seen[id] = document, at


def ids_name_their_chapter(files: Files) -> Iterator[Problem]:
    for document, path, control in files.controls():
        id, chapter = control.get("id"), document.file.removesuffix(".yaml")
        if isinstance(id, str) and "-" in id and id.rpartition("-")[0] != chapter:
            what = N_("The id “%(id)s” does not belong to the chapter %(chapter)s.")
            to_do = N_("Begin it with %(chapter)s-, or move the control to its chapter's file.")
            yield document.problem((*path, "id"), what, to_do, id=short(id), chapter=chapter)


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


CHECKS = (
    not_too_many,
    texts_are_complete,
    chapters_have_files,
    files_are_chapters,
    default_language_is_offered,
    ids_are_unique,
    ids_name_their_chapter,
    names_are_known,
    gates_of_roles_are_known,
    mappings_are_known,
    one_question_for_a_role,
    core_roles_are_asked,
    supersedes_known,
    supersedes_goes_one_way,
)
