"""Documents of a paper, made of its snapshot and a draft. Needs an application context."""

from collections.abc import Iterator
from functools import lru_cache

from flask_babel import force_locale

from secaudit import __version__
from secaudit.committee import composing, formats, reading, wording
from secaudit.committee.actions import Document
from secaudit.committee.composing import Ordered
from secaudit.committee.formats import pdf
from secaudit.committee.kinds import Audience, Form, State
from secaudit.committee.meter import Meter
from secaudit.committee.models import CommitteeDraft, CommitteePaper
from secaudit.committee.pack import Pack
from secaudit.evidence import store
from secaudit.web.language import language

# What is kept when a paper is settled: in the language of the city, for both audiences.
KEPT = (Form.PAGE, Form.ANNEX, Form.WORKBOOK, Form.TEXT, Form.DATA)
KEPT_IN = "ja"


def ordered(
    paper: CommitteePaper,
    draft: CommitteeDraft,
    audience: Audience = Audience.INTERNAL,
    form: Form = Form.PAGE,
    state: State | None = None,
) -> Ordered:
    """That document of that draft; a draft that was settled is called so."""
    is_last = draft.number == paper.number
    found = state or (paper.state if is_last else State.DRAFT)
    return Ordered(paper.snapshot.hash, draft.hash, draft.number, found, audience, form)


def pack(draft: CommitteeDraft, wanted: Ordered) -> Pack:
    """In the language of the reader."""
    figures = reading.figures(wanted.snapshot_hash)
    return composing.pack(figures, reading.words(draft), wanted, __version__)


def document(draft: CommitteeDraft, wanted: Ordered) -> bytes:
    return formats.document(pack(draft, wanted))


def meter(paper: CommitteePaper, draft: CommitteeDraft) -> Meter:
    """Of the page for the committee, as it is set in the language of the reader."""
    return _meter(ordered(paper, draft), draft.wording, language())


@lru_cache(maxsize=64)
def _meter(wanted: Ordered, words: str, _language: str) -> Meter:
    """Setting takes a third of a second; the same figures and words are set once."""
    figures = reading.figures(wanted.snapshot_hash)
    return pdf.measure(composing.pack(figures, wording.from_text(words), wanted, __version__))


def name_of(wanted: Ordered, day: str) -> str:
    label = "final" if wanted.state == State.FINAL else f"draft{wanted.number}"
    return f"committee-{day}-{label}-{wanted.audience.value}-{wanted.form.value}"


def keep(paper: CommitteePaper, draft: CommitteeDraft) -> list[Document]:
    """Every document as it will be settled, in the store under its hash."""
    with force_locale(KEPT_IN):
        return list(_kept(paper, draft))


def _kept(paper: CommitteePaper, draft: CommitteeDraft) -> Iterator[Document]:
    for audience in Audience:
        for form in KEPT:
            wanted = ordered(paper, draft, audience, form, State.FINAL)
            content = document(draft, wanted)
            yield Document(audience, form, KEPT_IN, store.keep(content), len(content))
