"""A list to take along, as Excel or CSV."""

from flask import Response, abort

from secaudit.calendar import clock
from secaudit.journal.actions import Author, record, transaction
from secaudit.web.language import language
from secaudit.web.spreadsheets import Table, as_csv, as_xlsx

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def handed_out(name: str, table: Table, kind: str, by: Author) -> Response:
    """The list of this name in that format, with the journal's entry of who took it; 400 where there
    is no such format."""
    if kind not in TYPES:
        abort(400)
    at = clock.now()
    content = (
        as_csv(table) if kind == "csv" else as_xlsx([table], at, {"title": table.title}, language())
    )
    with transaction():
        record(by, f"export.{name}", name, [], at=at, format=kind)
    response = Response(content, mimetype=TYPES[kind])
    response.headers.set("Content-Disposition", "attachment", filename=f"secaudit-{name}.{kind}")
    return response
