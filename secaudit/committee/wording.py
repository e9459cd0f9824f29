"""The words of a draft: what somebody wrote in the place of what the product says. Pure."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from secaudit.committee.kinds import Part
from secaudit.committee.plainly import plain, read
from secaudit.committee.snapshot import Snapshot
from secaudit.journal import canonical

# How many lines a list of the page takes where nobody chose otherwise.
ROWS = {Part.AGENDA: 5, Part.WORSE: 5, Part.FINDINGS: 3, Part.RESOLVED: 3, Part.AHEAD: 3}
MOST_ROWS = 20


@dataclass(frozen=True)
class Wording:
    texts: dict[str, dict[str, str]] = field(default_factory=dict)  # language → part → text
    rows: dict[str, int] = field(default_factory=dict)  # part → lines shown; the rest is counted
    agenda: tuple[str, ...] = ()  # keys of the matters chosen
    more: tuple[str, ...] = ()  # further matters, as they were typed
    note: str = ""  # 注記: what is not from the snapshot, with its source
    public_note: str = ""

    def text(self, language: str, part: Part) -> str | None:
        """What was written; None where the product's own sentences stand."""
        return self.texts.get(language, {}).get(part)

    def lines(self, part: Part) -> int:
        return self.rows.get(part, ROWS[part])


def first(snapshot: Snapshot) -> Wording:
    """Of a new draft: everything that waits for a decision is put before the committee."""
    return Wording(agenda=tuple(each.key for each in snapshot.matters))


def rewritten(
    wording: Wording, language: str, texts: dict[Part, str], generated: dict[Part, str]
) -> Wording:
    """With these texts. What reads as the product says it is not kept: its figures follow."""
    own = {part.value: text for part, text in texts.items() if text != generated[part]}
    return replace(wording, texts={**wording.texts, language: own})


def as_text(wording: Wording) -> str:
    return canonical.encode(plain(wording)).decode()


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def from_text(text: str) -> Wording:
    return read(Wording, json.loads(text))


def lines_of(text: str) -> Iterable[str]:
    return (line.strip() for line in text.splitlines() if line.strip())
