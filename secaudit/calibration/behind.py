"""The cells behind a line: what was declared, what an auditor found, and where that stands. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from secaudit.calibration.cells import Cell, Found, Way


@dataclass(frozen=True)
class Wanted:
    """Which cells; empty means all that chance drew."""

    unit: int | None = None
    chapter: str = ""
    way: str = Way.DRAWN


@dataclass(frozen=True)
class Behind:
    cells: list[Cell]  # that the reader may see, in official order
    hidden: int  # of audits that the reader has no part in


def behind(found: Found, wanted: Wanted, engagements: set[int] | None) -> Behind:
    """`engagements`: whose cells the reader may see; None: every audit's."""
    ranks = {sheet.unit: rank for rank, sheet in enumerate(found.sheets)}
    cells = sorted(_wanted(found.cells, wanted), key=lambda cell: ranks[cell.unit])
    shown = [
        cell for cell in cells
        if engagements is None or (cell.seen and cell.seen.engagement in engagements)
    ]  # fmt: skip
    return Behind(shown, len(cells) - len(shown))


def _wanted(cells: Iterable[Cell], wanted: Wanted) -> Iterable[Cell]:
    return (
        cell
        for cell in cells
        if cell.seen
        and cell.seen.way == wanted.way
        and wanted.unit in (None, cell.unit)
        and wanted.chapter in ("", cell.chapter)
    )
