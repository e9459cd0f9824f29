"""A folder of YAML files becomes a catalogue, or a list of all that is wrong with them."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from secaudit.catalogue import folder as folders
from secaudit.catalogue import shape
from secaudit.catalogue.checks import cross_problems
from secaudit.catalogue.controls import Catalogue
from secaudit.catalogue.document import Document, Tree
from secaudit.catalogue.editions import catalogue_of
from secaudit.catalogue.files import Files
from secaudit.catalogue.hints import hints
from secaudit.catalogue.problems import SHOWN, Problem, in_order
from secaudit.catalogue.texts import (
    NAMES,
    OF_CHAPTER,
    OF_HEAD,
    complete,
    texts_at,
    texts_of_control,
)
from secaudit.catalogue.wording import faults
from secaudit.errors import N_

AND_MORE = N_("… and %(count)s more.")


class BadCatalogue(Exception):
    """A folder does not hold a catalogue that can be used."""

    def __init__(self, problems: list[Problem]):
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        return listing(self.problems)


def listing(problems: list[Problem], translate: Callable[[str], str] = str) -> str:
    """As many as a person reads, one on a line."""
    lines = [problem.text(translate) for problem in problems[:SHOWN]]
    if rest := len(problems) - SHOWN:
        lines += [translate(AND_MORE) % {"count": rest}] if rest > 0 else []
    return "\n".join(lines)


def load(folder: str | Path) -> Catalogue:
    catalogue, problems = check(folder)
    if catalogue is None or problems:
        raise BadCatalogue(problems)
    return catalogue


def check(folder: str | Path, wording: bool = False) -> tuple[Catalogue | None, list[Problem]]:
    """All problems of all files at once, and the catalogue where there are none.

    `wording` also asks whether the questions keep the rules of good questions.
    """
    files, problems = read(Path(folder))
    problems += cross_problems(files)
    unusable = bool(problems)
    if wording:
        problems += wording_problems(files)
    return None if unusable else catalogue_from(files), in_order(problems)


def read(folder: Path) -> tuple[Files, list[Problem]]:
    """The files that are of the right shape, and what is wrong with all of them."""
    files = Files()
    documents, problems, excess = folders.documents_of(folder)
    if excess:
        files.complete = False
        return files, [*problems, excess]
    files.unreadable |= {problem.file for problem in problems}
    for document in documents:
        problems += sorted_in(document, files)
    return files, problems


def sorted_in(document: Document, files: Files) -> list[Problem]:
    """A file in its place among the others, and what is wrong with it by itself."""
    name = document.file
    problems = document.problems
    if document.tree is not None:
        kind = shape.HEAD if name == folders.HEAD else shape.CHAPTER
        said = {(problem.line, problem.column) for problem in problems}
        found = shape.shape_problems(document, kind)
        problems += [each for each in found if (each.line, each.column) not in said]
        if name == folders.HEAD:
            files.head = document
        else:
            files.chapters.append(document)
    else:
        files.unreadable.add(name)
    return [*problems, *hints(document)] if problems else []


# --- wording --------------------------------------------------------------------------------


def wording_problems(files: Files) -> Iterable[Problem]:
    for document, place, control in files.controls():
        for index, question in enumerate(control.get("questions") or ()):
            if isinstance(question, dict) and isinstance(text := question.get("text"), dict):
                path = (*place, "questions", index, "text")
                for fault in faults(text, str(question.get("role"))):
                    where = document.place((*path, fault.language))
                    yield Problem(document.file, *where, fault.what, fault.what_to_do, fault.params)


# --- files without problems become values ---------------------------------------------------


def catalogue_from(files: Files) -> Catalogue:
    assert files.head is not None
    head = files.head.tree
    complete(texts_at(head, (*OF_HEAD, *NAMES)))
    chapters = {document.file.removesuffix(".yaml"): document.tree for document in files.chapters}
    return catalogue_of(
        {
            **head["catalog"],
            "roles": [{"code": code, **role} for code, role in head["roles"].items()],
            "gates": [{"id": id, **gate} for id, gate in head["gates"].items()],
            "evidence": head["evidence"],
            "frameworks": [{"id": id, **each} for id, each in head["frameworks"].items()],
            "chapters": [chapter_from(chapters[id]) for id in head["chapters"]],
        }
    )


def chapter_from(tree: Tree) -> dict[str, Any]:
    complete(texts_at(tree, OF_CHAPTER))
    for control in tree["controls"]:
        complete(texts_of_control(control))
    asked = [control for control in tree["controls"] if not control.get("withdrawn")]
    gone = [control for control in tree["controls"] if control.get("withdrawn")]
    return {**tree["chapter"], "controls": asked, "withdrawn": gone}
