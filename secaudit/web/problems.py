"""How a refusal, a fault or a bug is shown: what happened, what to do, whom to call."""

import logging
import secrets
from collections.abc import Callable

from flask import g, jsonify, render_template, request
from flask_babel import gettext
from peewee import DatabaseError, DataError, InterfaceError
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException, SecurityError

from secaudit.database import db
from secaudit.disks import lacks_room
from secaudit.errors import N_, Conflict, Forbidden, Missing, Problem, Unavailable

log = logging.getLogger("secaudit")

UNAVAILABLE = N_("Nothing could be saved just now. What you typed is below; send it again.")
UNFIT = N_(
    "Something in it cannot be kept: a number too large or a text too long. Nothing changed."
)
BROKEN = N_("This page could not be shown.")
HTTP = {
    400: N_("The request was not understood. Go back, reload the page and try again."),
    404: N_("This page does not exist."),
    405: N_("This address does not take such a request."),
    413: N_("That is larger than can be taken. Send less at once."),
    429: N_("Too many attempts. Wait a little, then try again."),
}
SECRET = ("password", "token", "code", "secret")


def wants_json() -> bool:
    """Whether a script asked, rather than a person."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return best == "application/json"


def said(problem: Problem) -> str:
    """The problem in the reader's language."""
    return gettext(problem.message, **problem.params)


def answer(status: int, template: str, message: str, **context):
    if wants_json():
        return jsonify(error=message, **context.pop("json", {})), status
    context.pop("json", None)
    return render_template(template, message=message, status=status, **context), status


# Asked before a refusal is shown; the first that has another answer gives it.
before_refusing: list[Callable] = []


def show_problem(problem: Problem):
    if other := next((instead for ask in before_refusing if (instead := ask())), None):
        return other
    if isinstance(problem, Missing):
        return answer(404, "errors/http.html", gettext(HTTP[404]))
    if isinstance(problem, Forbidden):
        roles = g.get("roles_needed", ())
        return answer(403, "errors/forbidden.html", said(problem), roles=roles, typed=typed())
    if isinstance(problem, Conflict):
        return answer(
            409,
            "errors/conflict.html",
            said(problem),
            theirs=problem.theirs,
            ours=problem.ours,
            json={"theirs": problem.theirs, "ours": problem.ours},
            typed=typed(),
        )
    return answer(problem.status, "errors/refused.html", said(problem), typed=typed())


def show_http_error(error: HTTPException):
    code = error.code or 500
    if code < 400 or isinstance(error, SecurityError):  # another host's name: no page of ours
        return error
    message = gettext(HTTP.get(code, HTTP[400] if code < 500 else BROKEN))
    page = "errors/forbidden.html" if code == 403 else "errors/http.html"
    if code == 403:
        message = gettext("Your role does not allow this.")
    result = answer(code, page, message, roles=g.get("roles_needed", ()), reference="")
    response = error.get_response()
    if retry := response.headers.get("Retry-After"):
        return (*result, {"Retry-After": retry})
    return result


def show_unavailable(error: Exception):
    """The database is full, locked or away. The connection is given up: the next one starts anew."""
    g.fault = error  # nothing more is written for this request
    reference = note_unavailable(error)
    text = gettext(UNAVAILABLE)
    result = answer(503, "errors/unavailable.html", text, typed=typed(), reference=reference)
    return (*result, {"Retry-After": "10"})


def show_no_disk(error: OSError):
    """The disk takes nothing: what was typed is not lost. Anything else is a bug of ours."""
    return show_unavailable(error) if lacks_room(error) else show_bug(error)


def note_unavailable(error: Exception) -> str:
    """Log why, give the connection up, and return the number under which it is in the log."""
    reference = secrets.token_hex(4)
    log.error("database unavailable %s: %s", reference, true_cause(error))
    forget_connection()
    return reference


def show_unfit(error: Exception):
    """A value that no column takes and no form stopped: refused, and noted for whoever mends the form."""
    log.error("unfit value at %s: %s", request.path, true_cause(error))
    forget_connection()
    return answer(400, "errors/refused.html", gettext(UNFIT), typed=typed())


def show_bug(error: Exception):
    reference = secrets.token_hex(4)
    log.error("unexpected %s at %s", reference, request.path, exc_info=error)
    forget_connection()
    return answer(500, "errors/http.html", gettext(BROKEN), reference=reference)


def true_cause(error: BaseException) -> str:
    """peewee may report a failed rollback instead of the full disk that caused it."""
    causes = [repr(error)]
    while (error := error.__context__ or error.__cause__) and len(causes) < 8:  # type: ignore[assignment]
        causes.append(repr(error))
    return " <- ".join(causes)


def forget_connection() -> None:
    try:
        if not db.is_closed():
            (getattr(db, "manual_close", None) or db.close)()
    except Exception as error:  # noqa: BLE001 - the connection is broken anyway; say so and go on
        log.warning("closing the connection: %r", error)


def typed() -> list[tuple[str, str]]:
    """What the person had typed, so that nothing is lost; never passwords."""
    if request.method == "GET":
        return []
    return [
        (name, value)
        for name, value in _sent().items(multi=True)
        if value.strip() and not any(word in name.lower() for word in SECRET)
    ]


def _sent():
    """The form as far as it could be read: a large one needs room on the disk as well."""
    try:
        return request.form
    except OSError:
        return MultiDict()


def file_came_along() -> bool:
    """A file is not sent back to whoever sent it: it has to be chosen again."""
    if request.mimetype != "multipart/form-data":
        return False
    try:
        return any(each.filename for each in request.files.values())
    except OSError:  # it was larger than the room there is
        return True


def sent_again() -> list[tuple[str, str]]:
    """The fields with which the same form can be sent once more; none where that would not do."""
    fields = list(_sent().items(multi=True))
    if file_came_along() or any(_is_secret(name) and value for name, value in fields):
        return []
    return [(name, value) for name, value in fields if name != "csrf_token"]


def _is_secret(name: str) -> bool:
    return name != "csrf_token" and any(word in name.lower() for word in SECRET)


def init_app(app):
    app.jinja_env.globals.update(file_came_along=file_came_along, sent_again=sent_again)
    app.register_error_handler(Problem, show_problem)
    app.register_error_handler(Unavailable, show_unavailable)
    app.register_error_handler(OSError, show_no_disk)
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(DatabaseError, show_unavailable)
    app.register_error_handler(InterfaceError, show_unavailable)
    app.register_error_handler(DataError, show_unfit)
    app.register_error_handler(OverflowError, show_unfit)
    app.register_error_handler(Exception, show_bug)
