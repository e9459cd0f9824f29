"""Before every request: who is asking, and does the permission scheme open this page to them."""

from flask import flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import LoginManager, UserMixin
from werkzeug.exceptions import SecurityError
from werkzeug.local import LocalProxy

from secaudit.access.guard import Actor
from secaudit.access.matrix import ANYBODY, MAY, ROUTES
from secaudit.accounts import actions, limits, logon, sessions
from secaudit.calendar import clock
from secaudit.errors import N_, Forbidden, Missing
from secaudit.web.problems import answer, said, typed
from secaudit.web.security_log import note

LONGEST_ADDRESS = 1000  # what a browser takes back in a cookie is 4,000 bytes in all
# What opens to somebody who must set up a second factor first.
BEFORE_SET_UP = {
    "accounts.second_factor_setup",
    "accounts.step_up",
    "accounts.sign_out",
    "accounts.keep_alive",
}

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
    if g.actor and logon.names_another(session.get("logon", "")):
        sessions.leave(session)  # type: ignore[arg-type]
        note("logon", "another person")
    if g.actor is None:
        return _to_sign_in()
    if not g.actor.may(deed):
        g.roles_needed = [role.label for role in MAY[deed]]
        raise Forbidden(N_("Your role does not allow this."))
    if request.endpoint not in BEFORE_SET_UP and actions.owes_second_factor(g.actor, g.account):
        return redirect(url_for("accounts.second_factor_setup"))
    return None


def _to_sign_in():
    if request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json":
        return {"error": _("You have been signed out. Sign in again; what you wrote is kept.")}, 401
    session["then"] = _this_page()
    if written := typed():
        return render_template("errors/signed_out.html", typed=written), 401
    if logon.named():
        return redirect(url_for("accounts.by_logon"))
    if session.pop("over", False):
        flash(_("You have been signed out. Sign in again; what you wrote is kept."), "warning")
    return redirect(url_for("accounts.sign_in"))


def needs_step_up():
    """A redirect to the password question, if it was answered too long ago; else None."""
    if actions.stale(sessions.here(), clock.real_now()):
        session["then"] = _this_page()
        return redirect(url_for("accounts.step_up"))
    return None


def opens(endpoint: str) -> bool:
    """Whether the permission scheme opens that page to whoever asks."""
    deed = ROUTES.get(endpoint)
    return deed == ANYBODY or bool(deed and g.actor and g.actor.may(deed))


def _this_page() -> str:
    """Where the person is: the page itself, or the page whose form they sent."""
    page = request.full_path.rstrip("?")
    if request.method != "GET":
        referrer, ours = request.referrer or "", request.host_url
        page = "/" + referrer.removeprefix(ours) if referrer.startswith(ours) else "/"
    return page if len(page) <= LONGEST_ADDRESS else "/"


def show_too_many(problem: limits.TooMany):
    """When to come back, also for scripts. What was typed is a number and secrets: nothing to keep."""
    note("sign-in", "limited", seconds=problem.seconds)
    wait = {"Retry-After": str(problem.seconds)} if problem.seconds else {}
    return (*answer(problem.status, "errors/refused.html", said(problem)), wait)


def init_app(app):
    manager = LoginManager(app)
    manager.session_protection = None
    manager.request_loader(lambda _request: Visitor(g.actor) if g.get("actor") else None)
    app.before_request(ask_who_it_is)
    app.register_error_handler(limits.TooMany, show_too_many)
    app.context_processor(lambda: {"actor": g.get("actor"), "opens": opens})
