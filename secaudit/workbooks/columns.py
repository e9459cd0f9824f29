"""What the columns of a chapter's sheet are called; where they stand does not matter."""

from collections.abc import Sequence
from dataclasses import dataclass

from secaudit.selfcheck.kinds import ReadyReason
from secaudit.workbooks.marks import plain


@dataclass(frozen=True)
class Column:
    key: str
    ja: str
    en: str
    width: int
    typed: bool = False  # a person writes here

    def heading(self, language: str) -> str:
        return self.en if language == "en" else self.ja


COLUMNS = (
    Column("number", "番号", "No.", 6),
    Column("question", "質問", "Question", 46),
    Column("last", "昨年度", "Last year", 12),
    Column("last_reason", "昨年度の理由", "Last year's reason", 26),
    Column("answer", "回答", "Answer", 8, True),
    Column("reason", "理由", "Reason", 34, True),
    Column("ready", "－の理由（選ぶ）", "Why it does not apply", 22, True),
    Column("promised", "いつまでに", "By when", 12, True),
    Column("control", "質問ID", "Question ID", 12),
    Column("evidence", "根拠資料（参考）", "Evidence (for reference)", 26),
    Column("source", "回答の経路（参考）", "Came in (for reference)", 14),
)
TYPED = tuple(column.key for column in COLUMNS if column.typed)
PLACES = {column.key: place for place, column in enumerate(COLUMNS)}

# The ready reasons of －, in the order of the drop-down; on paper they are A and B.
READY = {
    ReadyReason.NOTHING_HAPPENED: (
        "この1年間に、該当することがなかった",
        "Nothing of the kind happened in the past 12 months",
        "A",
    ),
    ReadyReason.NO_SUCH_TASK: (
        "この業務や設備がない",
        "We have no such task or equipment",
        "B",
    ),
}
READY_SPELLINGS = {
    plain(text): ready for ready, texts in READY.items() for text in (*texts, ready.value)
}


def ready_text(ready: ReadyReason, language: str) -> str:
    return READY[ready][language == "en"]


HEADINGS = {plain(text): column.key for column in COLUMNS for text in (column.ja, column.en)}


def places(cells: Sequence[str]) -> dict[str, int]:
    """Where each column stands, counted from 1, if these are headings."""
    found: dict[str, int] = {}
    for place, cell in enumerate(cells, 1):
        key = HEADINGS.get(plain(cell))
        if key is not None:
            found.setdefault(key, place)
    return found


def unknown(cells: Sequence[str]) -> list[str]:
    """Headings of columns that were added."""
    return [cell.strip() for cell in cells if cell.strip() and plain(cell) not in HEADINGS]
