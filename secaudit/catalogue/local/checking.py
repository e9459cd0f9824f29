"""What a city's own rules refer to must be there, in the shipped catalogue or among themselves."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from secaudit.catalogue import references
from secaudit.catalogue.checks import MOST
from secaudit.catalogue.controls import Catalogue
from secaudit.catalogue.document import Document
from secaudit.catalogue.files import Files
from secaudit.catalogue.layout import Path as Place
from secaudit.catalogue.loading import check as check_shipped
from secaudit.catalogue.loading import wording_problems
from secaudit.catalogue.local.reading import LocalFiles, local_from, read_files, read_local
from secaudit.catalogue.local.values import CITY, NOTHING, Local
from secaudit.catalogue.problems import Problem, in_order, short
from secaudit.catalogue.texts import find
from secaudit.errors import N_

OWN = "L-"  # ids of a city's own controls; no shipped id ever begins so
OWN_CHAPTER = "L"  # and its own chapters

NOT_OWN = (
    N_("The id “%(id)s” could one day be a shipped one."),
    N_("Let the ids of own controls begin with L-, such as L-%(chapter)s-01."),
)
OTHER_CHAPTER = (
    N_("The id “%(id)s” does not belong to the chapter %(chapter)s."),
    N_("Begin it with L-%(chapter)s-, or move the control to its chapter's file."),
)
NOT_OWN_CHAPTER = (
    N_("The chapter “%(id)s” could one day be a shipped one."),
    N_("Let the ids of own chapters begin with L."),
)
CHAPTER_IS_SHIPPED = (
    N_("The chapter %(id)s comes with the product."),
    N_("Delete the key chapter here; the controls below are added to it."),
)
NO_CHAPTER = (
    N_("There is no chapter “%(id)s”."),
    N_("Name the file like a shipped chapter, or write the key chapter with title and summary."),
)
OTHER_FILE = (
    N_("The chapter is called “%(id)s” and its file %(file)s."),
    N_("Give both the same name."),
)
TWICE = (
    N_("The id “%(id)s” is used already at %(first)s."),
    N_("Give this control an id of its own; an id is never used again."),
)
OVERRIDDEN_TWICE = (
    N_("The control “%(id)s” is overridden already at %(first)s."),
    N_("Make one entry of them."),
)
OWN_OVERRIDDEN = (
    N_("“%(id)s” is the city's own control."),
    N_("Change it in its chapter's file."),
)
MEANING = (
    N_("The city's wording of %(id)s is a new one; nothing says whether it means the same."),
    N_("Write meaning_kept: true, or raised: 1 where the meaning is another."),
)
NOBODY_ASKED = (
    N_("Nobody is asked about %(id)s any more."),
    N_("Leave a role, or write withdrawn: true."),
)
NOT_ASKED_ANYWAY = (
    N_("The role %(role)s is not asked by the shipped control."),
    N_("Delete it here."),
)
CORE_NOT_ASKED = (
    N_("The control is in the core set of %(role)s, who is not asked."),
    N_("Add a question to this role, or delete it from core."),
)
UNKNOWN_CHAPTER = (
    N_("There is no own chapter “%(id)s”."),
    N_("Write its file, or delete it here."),
)


def check(
    shipped_folder: Path, local_folder: Path, wording: bool = False
) -> tuple[Catalogue | None, Local | None, list[Problem], list[Problem]]:
    """Both folders: the shipped catalogue, the city's rules, and what is wrong with each."""
    shipped, wrong = check_shipped(shipped_folder, wording)
    if shipped is None:
        local, own_wrong = read_local(local_folder)
        return None, local, wrong, own_wrong
    local, own_wrong = check_folder(local_folder, shipped)
    if wording and local is not None:
        own_wrong = in_order([*own_wrong, *wording_problems(local.files)])
    return shipped, local, wrong, own_wrong


