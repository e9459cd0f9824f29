"""Handing a file out: as something to be saved, never as a page. Whose right it is the caller knows."""

from io import BytesIO

from flask import Response, send_file

from secaudit.errors import Missing
from secaudit.evidence import store
from secaudit.evidence.models import Evidence

NEVER_A_PAGE = "default-src 'none'; sandbox"


def download(row: Evidence) -> Response:
    if not row.file_hash:
        raise Missing()
    response = send_file(
        BytesIO(store.read(row.file_hash)),
        mimetype=row.file_type,
        as_attachment=True,
        download_name=row.file_name,
        max_age=0,
    )
    response.headers["Content-Security-Policy"] = NEVER_A_PAGE
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
