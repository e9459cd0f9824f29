"""The sign in an answer's cell, however it was typed. Pure."""

import unicodedata

from secaudit.errors import N_, Invalid
from secaudit.selfcheck.kinds import Value

UNCLEAR = N_("“%(typed)s” cannot be read. Choose from ○ △ × － ？.")
SHOWN = 40  # characters of what was typed that an error repeats

# What can mean nothing else: signs of the same shape, and the five words themselves.
READ = {
    Value.IMPLEMENTED: ("○", "〇", "◯", "実施", "implemented"),
    Value.PARTIAL: ("△", "一部実施", "partlyimplemented"),
    Value.NOT_IMPLEMENTED: ("×", "✕", "✖", "╳", "☓", "未実施", "notimplemented"),
    Value.NOT_APPLICABLE: (*"-−‐‑‒–—―ー─━", "該当なし", "notapplicable"),
    Value.UNKNOWN: ("?", "わからない", "notknown"),
}
# What is probably meant. Not taken by itself: a person says yes to it.
PROBABLY = {
    Value.IMPLEMENTED: (
        "o",
        "0",
        "まる",
        "マル",
        "丸",
        "◎",
        "●",
        "⭕",
        "はい",
        "済",
        "実施済",
        "yes",
    ),
    Value.PARTIAL: ("▲", "▵", "δ", "∆", "さんかく", "サンカク", "三角", "一部"),
    Value.NOT_IMPLEMENTED: ("x", "✗", "✘", "❌", "ばつ", "バツ", "ぺけ", "ペケ", "いいえ", "no"),
    Value.NOT_APPLICABLE: ("一", "なし", "無し", "無", "該当無し", "非該当", "対象外", "n/a", "na"),
    Value.UNKNOWN: ("不明", "未確認", "わかりません", "分からない", "unknown"),
}


class Unclear(Invalid):
    """No answer that can be read; `probably` is what may have been meant."""

    def __init__(self, typed: str, probably: Value | None):
        super().__init__(UNCLEAR, field="answer", typed=typed[:SHOWN])
        self.probably = probably


def plain(text: str) -> str:
    """Full-width and half-width, capitals and spaces make no difference."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _spellings(table: dict[Value, tuple[str, ...]]) -> dict[str, Value]:
    return {plain(spelling): value for value, all_of in table.items() for spelling in all_of}


KNOWN, GUESSED = _spellings(READ), _spellings(PROBABLY)


def read_mark(typed: str) -> Value:
    """The answer; also 「○ 実施」, sign and word of the same."""
    text = plain(typed)
    value = KNOWN.get(text)
    if value is None and text and KNOWN.get(text[0]) == KNOWN.get(text[1:]):
        value = KNOWN.get(text[0])
    if value is None:
        raise Unclear(typed, GUESSED.get(text))
    return value
