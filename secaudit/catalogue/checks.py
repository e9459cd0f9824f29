"""What no schema can see: complete texts, chapters and their files, ids, references."""

from collections.abc import Iterator
from itertools import islice

from secaudit.catalogue import references
from secaudit.catalogue.document import Document
from secaudit.catalogue.files import Files
from secaudit.catalogue.layout import Path
from secaudit.catalogue.problems import Problem, short
from secaudit.catalogue.texts import (
    NAMES,
    OF_CHAPTER,
    OF_HEAD,
    find,
    is_fine,
    text_problems,
    texts_at,
    texts_of_control,
)
from secaudit.errors import N_

MOST = 300  # problems of one kind; more would help nobody, and each takes time to place


def cross_problems(files: Files) -> Iterator[Problem]:
    for check in CHECKS if files.complete else ():
        yield from islice(check(files), MOST)


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
    every = set(languages)
    for document, place, control in files.controls():
        for path, holder, key in texts_of_control(control):
            if is_fine(holder[key], every):
                continue
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


CHECKS = (
    texts_are_complete,
    chapters_have_files,
    files_are_chapters,
    default_language_is_offered,
    ids_are_unique,
    ids_name_their_chapter,
    references.names_are_known,
    references.gates_of_roles_are_known,
    references.mappings_are_known,
    references.one_question_for_a_role,
    references.core_roles_are_asked,
    references.supersedes_known,
    references.supersedes_goes_one_way,
)
