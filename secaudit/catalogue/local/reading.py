"""A city's own folder: overrides.yaml and a file for each chapter with own controls."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from secaudit.catalogue import folder as folders
from secaudit.catalogue import shape
from secaudit.catalogue.controls import Chapter, Control
from secaudit.catalogue.document import Document
from secaudit.catalogue.editions import (
    EvidenceExample,
    Framework,
    Question,
    Step,
    chapter_of,
    control_of,
    many,
    question_of,
)
from secaudit.catalogue.files import Files, Place
from secaudit.catalogue.hints import hints
from secaudit.catalogue.loading import BadCatalogue
from secaudit.catalogue.local.values import REPLACED, Local, Override
from secaudit.catalogue.problems import Problem, in_order
from secaudit.catalogue.texts import (
    OF_CHAPTER,
    both,
    complete,
    listed,
    text_problems,
    texts_at,
    texts_of_control,
)
from secaudit.errors import N_

OVERRIDES = "overrides.yaml"
TEXTS_OF_RULES = (("rules", "title"), ("rules", "edition"), ("rules", "targets", "*"))
NO_HEAD_HERE = (
    N_("The city's own folder has no catalog.yaml."),
    N_("Write what is different into overrides.yaml, own controls into a file for each chapter."),
)


class LocalFiles(Files):
    """The city's files; overrides count as controls wherever names in them must be known."""

    overrides: Document | None = None

    def controls(self) -> Iterator[Place]:
        if self.overrides and isinstance(self.overrides.tree, dict):
            for index, override in enumerate(listed(self.overrides.tree, "overrides")):
                if isinstance(override, dict):
                    yield self.overrides, ("overrides", index), override
        yield from self.own_controls()

    def own_controls(self) -> Iterator[Place]:
        yield from super().controls()

    def documents(self) -> list[Document]:
        return [*([self.overrides] if self.overrides else []), *self.chapters]


def load_local(folder: str | Path) -> Local:
    """The city's own rules; none at all where there is no such folder. BadCatalogue as `load`."""
    local, problems = read_local(folder)
    if problems:
        raise BadCatalogue(problems)
    assert local is not None
    return local


def read_local(folder: str | Path) -> tuple[Local | None, list[Problem]]:
    """As far as can be told from the folder alone; what it refers to is `check_local`'s business."""
    files, problems = read_files(folder)
    return (None if problems else local_from(files)), problems


def read_files(folder: str | Path) -> tuple[LocalFiles, list[Problem]]:
    """The files, as far as they can be read, and what is wrong with them by themselves."""
    folder = Path(folder)
    files = LocalFiles()
    if not folder.is_dir():
        return files, []
    documents, problems, excess = folders.documents_of(folder, head=None)
    if excess:
        files.complete = False
        return files, in_order([*problems, excess])
    for document in documents:
        problems += sorted_in(document, files)
    problems += [problem for each in files.documents() for problem in texts_of(each, files)]
    return files, in_order(problems)


def sorted_in(document: Document, files: LocalFiles) -> list[Problem]:
    """A file in its place among the others, and what is wrong with it by itself."""
    name = document.file
    if name == folders.HEAD:
        return [Problem(name, 0, 0, *NO_HEAD_HERE)]
    problems = document.problems
    if document.tree is not None:
        kind = shape.OVERRIDES if name == OVERRIDES else shape.LOCAL_CHAPTER
        said = {(problem.line, problem.column) for problem in problems}
        found = shape.shape_problems(document, kind)
        problems += [each for each in found if (each.line, each.column) not in said]
        if name == OVERRIDES:
            files.overrides = document
        else:
            files.chapters.append(document)
    return [*problems, *hints(document)] if problems else []


def languages_of(files: LocalFiles) -> list[str]:
    tree = files.overrides.tree if files.overrides else None
    asked = listed(tree, "languages") if isinstance(tree, dict) else []
    return [each for each in asked if each in ("ja", "en")] or ["ja"]


