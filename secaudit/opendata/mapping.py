"""A survey as the secretariat writes it down: which question is answered by which figure.

    format: secaudit-survey/1
    title: 情報セキュリティ対策の実施状況調査
    items:
      - id: 1-1
        question: 自己点検を実施した部署の数
        figure: departments_handed_in
      - id: 1-2
        question: 媒体の管理を実施している部署の割合
        control: AST-05
        show: rate
      - id: 1-3
        question: 担当者の職・氏名
        answer: 情報政策課 主査

An item has one of figure, control, chapter and answer; without one it is listed as unanswered.
Files are read as strictly as the catalogue's, and all that is wrong is said with file and line.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from secaudit.catalogue import strict
from secaudit.catalogue.document import Document
from secaudit.catalogue.layout import Path
from secaudit.catalogue.problems import Problem, in_order, short
from secaudit.errors import N_

FORMAT = "secaudit-survey/1"
SOURCES = ("figure", "control", "chapter", "answer")
KEYS = {"id", "question", "show", *SOURCES}
MOST_ITEMS, LONGEST = 2000, 2000

Said = tuple[str, str]
NOT_A_SURVEY: Said = (N_("This is no survey."), N_("Begin with “format: secaudit-survey/1”."))
NO_TITLE: Said = (N_("The survey has no title."), N_("Add “title:” with its name."))
NO_ITEMS: Said = (N_("The survey has no items."), N_("Add “items:” with a list of its questions."))
NOT_AN_ITEM: Said = (N_("An item needs id and question."), N_("Write both as texts."))
ODD_KEY: Said = (
    N_("The key “%(key)s” is not known here."), N_("Known: %(known)s."),
)  # fmt: skip
TWICE: Said = (N_("The item “%(id)s” is there twice."), N_("Give each its own id."))
SEVERAL: Said = (
    N_("An item has one source only."), N_("Keep one of figure, control, chapter and answer."),
)  # fmt: skip
NOT_KNOWN: Said = (N_("There is no %(kind)s “%(name)s”."), N_("Known: %(known)s."))
NO_SHOW: Said = (N_("“show” belongs to a control or a chapter."), N_("Delete it."))
TOO_MANY: Said = (N_("The survey has more than %(limit)s items."), N_("Make two files of it."))
NOT_A_TEXT: Said = (N_("This must be one text."), N_("Write no list and no mapping here."))
TOO_LONG: Said = (N_("The text has more than %(limit)s characters."), N_("Shorten it."))


@dataclass(frozen=True)
class Known:
    """What an item may refer to."""

    figures: Collection[str]
    shows: Collection[str]
    controls: Collection[str]
    chapters: Collection[str]

    def of(self, kind: str) -> Collection[str]:
        return {
            "figure": self.figures, "show": self.shows,
            "control": self.controls, "chapter": self.chapters,
        }[kind]  # fmt: skip


@dataclass(frozen=True)
class Item:
    id: str
    question: str
    source: str = ""  # figure, control, chapter, answer; "" for none
    name: str = ""  # of the figure, control or chapter; the answer itself
    show: str = ""


@dataclass(frozen=True)
class Survey:
    title: str
    items: tuple[Item, ...] = ()


def read(data: bytes, file: str, known: Known) -> tuple[Survey | None, list[Problem]]:
    """The survey, or everything that is wrong with it."""
    document = strict.read(data, file)
    problems = in_order(document.problems or _problems(document, known))
    return (None if problems else _survey(document.tree)), problems


def _survey(tree: Any) -> Survey:
    return Survey(tree["title"], tuple(map(_item, tree["items"])))


def _item(tree: dict[str, str]) -> Item:
    source = next((each for each in SOURCES if each in tree), "")
    return Item(tree["id"], tree["question"], source, tree.get(source, ""), tree.get("show", ""))


def _problems(document: Document, known: Known) -> Iterator[Problem]:
    tree = document.tree
    if not isinstance(tree, dict) or tree.get("format") != FORMAT:
        yield document.problem((), *NOT_A_SURVEY)
        return
    yield from _odd_keys(document, (), tree, {"format", "title", "items"})
    if not _is_text(tree.get("title")):
        yield document.problem(("title",), *NO_TITLE)
    elif len(tree["title"]) > LONGEST:
        yield document.problem(("title",), *TOO_LONG, limit=LONGEST)
    items = tree.get("items")
    if not isinstance(items, list) or not items:
        yield document.problem(("items",), *NO_ITEMS)
        return
    if len(items) > MOST_ITEMS:
        yield document.problem(("items", MOST_ITEMS), *TOO_MANY, limit=MOST_ITEMS)
    seen: set[str] = set()
    for number, item in enumerate(items):
        yield from _in_item(document, ("items", number), item, seen, known)


def _in_item(
    document: Document, path: Path, item: Any, seen: set[str], known: Known
) -> Iterator[Problem]:
    if not isinstance(item, dict) or not all(_is_text(item.get(k)) for k in ("id", "question")):
        yield document.problem(path, *NOT_AN_ITEM)
        return
    yield from _odd_keys(document, path, item, KEYS)
    if item["id"] in seen:
        yield document.problem((*path, "id"), *TWICE, id=short(item["id"]))
    seen.add(item["id"])
    yield from _in_source(document, path, item, known)


def _in_source(
    document: Document, path: Path, item: dict[str, Any], known: Known
) -> Iterator[Problem]:
    sources = [each for each in SOURCES if each in item]
    if len(sources) > 1:
        yield document.problem((*path, sources[1]), *SEVERAL, of_key=True)
    if "show" in item and not {"control", "chapter"} & item.keys():
        yield document.problem((*path, "show"), *NO_SHOW, of_key=True)
    for kind in ("figure", "control", "chapter", "show"):
        if isinstance(item.get(kind), str) and item[kind] not in known.of(kind):
            yield document.problem(
                (*path, kind), *NOT_KNOWN, kind=kind, name=short(item[kind]),
                known=short(", ".join(known.of(kind)), 200),
            )  # fmt: skip
    for key, value in item.items():
        if not isinstance(value, str):
            yield document.problem((*path, key), *NOT_A_TEXT)
        elif len(value) > LONGEST:
            yield document.problem((*path, key), *TOO_LONG, limit=LONGEST)


def _odd_keys(
    document: Document, path: Path, tree: dict[str, Any], known: Collection[str]
) -> Iterator[Problem]:
    for key in tree.keys() - known:
        yield document.problem(
            (*path, key), *ODD_KEY, of_key=True, key=short(key), known=", ".join(sorted(known))
        )


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())
