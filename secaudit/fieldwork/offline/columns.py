"""The columns of a working paper's file, and how a judgement may be typed in it. Pure."""

from secaudit.errors import N_, Invalid
from secaudit.fieldwork.judging import KEYS, LABELS, MARKS, Judgement
from secaudit.workbooks.cells import Column, Headings
from secaudit.workbooks.marks import plain

COLUMNS = (
    Column("number", "番号", "No.", 6),
    Column("control", "項目ID", "Control", 11),
    Column("requirement", "求めること", "Requirement", 42),
    Column("how", "確かめ方", "How to check", 34),
    Column("declared", "自己点検の回答", "Self-check", 22),
    Column("known", "これまでの指摘と証拠", "Earlier findings and evidence", 24),
    Column("judgement", "判定", "Judgement", 8, True),
    Column("seen", "確認したこと", "What was seen", 42, True),
    Column("procedure", "行った手続（異なる場合）", "What was done, where it differs", 28, True),
    Column("population", "母集団", "Population", 16, True),
    Column("sample", "抽出", "Sample", 16, True),
)
TYPED = tuple(column.key for column in COLUMNS if column.typed)
PLACES = {column.key: place for place, column in enumerate(COLUMNS)}
NEEDED = ("control", *TYPED)
HEADINGS = Headings(COLUMNS)

JAPANESE = {
    Judgement.CONFORMING: ("適合", "〇", "◯"),
    Judgement.PARTLY: ("一部適合", "一部不適合"),
    Judgement.NOT: ("不適合", "✕", "✖"),
    Judgement.OUT_OF_SCOPE: ("対象外", "該当なし", "-", "−", "ー", "―", "—"),
    Judgement.UNCHECKED: ("未確認", "?"),
}
SPELLINGS = {
    plain(text): each
    for each in Judgement
    for text in (MARKS[each], KEYS[each], LABELS[each], each.value, *JAPANESE[each])
}


def read_judgement(typed: str) -> Judgement:
    """By sign, by digit or by word; an empty cell says that it was not checked."""
    text = plain(typed)
    if text and text not in SPELLINGS:
        raise Invalid(
            N_("“%(typed)s” is no judgement. Choose ○ △ × － or ？."),
            field="judgement",
            typed=typed[:40],
        )
    return SPELLINGS[text] if text else Judgement.UNCHECKED
