"""What was uploaded, on its way through the preview and back: signed, so that it comes back as it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from itsdangerous import BadSignature, URLSafeSerializer

from secaudit.errors import N_, Invalid
from secaudit.web.spreadsheets import Row

LARGEST = 1_900_000  # characters of a form field that the server still reads


@dataclass(frozen=True)
class Upload:
    """The rows of a file with what it is for."""

    what: str  # units, people
    on: date
    complete: bool
    rows: Sequence[Row]
    digest: str = ""


def sealed(upload: Upload, person: int | None, key: str) -> str:
    rows = [[row.number, *row.cells] for row in upload.rows]
    values = [upload.what, person, upload.on.isoformat(), upload.complete, upload.digest, rows]
    text = _serializer(key).dumps(values)
    if len(text) > LARGEST:
        raise Invalid(N_("There are too many rows to check at once. Split the file."), field="file")
    return str(text)


def opened(text: str, what: str, person: int | None, key: str) -> Upload:
    """The upload that this person was shown."""
    try:
        of, whose, on, complete, digest, rows = _serializer(key).loads(text)
    except (BadSignature, ValueError) as error:
        raise _unreadable() from error
    if (of, whose) != (what, person):
        raise _unreadable()
    kept = [Row(number, tuple(cells)) for number, *cells in rows]
    return Upload(what, date.fromisoformat(on), complete, kept, digest)


def _serializer(key: str) -> URLSafeSerializer:
    return URLSafeSerializer(key, salt="intake")


def _unreadable() -> Invalid:
    return Invalid(N_("This preview cannot be used any more. Read the file again."))
