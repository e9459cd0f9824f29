"""Names and codes as people type them, and as they are kept."""

import re
import unicodedata

from secaudit.errors import N_, Invalid

CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*", re.ASCII)
# Control characters, and those that turn the direction of what follows.
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def line(typed: str, field: str, longest: int, needed: bool = False) -> str:
    """One line of text: NFC, trimmed, nothing unseen in it, short enough for its column."""
    text = unicodedata.normalize("NFC", UNSEEN.sub(" ", typed or "")).strip()
    if needed and not text:
        raise Invalid(N_("Fill this in."), field=field)
    if len(text) > longest:
        raise Invalid(
            N_("Up to %(limit)s characters; these are %(count)s."),
            field=field,
            limit=longest,
            count=len(text),
        )
    return text


def code(typed: str, field: str, longest: int = 20) -> str:
    """A code or number with its leading zeros; full-width letters and digits are the same ones."""
    text = line(unicodedata.normalize("NFKC", typed or ""), field, longest, needed=True)
    if not CODE.fullmatch(text):
        raise Invalid(N_("Only letters A to Z, digits, full stops and hyphens."), field=field)
    return text


def mail(typed: str, field: str, longest: int = 160) -> str:
    """An address, or nothing."""
    text = line(unicodedata.normalize("NFKC", typed or ""), field, longest)
    if text and not re.fullmatch(r"[^@\s<>\"',;]+@[^@\s<>\"',;]+", text):
        raise Invalid(N_("Write the address as name@example.lg.jp."), field=field)
    return text


def folded(text: str) -> str:
    """For searching: half and full width, capitals, hiragana and katakana, spaces are alike."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(plain.translate(HIRAGANA).split())


HIRAGANA = {katakana: katakana - 0x60 for katakana in range(ord("ァ"), ord("ヶ") + 1)}
