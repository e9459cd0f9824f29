"""Is it UTF-8? If not, what is it likely to be, so that its author knows what to do."""

from secaudit.catalogue.problems import Problem
from secaudit.errors import N_

UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
JAPANESE = range(0x3040, 0xA000)  # kana and the common kanji

SAVE_AS_UTF8 = N_("Save it as UTF-8.")
LIKELY = {  # tried in this order
    "cp932": N_("The file is not UTF-8; it looks like Shift_JIS."),
    "euc_jp": N_("The file is not UTF-8; it looks like EUC-JP."),
}


def decoding_problem(data: bytes, file: str) -> Problem | None:
    """None for UTF-8, with or without a byte order mark."""
    if data.startswith(UTF16_MARKS) or b"\x00" in data[:4]:
        return Problem(file, 1, 1, N_("The file is not UTF-8; it looks like UTF-16."), SAVE_AS_UTF8)
    if b"\x1b$" in data:
        what = N_("The file is not UTF-8; it looks like ISO-2022-JP.")
        return Problem(file, *place(data, data.index(b"\x1b$")), what, SAVE_AS_UTF8)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return Problem(file, *place(data, error.start), guess(data), SAVE_AS_UTF8)
    return None


def place(data: bytes, index: int) -> tuple[int, int]:
    """Line and column, from 1, of a byte."""
    before = data[:index]
    line = before.rpartition(b"\n")[2].decode("utf-8", "replace")
    return before.count(b"\n") + 1, len(line.removeprefix("\ufeff")) + 1


def guess(data: bytes) -> str:
    for codec, what in LIKELY.items():
        if looks_japanese(data, codec):
            return what
    return N_("The file is not UTF-8.")


def looks_japanese(data: bytes, codec: str) -> bool:
    """Most of what is not ASCII is kana and kanji when it is read so."""
    try:
        text = data[:100_000].decode(codec)
    except UnicodeDecodeError as error:
        if error.start < 99_990:  # else a character that was cut in two
            return False
        text = data[: error.start].decode(codec)
    foreign = [ord(letter) for letter in text if not letter.isascii()]
    return sum(code in JAPANESE for code in foreign) * 2 > len(foreign)
