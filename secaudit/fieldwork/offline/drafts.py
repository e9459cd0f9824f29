"""What was uploaded, on its way through the preview and back: signed, so that it returns as it was."""

from dataclasses import replace

from itsdangerous import BadSignature, URLSafeSerializer

from secaudit.errors import N_, Invalid
from secaudit.fieldwork.offline.columns import TYPED
from secaudit.fieldwork.offline.comparing import touched
from secaudit.fieldwork.offline.filled import Entry, Filled
from secaudit.fieldwork.offline.stamp import Base, Stamped
from secaudit.workbooks.cells import Fault

LARGEST = 1_900_000  # characters of a form field that the server still reads


def sealed(filled: Filled, digest: str, person: int | None, key: str) -> str:
    """Only the rows somebody wrote to; the others change nothing."""
    rows = [each for each in filled.entries if touched(each, filled)]
    values = [
        [filled.stamped.paper, person, digest],
        [_entry(each, filled.base(each.control)) for each in rows],
        [[each.sheet, each.address, each.message, each.params] for each in filled.faults],
    ]
    text = str(_serializer(key).dumps(values))
    if len(text) > LARGEST:
        raise Invalid(N_("There are too many rows to check at once. Split the file."), field="file")
    return text


def _entry(entry: Entry, base: Base) -> list:
    texts = [entry.texts[key] for key in TYPED]
    place = [entry.control, entry.sheet, entry.row, dict(entry.columns)]
    return [*place, texts, base.version, base.digest]


def opened(text: str, paper: int, person: int | None, key: str) -> tuple[Filled, str]:
    """The file and the digest that this person was shown for this paper."""
    try:
        about, rows, faults = _serializer(key).loads(text)
    except (BadSignature, ValueError) as error:
        raise _unreadable() from error
    if about[:2] != [str(paper), person]:
        raise _unreadable()
    bases = {row[0]: Base(*row[5:]) for row in rows}
    stamped = replace(Stamped(about[0]), bases=bases)
    entries = [_entry_again(*row[:5]) for row in rows]
    return Filled(stamped, entries, [Fault(*each) for each in faults]), about[2]


def _entry_again(control: str, sheet: str, row: int, columns: dict, texts: list[str]) -> Entry:
    return Entry(control, sheet, row, columns, dict(zip(TYPED, texts, strict=True)))


def _serializer(key: str) -> URLSafeSerializer:
    return URLSafeSerializer(key, salt="working paper")


def _unreadable() -> Invalid:
    return Invalid(N_("This preview cannot be used any more. Read the file again."))
