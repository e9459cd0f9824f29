"""What every answer carries so that browsers protect the reader, and which requests are not heard."""

import re
from urllib.parse import urlsplit

from flask import abort, current_app, g, request
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFError
from flask_wtf.form import _Auto
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import BadRequest

from secaudit.web import formtoken, problems
from secaudit.web.security_log import note

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; "
        "frame-ancestors 'none'; form-action 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
YEAR = 365 * 24 * 3600
CHANGING = {"POST", "PUT", "PATCH", "DELETE"}
# What nobody types: control characters but for tab and line ends, halves of characters, NUL.
UNREADABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
LARGEST = 2**53 - 1  # the largest number that the journal takes
DEEPEST = 20


def refuse_without_database() -> None:
    """Who is asking could not be found out: said before anything is judged by it."""
    if "fault" in g:
        raise g.fault


def refuse_other_sites() -> None:
    """A change that another site's page sent is none of ours, token or not."""
    if request.method not in CHANGING or request.routing_exception is not None:
        return
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site in ("cross-site", "same-site") or (origin and not is_ours(origin)):
        note("cross-site", "refused", origin=origin or "", site=site or "")
        abort(403)


def is_ours(origin: str) -> bool:
    """Whether the page that sent it came from the host it was sent to, or from the address we have."""
    try:
        host = urlsplit(origin).netloc
    except ValueError:
        return False
    return host in (request.host, urlsplit(current_app.config["BASE_URL"]).netloc)


def limit_forms() -> None:
    """Only files may be as large as MAX_CONTENT_LENGTH. (A form without files is read in one piece.)"""
    if request.mimetype != "multipart/form-data":
        request.max_content_length = current_app.config["MAX_FORM_MEMORY_SIZE"]


def refuse_unreadable() -> None:
    """Text that cannot be read, or a number that cannot be kept, is refused before anybody uses it."""
    if request.routing_exception is not None:
        return
    if unreadable(request.path) or any(map(unreadable, _pairs(request.args))):
        raise BadRequest()
    if request.method in CHANGING:
        sent = (*_pairs(request.form), *(each.filename for each in request.files.values()))
        if any(map(unreadable, sent)) or (request.is_json and unfit(sent_json())):
            raise BadRequest()


def _pairs(values):
    for pair in values.items(multi=True):
        yield from pair


def unreadable(text: str | None) -> bool:
    return bool(text and UNREADABLE.search(text))


def sent_json() -> dict:
    """What a script sent: an object, or nothing."""
    try:
        sent = request.get_json() if request.get_data() else {}
    except RecursionError as error:
        raise BadRequest() from error
    if not isinstance(sent, dict):
        raise BadRequest()
    return sent


def unfit(value, depth: int = 0) -> bool:
    """Whether there is anything in it that no column takes."""
    if isinstance(value, str):
        return unreadable(value)
    if isinstance(value, int | float):
        return not abs(value) <= LARGEST
    if depth == DEEPEST and isinstance(value, list | dict):
        return True
    if isinstance(value, dict):
        return any(unreadable(key) or unfit(each, depth + 1) for key, each in value.items())
    return isinstance(value, list) and any(unfit(each, depth + 1) for each in value)


class FormsOnly(FlaskForm.Meta):
    """A form's fields expect text, so JSON is never read as a form."""

    csrf_class = formtoken.Both

    def wrap_formdata(self, form, formdata):
        if formdata is not _Auto or request.form or request.files:
            return super().wrap_formdata(form, formdata)
        return ImmutableMultiDict() if request.method in CHANGING else None


def protect(response):
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint == "static" and response.status_code in (200, 304):
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    else:
        response.headers["Cache-Control"] = "no-store"
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers["Strict-Transport-Security"] = f"max-age={YEAR}"
    return response


def note_refusal(response):
    """Closed pages, and things that are missing or not for this person's eyes."""
    if response.status_code == 403:
        note("access", "forbidden", endpoint=request.endpoint or "")
    elif response.status_code == 404 and request.endpoint and g.get("actor"):
        note("access", "missing", endpoint=request.endpoint)
    return response


def show_csrf(error: CSRFError):
    note("form token", "refused", reason=error.description or "")
    return problems.show_http_error(error)


def init_app(app):
    FlaskForm.Meta = FormsOnly
    formtoken.init_app(app)
    app.before_request(refuse_without_database)
    app.before_request(refuse_other_sites)
    app.before_request(limit_forms)
    app.before_request(refuse_unreadable)
    app.after_request(note_refusal)
    app.after_request(protect)
    app.register_error_handler(CSRFError, show_csrf)
