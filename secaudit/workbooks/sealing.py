"""A preview on its way to the browser and back: signed, so that it returns as it was."""

from collections.abc import Sequence
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer

from secaudit.errors import N_, Invalid
from secaudit.workbooks.cells import Fault, TypedRow

LARGEST = 1_900_000  # characters of a form field that the server still reads


def sealed(values: Sequence[Any], key: str, kind: str) -> str:
    """Plain values as one text. `kind`: no preview of another kind is taken for this one."""
    text = str(URLSafeSerializer(key, salt=kind).dumps(values))
    if len(text) > LARGEST:
        raise Invalid(N_("There are too many rows to check at once. Split the file."), field="file")
    return text


def opened(text: str, about: Sequence[Any], key: str, kind: str) -> list[Any]:
    """The values, if they begin with what they are about; else Invalid."""
    try:
        values = URLSafeSerializer(key, salt=kind).loads(text)
    except (BadSignature, ValueError) as error:
        raise _unreadable() from error
    if values[: len(about)] != [*about]:
        raise _unreadable()
    return values[len(about) :]


def row_values(row: TypedRow) -> list[Any]:
    """As `TypedRow` takes them again."""
    return [row.control, row.sheet, row.row, dict(row.columns), dict(row.texts)]


def fault_values(fault: Fault) -> list[Any]:
    """As `Fault` takes them again."""
    return [fault.sheet, fault.address, fault.message, fault.params]


def _unreadable() -> Invalid:
    return Invalid(N_("This preview cannot be used any more. Read the file again."))
