"""Pages travel compressed: a section of the self-check is a fifth as long.

A secret on a page could be guessed from compressed lengths (BREACH) only by a site that makes the
reader's browser ask for pages with their cookie; SameSite and the refusal of other sites' requests
keep it from that.
"""

import gzip
from functools import lru_cache

from flask import request

WORTH_IT = 1000  # bytes
TEXTS = ("text/", "application/json", "application/javascript", "image/svg+xml")
LEVEL = 5


def compress(response):
    if not _wanted(response):
        return response
    response.headers.add("Vary", "Accept-Encoding")
    response.direct_passthrough = False
    source, body = response.response, response.get_data()
    if hasattr(source, "close"):  # a file that was to be sent
        source.close()
    if len(body) >= WORTH_IT:
        response.set_data(_kept(body) if request.endpoint == "static" else _packed(body))
        response.headers["Content-Encoding"] = "gzip"
    return response


def _wanted(response) -> bool:
    """A page, an answer to a script, or a style sheet; no download, and none that is streamed."""
    return (
        response.status_code == 200
        and "gzip" in request.accept_encodings
        and response.mimetype.startswith(TEXTS)
        and (request.endpoint == "static" or not _is_file(response))
    )


def _is_file(response) -> bool:
    return response.is_streamed or "Content-Disposition" in response.headers


def _packed(body: bytes) -> bytes:
    return gzip.compress(body, LEVEL, mtime=0)


@lru_cache(maxsize=32)
def _kept(body: bytes) -> bytes:
    """Files that change with the product only are packed once."""
    return gzip.compress(body, 9, mtime=0)


def init_app(app):
    app.after_request(compress)
