"""A list to take along, as Excel or CSV."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Response, abort

from secaudit.calendar import clock
from secaudit.journal.actions import Author, record, transaction
from secaudit.web.attachments import attached
from secaudit.web.language import language
from secaudit.web.spreadsheets import Table, as_csv, as_xlsx

WRITERS: dict[str, Callable[[Table, datetime], bytes]] = {
    "csv": lambda table, at: as_csv(table),
    "xlsx": lambda table, at: as_xlsx([table], at, {"title": table.title}, language()),
}


def handed_out(
    name: str, table: Table, kind: str, by: Author, *, year: int | None = None
) -> Response:
    """The list of this name in that format, with the journal's entry of who took how much of it;
    400 where there is no such format. `year`: the fiscal year, of a list that has one."""
    if kind not in WRITERS:
        abort(400)
    at = clock.now()
    content = WRITERS[kind](table, at)
    details: dict[str, Any] = {"format": kind, "rows_out": len(table.rows)}
    with transaction():
        record(by, f"export.{name}", name, at=at, **details | ({"year": year} if year else {}))
    return attached(
        content, f"secaudit-{name}-{year}.{kind}" if year else f"secaudit-{name}.{kind}"
    )
