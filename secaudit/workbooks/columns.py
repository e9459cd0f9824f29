"""What the columns of a chapter's sheet are called; where they stand does not matter."""

from secaudit.selfcheck.kinds import ReadyReason
from secaudit.workbooks.cells import Column, Headings
from secaudit.workbooks.marks import plain

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


HEADINGS = Headings(COLUMNS)
