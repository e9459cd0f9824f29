"""Addresses: numbers in them, the way back, and static files with their version."""

import re
from functools import cache
from hashlib import sha256
from urllib.parse import urlsplit

from flask import current_app, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import BaseConverter

from secaudit.resources import PACKAGE

ROW_NUMBER = "[1-9][0-9]{0,8}"  # as large as every database takes


class IdConverter(BaseConverter):
    """A row's number: ASCII digits, from 1. Else 404."""

    regex = ROW_NUMBER

    def to_python(self, value: str) -> int:
        return int(value)


def row_number(text: str | None) -> int | None:
    """What stands behind the question mark of an address, or was typed, as a row's number; None for
    what cannot be one."""
    return int(text) if text and re.fullmatch(ROW_NUMBER, text) else None


def own_address(address: str) -> str:
    """The address if it is a page of ours that may be opened; else home.

    Browsers read `/\\host` and `//host` as another host; only what our own routes match is kept.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return url_for("home.show")
    if parts.scheme or parts.netloc or not address.startswith("/") or "\\" in address:
        return url_for("home.show")
    try:
        current_app.create_url_adapter(request).match(parts.path, method="GET")  # type: ignore[union-attr]
    except HTTPException:
        return url_for("home.show")
    return parts.path + (f"?{parts.query}" if parts.query else "")


@cache
def _version(name: str) -> str:
    return sha256((PACKAGE / "static" / name).read_bytes()).hexdigest()[:12]


def asset(name: str) -> str:
    """A static file's address; it changes when the file does, so it may be kept for a year."""
    return url_for("static", filename=name, v=_version(name))


def init_app(app):
    app.url_map.converters["id"] = IdConverter
    app.jinja_env.globals["asset"] = asset
