"""Before every request: who is asking, and does the permission scheme open this page to them."""

from flask import flash, g, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import LoginManager, UserMixin
from werkzeug.exceptions import SecurityError
from werkzeug.local import LocalProxy

from secaudit.access.guard import Actor
from secaudit.access.matrix import ANYBODY, MAY, ROUTES
from secaudit.accounts import actions
from secaudit.calendar import clock
from secaudit.errors import Forbidden, Missing, N_

current: Actor = LocalProxy(lambda: g.actor)  # type: ignore[assignment]


class Visitor(UserMixin):
    """What Flask-Login calls the user."""

    def __init__(self, actor: Actor):
        self.actor = actor

    def get_id(self) -> str:
        return str(self.actor.person)


def ask_who_it_is():
    """Unlisted pages open for nobody; open ones for all; the rest as the scheme says."""
    if isinstance(request.routing_exception, SecurityError):
        raise request.routing_exception
    if request.endpoint is None:
        return None if g.actor else _to_sign_in()
    deed = ROUTES.get(request.endpoint)
    if deed is None:
        raise Missing()
    if deed == ANYBODY:
        return None
    if g.actor is None:
        return _to_sign_in()
    if not g.actor.may(deed):
        g.roles_needed = [role.label for role in MAY[deed]]
        raise Forbidden(N_("Your role does not allow this."))
    return None


def _to_sign_in():
    if request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json":
        return {"error": _("You have been signed out. Sign in again; what you wrote is kept.")}, 401
    session["then"] = _this_page()
    if session.get("over"):
        flash(_("You have been signed out. Sign in again; what you wrote is kept."), "warning")
    return redirect(url_for("accounts.sign_in"))


def needs_step_up():
    """A redirect to the password question, if it was answered too long ago; else None."""
    if actions.stale(session.row, clock.real_now()):  # type: ignore[attr-defined]
        session["then"] = _this_page()
        return redirect(url_for("accounts.step_up"))
    return None


def opens(endpoint: str) -> bool:
    """Whether the permission scheme opens that page to whoever asks."""
    deed = ROUTES.get(endpoint)
    return deed == ANYBODY or bool(deed and g.actor and g.actor.may(deed))


def _this_page() -> str:
    """Where the person is: the page itself, or the page whose form they sent."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    referrer = request.referrer or ""
    return (
        "/" + referrer.removeprefix(request.host_url)
        if referrer.startswith(request.host_url)
        else "/"
    )


def init_app(app):
    manager = LoginManager(app)
    manager.session_protection = None
    manager.request_loader(lambda _request: Visitor(g.actor) if g.get("actor") else None)
    app.before_request(ask_who_it_is)
    app.context_processor(lambda: {"actor": g.get("actor"), "opens": opens})
