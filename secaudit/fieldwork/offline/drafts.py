"""A working paper that was uploaded, on its way through the preview and back."""

from secaudit.fieldwork.offline.comparing import touched
from secaudit.fieldwork.offline.filled import Entry, Filled
from secaudit.fieldwork.offline.stamp import Base, Stamped
from secaudit.workbooks import sealing
from secaudit.workbooks.cells import Fault
from secaudit.workbooks.sealing import fault_values, row_values

KIND = "working paper"


def sealed(filled: Filled, digest: str, person: int | None, key: str) -> str:
    """Only the rows somebody wrote to; the others change nothing."""
    rows = [each for each in filled.entries if touched(each, filled)]
    bases = [filled.base(each.control) for each in rows]
    values = [
        filled.stamped.paper,
        person,
        digest,
        [
            [row_values(row), [base.version, base.digest]]
            for row, base in zip(rows, bases, strict=True)
        ],
        [fault_values(each) for each in filled.faults],
    ]
    return sealing.sealed(values, key, KIND)


def opened(text: str, paper: int, person: int | None, key: str) -> tuple[Filled, str]:
    """The file and the digest that this person was shown for this paper."""
    digest, rows, faults = sealing.opened(text, [str(paper), person], key, KIND)
    entries = [Entry(*values) for values, _base in rows]
    bases = {values[0]: Base(*base) for values, base in rows}
    return Filled(
        Stamped(str(paper), bases=bases), entries, [Fault(*each) for each in faults]
    ), digest
