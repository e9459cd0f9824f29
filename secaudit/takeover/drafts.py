"""The workbook on its way through the pages: signed, so that it comes back as it was read."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date

from itsdangerous import BadSignature, URLSafeSerializer

from secaudit.errors import N_, Invalid
from secaudit.takeover.columns import Columns
from secaudit.web.spreadsheets import Row

LARGEST = 1_900_000  # characters of a form field that the server still reads

TOO_LARGE = N_("There are too many rows to check at once. Split the file.")
NOT_READABLE = N_("This preview cannot be used any more. Read the file again.")


@dataclass(frozen=True)
class Draft:
    """What is known so far."""

    year: int
    on: date
    label: str
    rows: Sequence[Row]
    columns: Columns = field(default_factory=Columns)
    words: dict[str, str] = field(default_factory=dict)  # word → answer, or - for none

    def sealed(self, person: int | None, key: str) -> str:
        rows = [[row.number, *row.cells] for row in self.rows]
        said = [self.year, self.on.isoformat(), self.label, asdict(self.columns), self.words]
        text = str(URLSafeSerializer(key, salt="takeover").dumps([person, *said, rows]))
        if len(text) > LARGEST:
            raise Invalid(TOO_LARGE, field="file")
        return text

    def with_(self, **more) -> "Draft":
        return replace(self, **more)


def opened(text: str, person: int | None, key: str) -> Draft:
    """The draft that this person was shown."""
    try:
        whose, year, on, label, columns, words, rows = URLSafeSerializer(key, salt="takeover").loads(text)  # fmt: skip
    except (BadSignature, ValueError) as error:
        raise Invalid(NOT_READABLE) from error
    if whose != person:
        raise Invalid(NOT_READABLE)
    kept = [Row(number, tuple(cells)) for number, *cells in rows]
    return Draft(year, date.fromisoformat(on), label, kept, Columns(**columns), words)