def check_folder(folder: str | Path, shipped: Catalogue) -> tuple[Local | None, list[Problem]]:
    """The city's rules, and all that is wrong with them: also unknown names in broken files."""
    files, problems = read_files(folder)
    if not problems:
        return (local := local_from(files)), check_local(local, shipped)
    if not files.complete:
        return None, problems
    known = with_vocabulary(files, shipped, NOTHING)
    found = (islice(rule(known, shipped, NOTHING), MOST) for rule in NAMES)
    return None, in_order([*problems, *(problem for some in found for problem in some)])


def check_local(local: Local, shipped: Catalogue) -> list[Problem]:
    """All that is wrong with the city's rules beside this shipped catalogue."""
    if not isinstance(local.files, LocalFiles):
        return []
    files = with_vocabulary(local.files, shipped, local)
    found = (islice(rule(files, shipped, local), MOST) for rule in CHECKS)
    return in_order(problem for some in found for problem in some)


def with_vocabulary(files: LocalFiles, shipped: Catalogue, local: Local) -> LocalFiles:
    """The files as the checks of names want them: with the shipped head."""
    head = Document("catalog.yaml")
    frameworks: dict[str, Any] = {each.id: known_of(each.targets) for each in shipped.frameworks}
    frameworks[CITY] = known_of(local.rules.targets if local.rules else {})
    head.tree = {
        "roles": {each.code: {} for each in shipped.roles},
        "gates": {each.id: {} for each in shipped.gates},
        "evidence": shipped.evidence,
        "frameworks": frameworks,
    }
    found = LocalFiles(head=head, chapters=files.chapters)
    found.overrides = files.overrides
    return found


def known_of(targets: dict[str, Any]) -> dict[str, Any]:
    return {"targets": targets} if targets else {}


Rule = Any


def names(rule: Rule) -> Rule:
    """A check of the shipped files, as one of these."""
    return lambda files, _shipped, _local: rule(files)


# --- own controls and chapters --------------------------------------------------------------


def ids_are_own(files: LocalFiles, shipped: Catalogue, local: Local) -> Iterator[Problem]:
    for document, path, control in files.own_controls():
        id, chapter = str(control.get("id")), document.file.removesuffix(".yaml")
        at = (*path, "id")
        if not isinstance(control.get("id"), str):
            continue  # the shape is wrong already
        if not id.startswith(OWN):
            yield document.problem(at, *NOT_OWN, id=short(id), chapter=chapter)
        elif id.count("-") > 1 and id.removeprefix(OWN).rpartition("-")[0] != chapter:
            yield document.problem(at, *OTHER_CHAPTER, id=short(id), chapter=chapter)


def ids_are_unique(files: LocalFiles, shipped: Catalogue, local: Local) -> Iterator[Problem]:
    yield from twice(files.own_controls(), TWICE)
    overrides = (each for each in files.controls() if each[0] is files.overrides)
    yield from twice(overrides, OVERRIDDEN_TWICE)


