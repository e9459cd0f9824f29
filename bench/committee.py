"""The paper for the committee: figures frozen, and the whole pack set from them."""

from collections.abc import Callable, Iterator

from secaudit import __version__
from secaudit.calendar import clock
from secaudit.committee import wording
from secaudit.committee.composing import Ordered, pack
from secaudit.committee.formats import document
from secaudit.committee.gathering import gathered
from secaudit.committee.kinds import Form
from secaudit.committee.snapshot import Snapshot, as_bytes, hash_of
from secaudit.selfcheck.models import Period


def made(of: Period, every: list[Period]) -> Iterator[tuple[str, Callable[[], int]]]:
    """Rows of the table: what is done, and how; each answers how many bytes it made."""
    figures = gathered(of, every, clock.now(), None)
    yield (
        "committee: freeze the figures",
        lambda: len(as_bytes(gathered(of, every, clock.now(), None))),
    )
    for name, form in (("PDF with annexes", Form.PACK), ("Excel", Form.WORKBOOK)):
        yield f"committee pack ({name})", lambda form=form: len(written(figures, form))


def written(figures: Snapshot, form: Form) -> bytes:
    words = wording.first(figures)
    hashes = hash_of(as_bytes(figures)), wording.hash_of(wording.as_text(words))
    return document(pack(figures, words, Ordered(*hashes, form=form), __version__))
