"""What a file is: made of the figures it names, altered, of figures nobody knows, or no paper."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import force_locale

from secaudit import __version__
from secaudit.committee import composing, formats, reading, wording
from secaudit.committee.composing import Ordered
from secaudit.committee.kinds import Audience, Form, State
from secaudit.committee.stamp import NAME, Stamp, found
from secaudit.committee.verifying.pdf_text import NotReadable
from secaudit.committee.verifying.places import PLACES, figures, kind_of, texts
from secaudit.committee.verifying.written import written
from secaudit.errors import N_, Missing

MOST = 50  # differences that are told


class Finding(StrEnum):
    SAME = "same"
    SETTLED = "settled"
    OTHER_VERSION = "same content, other version"
    BYTES = "altered bytes"
    WORDS = "altered words"
    FIGURES = "altered figures"
    DAMAGED = "damaged"
    NO_FIGURES = "unknown snapshot"
    NO_WORDS = "unknown words"
    NEVER = "never this draft"
    NOT_OURS = "not a paper"
    HERE = "altered here"

    @property
    def label(self) -> str:
        return FINDINGS[self]

    @property
    def code(self) -> int:
        """Of the command: 0 as it was made, 1 altered, 3 unknown, 4 something else."""
        return CODES.get(self, 1)


FINDINGS = {
    Finding.SAME: N_("It was made of these figures and words, and not a byte is different."),
    Finding.SETTLED: N_("It is a document that was settled, and not a byte is different."),
    Finding.OTHER_VERSION: N_(
        "Every figure and word is that of the snapshot. Another version of the product wrote the"
        " file, so its bytes are not compared."
    ),
    Finding.BYTES: N_("The file was altered, but every figure and word is that of the snapshot."),
    Finding.WORDS: N_("Words were altered; every figure is that of the snapshot."),
    Finding.FIGURES: N_("Figures were altered."),
    Finding.DAMAGED: N_("The file was altered so that it can no longer be compared."),
    Finding.NO_FIGURES: N_("The figures it names were never frozen here."),
    Finding.NO_WORDS: N_("The figures are known here, but the words it names are not."),
    Finding.NEVER: N_(
        "Figures and words are known here, but they were never this draft, or it was not settled as it says."
    ),
    Finding.HERE: N_(
        "The figures kept here are no longer those that were frozen: nothing can be said of the file."
    ),
    Finding.NOT_OURS: N_("This file is not a document of a paper for the committee."),
}
CODES = {
    Finding.SAME: 0,
    Finding.SETTLED: 0,
    Finding.OTHER_VERSION: 0,
    Finding.NO_FIGURES: 3,
    Finding.NO_WORDS: 3,
    Finding.NOT_OURS: 4,
    Finding.HERE: 5,
}


@dataclass(frozen=True)
class Difference:
    place: str
    made: str  # what the figures and words give
    there: str  # what stands in the file

    @property
    def in_figures(self) -> bool:
        return figures(self.made) != figures(self.there)


@dataclass(frozen=True)
class Verdict:
    finding: Finding
    sha256: str
    stamp: Stamp | None = None
    differences: tuple[Difference, ...] = ()
    total: int = 0  # of differences, also those not listed


def judge(content: bytes) -> Verdict:
    """Needs an application context: snapshots and words are looked up by their hashes."""
    digest = hashlib.sha256(content).hexdigest()
    kind = kind_of(content)
    told = texts(content, kind) if kind else ""
    stamp = found(told)
    if reading.settled(digest):
        return Verdict(Finding.SETTLED, digest, stamp)
    if stamp is None or kind is None:
        return Verdict(Finding.DAMAGED if NAME in told else Finding.NOT_OURS, digest)
    made = again(stamp)
    if isinstance(made, Finding):
        return Verdict(made, digest, stamp)
    return compared(content, made, kind, stamp, digest)


def again(stamp: Stamp) -> bytes | Finding:
    """The document as these figures and words give it; or what of them is not known."""
    try:
        of = reading.figures(stamp.snapshot)
    except Missing:
        return Finding.NO_FIGURES
    except reading.AlteredHere:
        return Finding.HERE
    drafts = written(stamp.words)
    if not drafts:
        return Finding.NO_WORDS
    if not any(each.is_of(stamp) for each in drafts):
        return Finding.NEVER
    try:
        wanted = ordered(stamp)
    except ValueError:
        return Finding.DAMAGED
    with force_locale("en" if stamp.language == "en" else "ja"):
        words = wording.from_text(drafts[0].wording)
        return formats.document(composing.pack(of, words, wanted, stamp.product))


def ordered(stamp: Stamp) -> Ordered:
    state = State.FINAL if stamp.state == "final" else State.DRAFT
    audience, form = Audience(stamp.audience), Form(stamp.form)
    return Ordered(stamp.snapshot, stamp.words, stamp.number, state, audience, form)


def compared(content: bytes, made: bytes, kind: str, stamp: Stamp, digest: str) -> Verdict:
    if content == made:
        return Verdict(Finding.SAME, digest, stamp)
    try:
        different = list(differences(made, content, kind))
    except NotReadable:
        return Verdict(Finding.DAMAGED, digest, stamp)
    return Verdict(_found(different, stamp), digest, stamp, tuple(different[:MOST]), len(different))


def _found(different: list[Difference], stamp: Stamp) -> Finding:
    if any(each.in_figures for each in different):
        return Finding.FIGURES
    if different:
        return Finding.WORDS
    return Finding.BYTES if stamp.product == __version__ else Finding.OTHER_VERSION


def differences(made: bytes, there: bytes, kind: str) -> Iterator[Difference]:
    """By place, in the order of what was made; then what should not be there at all."""
    before, after = PLACES[kind](made), PLACES[kind](there)
    for place in dict.fromkeys([*before, *after]):
        if before.get(place) != after.get(place):
            yield Difference(place, before.get(place, ""), after.get(place, ""))
