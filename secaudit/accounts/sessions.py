"""Sessions: one row a browser once signed in, a signed cookie before.

Before sign-in nothing is stored on the server: form token, language and the page asked for travel in
a signed cookie. Signing in starts a row with a fresh random id, of which only the hash is kept; it
ends at sign-out, disabling, password change, after the idle time and, whatever happens, after ten hours.
When the password is given again for something weighty, the row goes on under a new id.
"""

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import cast

from flask import g, session
from flask.sessions import SecureCookieSessionInterface, SessionInterface, SessionMixin
from itsdangerous import URLSafeTimedSerializer
from peewee import JOIN, DatabaseError, InterfaceError
from werkzeug.datastructures import CallbackDict

from secaudit.accounts.models import Account, Session
from secaudit.calendar import clock
from secaudit.organisation.settings import settings
from secaudit.people.models import Assignment, Person
from secaudit.people.reading import actor, in_force
from secaudit.prepared import Prepared, given
from secaudit.web.problems import note_unavailable

LONGEST = timedelta(hours=10)
SEEN_EVERY = timedelta(minutes=1)
STEP_UP_AFTER = timedelta(minutes=10)
LONGEST_TOKEN = 100
UNAVAILABLE = (DatabaseError, InterfaceError)
MARK = "s."  # a cookie that names a row; everything else is a signed one


class BrowserSession(CallbackDict, SessionMixin):
    """What Flask calls the session. `row` is None before sign-in."""

    def __init__(self, initial=None, row: Session | None = None, token: str = ""):
        super().__init__(initial, on_update=lambda _: self._touch())
        self.row, self.token = row, token
        self.modified = self.accessed = self.over = self.fresh = False

    def _touch(self) -> None:
        self.modified = self.accessed = True

    def signed_in(self) -> Session:
        """The row; only pages behind the sign-in ask for it."""
        assert self.row is not None, "nobody is signed in"
        return self.row

    def become(self, row: Session, token: str) -> None:
        """From now on this browser's session is that row, under a new name."""
        self.row, self.token, self.fresh, self.over = row, token, True, False

    def end(self) -> None:
        """The browser forgets the session with the answer."""
        self.clear()
        self.row, self.over = None, True


