"""Which column of the city's workbook means what, and what its words for answers mean. Pure."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from secaudit.errors import N_, Invalid
from secaudit.selfcheck.kinds import Value
from secaudit.web.spreadsheets import Row

MOST_WORDS = 40  # different answers; a column with more holds something else
BLANK = "-"  # chosen where a word is no answer


@dataclass(frozen=True)
class Columns:
    """Numbers of columns from 1; 0 where there is none."""

    id: int = 0
    question: int = 0
    chapter: int = 0
    department: int = 0
    answer: int = 0
    reason: int = 0
    wide: bool = False  # each department has a column of its own, headed by its code or name


LABELS = {
    "id": N_("Number of the question"),
    "question": N_("Text of the question"),
    "chapter": N_("Chapter"),
    "department": N_("Code or name of the department"),
    "answer": N_("Answer"),
    "reason": N_("Reason"),
}
HEADINGS = {
    "id": ("番号", "設問番号", "no", "no.", "id", "項目番号", "項番"),
    "question": ("設問", "質問", "点検項目", "項目", "question", "内容", "点検内容"),
    "chapter": ("章", "分野", "区分", "大項目", "chapter", "分類"),
    "department": ("課コード", "所属コード", "課", "所属", "課名", "所属名", "department", "部署"),
    "answer": ("回答", "結果", "点検結果", "評価", "answer", "判定"),
    "reason": ("理由", "備考", "コメント", "reason", "状況"),
}
WORDS = {
    Value.IMPLEMENTED: [
        "○",
        "〇",
        "◯",
        "◎",
        "はい",
        "実施",
        "実施済",
        "実施している",
        "できている",
        "適",
        "済",
        "有",
        "yes",
        "y",
        "o",
        "1",
        "done",
    ],
    Value.PARTIAL: [
        "△",
        "▲",
        "一部",
        "一部実施",
        "一部できている",
        "一部不適",
        "partly",
        "partial",
    ],
    Value.NOT_IMPLEMENTED: [
        "×",
        "✕",
        "✖",
        "x",
        "いいえ",
        "未実施",
        "未",
        "できていない",
        "不適",
        "無",
        "no",
        "n",
        "0",
    ],
    Value.NOT_APPLICABLE: [
        "－",
        "-",
        "―",
        "ー",
        "—",
        "該当なし",
        "対象外",
        "非該当",
        "n/a",
        "na",
        "/",
        "／",
    ],
    Value.UNKNOWN: ["？", "?", "不明", "わからない", "分からない", "未確認", "unknown"],
}


def plain(text: str) -> str:
    """What does not matter is gone: width, case, spaces."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


KNOWN_WORDS = {plain(word): value for value, words in WORDS.items() for word in words}


def guessed(first: Row) -> Columns:
    """By the words of the first row."""
    found: dict[str, Any] = {}
    for name, words in HEADINGS.items():
        for place, heading in enumerate(first.cells, 1):
            if plain(heading) in {plain(word) for word in words} and place not in found.values():
                found.setdefault(name, place)
    return replace(Columns(), **found)


def checked(columns: Columns) -> Columns:
    """Invalid where a column is missing, or one is said to be two things."""
    if not columns.id:
        raise Invalid(N_("Choose the column with the number of the question."), field="id")
    if not columns.question:
        raise Invalid(N_("Choose the column with the question."), field="question")
    if not columns.wide and bool(columns.department) != bool(columns.answer):
        missing = "answer" if columns.department else "department"
        raise Invalid(N_("Answers need both a department and an answer."), field=missing)
    chosen = [each for each in numbers_of(columns).values() if each]
    if len(set(chosen)) < len(chosen):
        raise Invalid(N_("Each column can mean one thing only."), field="id")
    return columns


def numbers_of(columns: Columns) -> dict[str, int]:
    return {
        each.name: getattr(columns, each.name) for each in fields(columns) if each.name != "wide"
    }


def department_columns(first: Row, columns: Columns, known: set[str]) -> dict[int, str]:
    """Where each department has a column: those headed by a code or name of one."""
    taken = set(numbers_of(columns).values())
    headings = enumerate(first.cells, 1)
    return {n: text for n, text in headings if n not in taken and plain(text) in known}


def words_in(rows: Sequence[Row], places: Sequence[int]) -> list[str]:
    """The different words for answers, in the order in which they come."""
    found: dict[str, None] = {}
    for row in rows[1:]:
        for place in places:
            if text := row.cell(place).strip():
                found.setdefault(text)
    if len(found) > MOST_WORDS:
        raise Invalid(
            N_("The column has %(count)s different words. Is it the one with the answers?"),
            field="answer",
            count=len(found),
        )
    return list(found)


def meaning_of(word: str) -> str:
    """The likely answer; nothing where it cannot be guessed."""
    value = KNOWN_WORDS.get(plain(word))
    return value.value if value else ""
