"""`secaudit mail`: what goes out by the city's relay. Run `send` by a timer, every ten minutes."""

import sys

import click
from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from secaudit.calendar import clock
from secaudit.digest import writing
from secaudit.digest.people import addressed
from secaudit.errors import N_, Refused
from secaudit.launching import in_city
from secaudit.mail import posting, reading
from secaudit.mail.relay import Down, relay_of
from secaudit.mail.rules import State
from secaudit.organisation.settings import settings

NO_RELAY = N_(
    "No mail relay is set up (MAIL_HOST in config.toml). Reminders can be pasted by hand."
)


@click.group("mail")
def mail():
    """Digests and urgent calls by mail."""


@mail.command()
@in_city
def send() -> None:
    """Write what is to be told today, and hand it to the relay. Exit 1 while the relay is away.

    Safe to run at any time and again: each letter is written once, and sent once the relay takes it.
    """
    app, config = current_app._get_current_object(), current_app.config  # type: ignore[attr-defined]
    relay = relay_of(config)
    if relay is None:
        raise Refused(NO_RELAY)
    on, at, now = clock.today(), clock.now(), clock.real_now()
    written = writing.write_urgent(app, on=on, at=at, now=now)
    if writing.is_time(on, at, config["MAIL_HOUR"]):
        written += writing.write_digests(app, on=on, now=now)
    posting.sweep(now)
    try:
        done = posting.deliver(relay, sender_name(), now=clock.real_now())
    except Down as problem:
        left = reading.standing().waiting
        click.echo(f"{written} letters written, {left} wait: {problem}", err=True)
        sys.exit(1)
    left = reading.standing().waiting
    click.echo(
        f"{written} letters written, {done[State.SENT]} sent, "
        f"{done[State.REFUSED]} refused, {left} wait"
    )


def sender_name() -> str:
    """Whose letters these are: 汐見市 情報セキュリティ点検."""
    with force_locale("ja"):
        return " ".join([settings()["city_name"], _("Information security check")]).strip()


@mail.command()
@click.argument("number")
@in_city
def preview(number: str) -> None:
    """What the person with that employee number would be sent this morning. Nothing is sent."""
    on = clock.today()
    reader = next((each for each in addressed(on) if each[0].number == number), None)
    if reader is None:
        raise Refused(N_("Nobody with that number has an open account, a post and a mail address."))
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    words, worth = writing.preview(app, reader, on)
    click.echo(f"{reader[0].mail}\n{words.subject}\n\n{words.text}")
    if not worth:
        click.echo("Nothing new and no due date near: it would not be sent today.", err=True)


@mail.command()
@in_city
def status() -> None:
    """How the queue stands, and whose addresses the relay refuses."""
    found = reading.standing()
    click.echo(
        f"{found.waiting} letters wait, {found.refused} were refused. {found.fault}".rstrip()
    )
    for letter in reading.refused():
        click.echo(f"{letter.person.number}  {letter.address}  {letter.fault}")
