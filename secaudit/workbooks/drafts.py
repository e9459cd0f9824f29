"""What was uploaded, on its way through the preview and back: signed, so that it returns as it was."""

from dataclasses import asdict

from itsdangerous import BadSignature, URLSafeSerializer

from secaudit.errors import N_, Invalid
from secaudit.workbooks.cells import Fault
from secaudit.workbooks.columns import TYPED
from secaudit.workbooks.comparing import touched
from secaudit.workbooks.filled import Entry, Filled
from secaudit.workbooks.stamp import Base, Stamp, Stamped

LARGEST = 1_900_000  # characters of a form field that the server still reads


def sealed(filled: Filled, digest: str, sheet: int, person: int | None, key: str) -> str:
    """Only the rows somebody wrote to; the others change nothing."""
    rows = [each for each in filled.entries if touched(each, filled.base(each.control))]
    values = [
        [sheet, person, digest],
        asdict(filled.stamped.stamp),
        [_entry(each, filled.base(each.control)) for each in rows],
        [[each.sheet, each.address, each.message, each.params] for each in filled.faults],
    ]
    text = str(_serializer(key).dumps(values))
    if len(text) > LARGEST:
        raise Invalid(N_("There are too many rows to check at once. Split the file."), field="file")
    return text


def _entry(entry: Entry, base: Base) -> list:
    texts = [entry.texts[key] for key in TYPED]
    return [entry.control, entry.sheet, entry.row, dict(entry.columns), texts, base.cells]


def opened(text: str, sheet: int, person: int | None, key: str) -> tuple[Filled, str]:
    """The workbook and the digest that this person was shown for this sheet."""
    try:
        about, stamp, entries, faults = _serializer(key).loads(text)
    except (BadSignature, ValueError) as error:
        raise _unreadable() from error
    if about[:2] != [sheet, person]:
        raise _unreadable()
    return Filled(
        Stamped(Stamp(**stamp), {each[0]: Base.from_cells(each[5]) for each in entries}),
        [_entry_again(*each[:5]) for each in entries],
        [Fault(*each) for each in faults],
    ), about[2]


def _entry_again(control: str, sheet: str, row: int, columns: dict, texts: list[str]) -> Entry:
    return Entry(control, sheet, row, columns, dict(zip(TYPED, texts, strict=True)))


def _serializer(key: str) -> URLSafeSerializer:
    return URLSafeSerializer(key, salt="workbook")


def _unreadable() -> Invalid:
    return Invalid(N_("This preview cannot be used any more. Read the file again."))
