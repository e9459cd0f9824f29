"""People with passwords, and signing in as they do."""

import re

import pyotp

from secaudit.access.guard import COMMAND
from secaudit.accounts import actions, authenticator
from secaudit.accounts.models import Account
from secaudit.accounts.purposes import Purpose
from secaudit.calendar import clock
from secaudit.people.reading import actor_of
from tests.page import Browser

GOOD = "green teapot over the harbour"
SECRET = "KAMOMETOTOUDAITOASAHIKAMOMETOTOU"


def give_password(person, password=GOOD):
    now = clock.real_now()
    code = actions.issue_code(person, Purpose.FIRST, by=COMMAND, at=now, now=now)
    return actions.use_code(person.number, code, password, "127.0.0.1", at=now, now=now)


def give_second_factor(person):
    """Return the recovery codes. The step used is the one before: the present code still opens."""
    now, account = clock.real_now(), Account.get(person=person)
    me = actor_of(person, clock.today())
    return authenticator.switch_on(account, SECRET, code(-1), by=me, at=now, now=now)


def code(steps=0):
    return pyotp.TOTP(SECRET).at(int(clock.real_now().timestamp()) + epoch_shift() + 30 * steps)


def epoch_shift() -> int:
    """`real_now` is naive UTC, which `timestamp` takes for the machine's own time."""
    from datetime import UTC

    now = clock.real_now()
    return int(now.replace(tzinfo=UTC).timestamp() - now.timestamp())


def form_token(page):
    found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page)
    return found[1] if found else ""


def sign_in(app, number="001234", password=GOOD, status=302, **options):
    """A new browser, and the answer to number and password."""
    stranger = Browser(app)
    token = form_token(stranger.get("/sign-in", **options).text)
    data = {"number": number, "password": password, "csrf_token": token}
    return stranger, stranger.post("/sign-in", data, status=status, **options)


def send(browser, address, status=302, of=None, **data):
    """Fill in the form on a page and send it."""
    data["csrf_token"] = form_token(browser.get(of or address).text)
    return browser.post(address, data, status=status)
