"""Handing a file out: as something to be saved, never as a page. Whose right it is the caller knows."""

from io import BytesIO

from flask import Flask, Response, send_file

from secaudit.calendar import clock
from secaudit.errors import Missing
from secaudit.evidence import store
from secaudit.evidence.models import Evidence
from secaudit.evidence.rules import MEGABYTE, expired

NEVER_A_PAGE = "default-src 'none'; sandbox"


def init_app(app: Flask) -> None:
    app.add_template_filter(file_kind)
    app.add_template_filter(size)
    app.add_template_test(is_expired, "expired")


def file_kind(name: str) -> str:
    """PDF, XLSX …"""
    return name.rpartition(".")[2].upper()


def size(count: int) -> str:
    """In the unit that fits: 340 KB, 2.4 MB."""
    return f"{count / MEGABYTE:.1f} MB" if count >= MEGABYTE else f"{max(count // 1024, 1)} KB"


def is_expired(row: Evidence) -> bool:
    return expired(row.expires_on, clock.today())


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