def texts_of(document: Document, files: LocalFiles) -> Iterator[Problem]:
    languages = languages_of(files)
    for path, holder, key in texts_at(document.tree, OF_CHAPTER):
        yield from text_problems(document, path, holder[key], languages)
    for path, holder, key in texts_at(document.tree, TEXTS_OF_RULES):
        yield from text_problems(document, path, holder[key], languages, is_name=True)
    tree = document.tree if isinstance(document.tree, dict) else {}
    for name in ("controls", "overrides"):
        for index, entry in enumerate(listed(tree, name)):
            if isinstance(entry, dict):
                texts = [*texts_of_control(entry), *texts_at(entry, (("why",),))]
                for path, holder, key in texts:
                    at = (name, index, *path)
                    yield from text_problems(document, at, holder[key], languages)


# --- files without problems become values ---------------------------------------------------


def local_from(files: LocalFiles) -> Local:
    head = copied(files.overrides.tree) if files.overrides else {}
    complete(texts_at(head, TEXTS_OF_RULES))
    order = {id: place for place, id in enumerate(listed(head, "chapters"))}
    own = [chapter_from(each.tree) for each in files.chapters if "chapter" in each.tree]
    added = {
        each.file.removesuffix(".yaml"): controls_from(each)
        for each in files.chapters
        if "chapter" not in each.tree
    }
    return Local(
        overrides=tuple(map(override_from, listed(head, "overrides"))),
        chapters=tuple(sorted(own, key=lambda chapter: (order.get(chapter.id, 999), chapter.id))),
        added=added,
        edition=head.get("edition", ""),
        effective=date.fromisoformat(head["effective"]) if "effective" in head else None,
        rules=rules_from(head["rules"]) if "rules" in head else None,
        languages=tuple(languages_of(files)),
        files=files,
        head=files.overrides,
    )


def chapter_from(tree: Any) -> Chapter:
    tree = copied(tree)
    complete(texts_at(tree, OF_CHAPTER))
    for control in tree["controls"]:
        complete(texts_of_control(control))
    asked = [control for control in tree["controls"] if not control.get("withdrawn")]
    gone = [control for control in tree["controls"] if control.get("withdrawn")]
    return chapter_of({**tree["chapter"], "controls": asked, "withdrawn": gone})


def controls_from(document: Document) -> tuple[Control, ...]:
    found = copied(document.tree["controls"])
    for control in found:
        complete(texts_of_control(control))
    return tuple(control_of(control, document.file.removesuffix(".yaml")) for control in found)


def rules_from(tree: Any) -> Framework:
    return Framework(**{"id": "city", **tree})


VALUES = {
    "core": tuple,
    "gates": tuple,
    "evidence": lambda plain: many(EvidenceExample, plain),
    "procedure": lambda plain: many(Step, plain),
}


def override_from(tree: dict[str, Any]) -> Override:
    complete(texts_of_control(tree))
    changes = {name: VALUES.get(name, same)(tree[name]) for name in REPLACED if name in tree}
    questions: tuple[Question, ...] = tuple(map(question_of, tree.get("questions", ())))
    return Override(
        id=tree["id"],
        of_revision=tree["of_revision"],
        changes=changes,
        questions=questions,
        not_asked=tuple(tree.get("not_asked", ())),
        clauses=tuple(tree.get("clauses", ())),
        why=both(tree["why"]) if "why" in tree else {},
        raised=tree.get("raised", 0),
        meaning_kept=tree.get("meaning_kept", False),
        withdrawn=tree.get("withdrawn", False),
    )


def copied(tree: Any) -> Any:
    """The tree once more, for values that are made of it in place."""
    if isinstance(tree, dict):
        return {key: copied(value) for key, value in tree.items()}
    return [copied(each) for each in tree] if isinstance(tree, list) else tree


def same(value: Any) -> Any:
    return value
