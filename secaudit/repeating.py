"""Forms carry a key: what is sent twice is done once, and answered with the first result."""

import logging
from datetime import timedelta
from hashlib import sha256

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from peewee import DatabaseError, InterfaceError
from werkzeug.routing import BuildError

from secaudit.calendar import clock
from secaudit.journal import sent
from secaudit.journal.models import SentForm
from secaudit.journal.sent import Sending
from secaudit.web import problems
from secaudit.web.addresses import own_address
from secaudit.web.formtoken import ONCE
from secaudit.web.language import at as time_text

log = logging.getLogger("secaudit")

KEPT = timedelta(days=7)
REDIRECTS = (301, 302, 303)
# The page of what an entry is about, for a form whose answer nobody heard.
PAGES = {
    "sheet": "selfcheck.sheet",
    "period": "selfcheck.period",
    "engagement": "fieldwork.engagement",
    "working_paper": "fieldwork.paper",
    "finding": "findings.show",
    "unit": "organisation.unit",
    "person": "people.show",
    "account": "administration.show",
}


def look():
    """A form that was carried out before is answered, not done again."""
    sent.carrying_out(None)
    sending = _sending()
    if sending is None:
        return None
    if row := sent.found(sending.key):
        return again(row, sending)
    sent.carrying_out(sending)
    return None


def _sending() -> Sending | None:
    actor = g.get("actor")
    if request.method != "POST" or actor is None or problems.wants_json():
        return None
    once = request.form.get(ONCE, "")
    if not once or len(once) > 64:
        return None
    return Sending(_hash(actor.ref, request.path, once), _hash(*_typed()))


def _hash(*words: str) -> str:
    return sha256("\0".join(words).encode()).hexdigest()


def _typed():
    """Everything in the form but what differs though nothing was changed."""
    for name, value in request.form.items(multi=True):
        if name not in (ONCE, "csrf_token"):
            yield f"{name}={value}"
    for name, file in request.files.items(multi=True):
        yield f"{name}={file.filename}"


def again(row: SentForm, sending: Sending):
    """To where the first one led. If something else was typed since, that is said and kept."""
    if row.content == sending.content:
        flash(_("This was saved already. It was not saved a second time."), "success")
        return redirect(_where(row))
    page = render_template(
        "errors/sent_before.html",
        at=time_text(row.at),
        where=_where(row),
        typed=problems.typed(),
    )
    return page, 409


def _where(row: SentForm) -> str:
    if row.location:
        return row.location
    kind, _colon, id = row.obj.partition(":")
    try:
        return url_for(PAGES[kind], id=int(id))
    except (KeyError, ValueError, BuildError):
        referrer = request.referrer or ""
        ours = referrer.startswith(request.host_url)
        return own_address("/" + referrer.removeprefix(request.host_url)) if ours else "/"


def instead_of_refusing():
    """A second click came while the first was being done: what it led to, not what it now meets."""
    sending = sent.now()
    if sending is None or sending.noted:
        return None
    row = sent.found(sending.key)
    return again(row, sending) if row else None


def remember(response):
    """Where it led, for whoever sends it once more. What answers with a page or a file, such as a
    download, may be sent again."""
    sending = sent.now()
    if sending is None or not sending.noted or response.status_code >= 400:
        return response
    try:
        if response.status_code in REDIRECTS:
            sent.led_to(sending.key, response.location)
        else:
            sent.forget(sending.key)
    except (DatabaseError, InterfaceError) as error:  # what was done is done
        log.warning("where a form led was not noted: %s", problems.true_cause(error))
        problems.forget_connection()
    return response


def forget(_error=None) -> None:
    sent.carrying_out(None)


def sweep() -> int:
    return sent.sweep(clock.real_now() - KEPT)


def init_app(app) -> None:
    app.before_request(look)
    app.after_request(remember)
    app.teardown_request(forget)
    problems.before_refusing.append(instead_of_refusing)