def digest(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def idle() -> timedelta:
    return timedelta(minutes=settings()["idle_minutes"])


def start(session: BrowserSession, person: Person, confirmed: bool = True, logon: str = "") -> None:
    """A new row for somebody who has just proved who they are; what was before is forgotten.

    `logon`: as whom the city's own logon named them. It says who sits there without asking, so by
    itself it confirms nothing: what is weighty asks for a proof first.
    """
    now, token = clock.real_now(), secrets.token_urlsafe(32)
    if session.row is not None:
        Session.delete().where(Session.id == session.row.id).execute()
    kept = {key: session[key] for key in ("language",) if key in session}
    session.clear()
    session.update(kept, csrf_token=secrets.token_hex(20), **({"logon": logon} if logon else {}))
    row = Session.create(
        token_hash=digest(token),
        person=person,
        created_at=now,
        seen_at=now,
        ends_at=now + LONGEST,
        confirmed_at=now if confirmed else now - STEP_UP_AFTER,
        data=dict(session),
    )
    session.become(row, token)


def leave(session: BrowserSession) -> None:
    """The session ends on both sides; who asked is nobody from here on."""
    Session.delete().where(Session.id == session.signed_in().id).execute()
    session.end()
    g.actor = None


def renew(session: BrowserSession) -> None:
    """The person has just proved again who they are: a new id, so that a copied cookie is left behind."""
    now, token = clock.real_now(), secrets.token_urlsafe(32)
    row = session.signed_in()
    Session.update(token_hash=digest(token), confirmed_at=now).where(Session.id == row.id).execute()
    session.become(row, token)


def _by_token():
    on = given("on")
    return (
        Session.select(Session, Person, Account, Assignment)
        .join(Person)
        .join(Account, on=Account.person == Person.id, attr="account")
        .join_from(
            Person,
            Assignment,
            JOIN.LEFT_OUTER,
            on=(Assignment.person == Person.id) & in_force(on),
            attr="held",
        )
        .where(
            (Session.token_hash == given("digest"))
            & ~Account.disabled
            & (Person.left_on.is_null() | (Person.left_on > on))
        )
        .order_by(Assignment.id)
    )


BY_TOKEN = Prepared(_by_token)


def find(token: str) -> Session | None:
    """The live session of that token with its person and their posts of today. One query."""
    rows = BY_TOKEN(digest=digest(token), on=clock.today())
    if not rows or is_over(rows[0]):
        return None
    session = rows[0]
    held = [row.person.held for row in rows if getattr(row.person, "held", None)]
    g.actor = actor(session.person, [each for each in held if each.id])
    g.account = session.person.account
    return session


def is_over(session: Session) -> bool:
    """Also one that was last seen long after now: it began while the machine's clock was ahead, and
    would otherwise last until then."""
    now = clock.real_now()
    return now >= session.ends_at or abs(now - session.seen_at) >= idle()


def end_all(person: Person | int, but: Session | None = None) -> int:
    """End every session of a person, or every other one."""
    query = Session.delete().where(Session.person == person)
    if but is not None:
        query = query.where(Session.id != but.id)
    return query.execute()


def sweep() -> None:
    """Forget sessions that have ended."""
    now = clock.real_now()
    over = (Session.ends_at < now) | ~Session.seen_at.between(now - idle(), now + idle())
    Session.delete().where(over).execute()


class Signed(SecureCookieSessionInterface):
    """What visitors carry before they sign in."""

    digest_method = staticmethod(sha256)


class Sessions(SessionInterface):
    """Reads and writes the one cookie."""

    def __init__(self):
        self.signed = Signed()

    def open_session(self, app, request) -> BrowserSession:
        g.actor = None
        value = request.cookies.get(self.get_cookie_name(app), "")
        if request.endpoint == "static":
            return BrowserSession()
        if value.startswith(MARK):
            return self._open_row(value.removeprefix(MARK))
        return self._open_signed(app, value)

    def _open_row(self, token: str) -> BrowserSession:
        try:
            row = find(token) if len(token) <= LONGEST_TOKEN else None
        except UNAVAILABLE as error:
            g.fault = error  # said on a page, before anything else; the cookie stays as it is
            return BrowserSession()
        return BrowserSession(row.data, row, token) if row else BrowserSession({"over": True})

    def _open_signed(self, app, value: str) -> BrowserSession:
        try:
            carried = self._signer(app).loads(value, max_age=24 * 3600) if value else {}
        except Exception:  # noqa: BLE001 - whatever is wrong with a visitor's cookie, it is no session
            carried = {}
        return BrowserSession(carried if isinstance(carried, dict) else {})

    def save_session(self, app, session, response) -> None:
        if "fault" in g:
            return
        if session.over:
            response.delete_cookie(
                self.get_cookie_name(app),
                path="/",
                secure=self.get_cookie_secure(app),
                httponly=True,
            )
        elif session.row is None:
            if session.modified:
                self._set(app, response, self._signer(app).dumps(dict(session)))
        else:
            self._save_row(session, session.row)
            if session.fresh:
                self._set(app, response, MARK + session.token)

    def _signer(self, app) -> URLSafeTimedSerializer:
        signer = self.signed.get_signing_serializer(app)
        assert signer is not None, "the server does not start without a key"
        return signer

    def _save_row(self, session: BrowserSession, row: Session) -> None:
        now = clock.real_now()
        changes: dict = {}
        if session.modified:
            changes["data"] = dict(session)
        if now - row.seen_at >= SEEN_EVERY:
            changes["seen_at"] = now
        if changes:
            try:
                Session.update(**changes).where(Session.id == row.id).execute()
            except UNAVAILABLE as error:  # the page is ready; it is not withheld because of this
                note_unavailable(error)

    def _set(self, app, response, value: str) -> None:
        response.set_cookie(
            self.get_cookie_name(app),
            value,
            path="/",
            httponly=True,
            samesite="Lax",
            secure=self.get_cookie_secure(app),
        )


def here() -> Session:
    """The row of the session in which the present page was asked for."""
    return cast(BrowserSession, session).signed_in()
