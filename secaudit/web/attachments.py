"""Files that a page hands out, to keep and never to show."""

from urllib.parse import quote

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
    response.headers.set("Content-Disposition", "attachment", **_said(name))
    return response


def _said(name: str) -> dict[str, str]:
    """A header is Latin: a Japanese name is said encoded (RFC 8187), beside what of it is ASCII."""
    latin = name.encode("ascii", "ignore").decode()
    return {"filename": latin} | ({} if latin == name else {"filename*": f"UTF-8''{quote(name)}"})