def twice(places: Any, sentences: tuple[str, str]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for document, path, control in places:
        id, at = str(control.get("id")), (*path, "id")
        if id in seen:
            yield document.problem(at, *sentences, id=short(id), first=seen[id])
        seen.setdefault(id, f"{document.file}:{document.place(at)[0]}")


def chapters_are_own_or_shipped(
    files: LocalFiles, shipped: Catalogue, local: Local
) -> Iterator[Problem]:
    known = {chapter.id for chapter in shipped.chapters}
    for document in files.chapters:
        name = document.file.removesuffix(".yaml")
        for path, id in find(document.tree, ("chapter", "id")):
            if id in known:
                yield document.problem(("chapter",), *CHAPTER_IS_SHIPPED, True, id=short(id))
            elif not id.startswith(OWN_CHAPTER):
                yield document.problem(path, *NOT_OWN_CHAPTER, id=short(id))
            elif id != name:
                yield document.problem(path, *OTHER_FILE, id=short(id), file=document.file)
        if "chapter" not in document.tree and name not in known:
            yield document.problem((), *NO_CHAPTER, id=short(name))


def order_names_own_chapters(
    files: LocalFiles, shipped: Catalogue, local: Local
) -> Iterator[Problem]:
    own = {chapter.id for chapter in local.chapters}
    if files.overrides:
        for path, id in find(files.overrides.tree, ("chapters", "*")):
            if id not in own:
                yield files.overrides.problem(path, *UNKNOWN_CHAPTER, id=short(id))


# --- overrides ------------------------------------------------------------------------------


def overridden_are_known(files: LocalFiles, shipped: Catalogue, local: Local) -> Iterator[Problem]:
    known = {control.id: 0 for chapter in shipped.chapters for control in chapter.controls}
    known |= {control.id: 0 for chapter in shipped.chapters for control in chapter.withdrawn}
    for document, at, override in overrides_in(files):
        id = override.get("id")
        if not isinstance(id, str):
            continue
        if id.startswith(OWN):
            yield document.problem((*at, "id"), *OWN_OVERRIDDEN, id=short(id))
        elif id not in known:
            yield references.unknown(document, (*at, "id"), id, known, "controls")


def meaning_is_declared(files: LocalFiles, shipped: Catalogue, local: Local) -> Iterator[Problem]:
    """Whether last year's answer still answers the question, only the author knows."""
    for document, at, tree in overrides_in(files):
        override = local.override(str(tree.get("id")))
        if override is None or override.meaning_kept or override.raised or override.withdrawn:
            continue
        said = next((key for key in ("requirement", "questions") if key in tree), None)
        if said:
            yield document.problem((*at, said), *MEANING, of_key=True, id=override.id)


def somebody_is_asked(files: LocalFiles, shipped: Catalogue, local: Local) -> Iterator[Problem]:
    for document, at, tree in overrides_in(files):
        override = local.override(str(tree.get("id")))
        if override is None or override.id not in shipped:
            continue
        control = shipped.control(override.id)
        asked = {question.role for question in control.questions}
        for index, role in enumerate(override.not_asked):
            if role not in asked:
                place = (*at, "not_asked", index)
                yield document.problem(place, *NOT_ASKED_ANYWAY, role=short(role))
        after = override.laid_over(control)
        if not after.questions and not after.withdrawn:
            yield document.problem((*at, "not_asked"), *NOBODY_ASKED, id=override.id)
        roles = {question.role for question in after.questions}
        for role in after.core if roles else ():
            if role not in roles:
                key = "core" if "core" in tree else "not_asked"
                yield document.problem((*at, key), *CORE_NOT_ASKED, role=short(role))


def overrides_in(files: LocalFiles) -> Iterator[tuple[Document, Place, dict[str, Any]]]:
    return (each for each in files.controls() if each[0] is files.overrides)


def core_roles_of_own(files: LocalFiles, shipped: Catalogue, local: Local) -> Iterator[Problem]:
    yield from references.core_roles_are_asked(Files(files.head, files.chapters))


# --- history --------------------------------------------------------------------------------


def supersedes_known(files: LocalFiles, shipped: Catalogue, local: Local) -> Iterator[Problem]:
    known = {control.id: 0 for control in local.controls}
    for document, path, id, _ in references.superseded(files):
        if id not in known and id not in shipped:
            known_too = known | {control.id: 0 for control in shipped.controls}
            yield references.unknown(document, path, id, known_too, "controls")


NAMES = (  # what can be said of files that cannot become values
    ids_are_own,
    overridden_are_known,
    names(references.names_are_known),
    names(references.mappings_are_known),
    names(references.one_question_for_a_role),
)
CHECKS = (
    *NAMES,
    ids_are_unique,
    chapters_are_own_or_shipped,
    order_names_own_chapters,
    meaning_is_declared,
    somebody_is_asked,
    core_roles_of_own,
    supersedes_known,
    names(references.supersedes_goes_one_way),
)
