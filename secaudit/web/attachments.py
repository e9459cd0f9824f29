"""Files that a page hands out, to keep and never to show."""

from flask import Response

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "md": "text/markdown; charset=utf-8",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


def attached(content: bytes | str, name: str) -> Response:
    """The content as a file of this name; its ending says what it is."""
    response = Response(content, mimetype=TYPES[name.rpartition(".")[2]])
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
