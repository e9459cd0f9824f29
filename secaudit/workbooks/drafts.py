"""A workbook that was uploaded, on its way through the preview and back."""

from dataclasses import asdict

from secaudit.workbooks import sealing
from secaudit.workbooks.cells import Fault
from secaudit.workbooks.comparing import touched
from secaudit.workbooks.filled import Entry, Filled
from secaudit.workbooks.sealing import fault_values, row_values
from secaudit.workbooks.stamp import Base, Stamp, Stamped

KIND = "workbook"


def sealed(filled: Filled, digest: str, sheet: int, person: int | None, key: str) -> str:
    """Only the rows somebody wrote to; the others change nothing."""
    rows = [each for each in filled.entries if touched(each, filled.base(each.control))]
    values = [
        sheet,
        person,
        digest,
        asdict(filled.stamped.stamp),
        [[row_values(each), filled.base(each.control).cells] for each in rows],
        [fault_values(each) for each in filled.faults],
    ]
    return sealing.sealed(values, key, KIND)


def opened(text: str, sheet: int, person: int | None, key: str) -> tuple[Filled, str]:
    """The workbook and the digest that this person was shown for this sheet."""
    digest, stamp, rows, faults = sealing.opened(text, [sheet, person], key, KIND)
    entries = [Entry(*values) for values, _cells in rows]
    bases = {values[0]: Base.from_cells(cells) for values, cells in rows}
    stamped = Stamped(Stamp(**stamp), bases)
    return Filled(stamped, entries, [Fault(*each) for each in faults]), digest
