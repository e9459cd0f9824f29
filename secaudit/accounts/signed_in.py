"""Who is signed in now, for administrators: one row a person, to be ended where it must be."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from secaudit.accounts import actions, sessions
from secaudit.accounts.forms import EmptyForm
from secaudit.accounts.gate import current, needs_step_up
from secaudit.accounts.models import Session
from secaudit.calendar import clock
from secaudit.errors import Missing
from secaudit.people.models import Person
from secaudit.web.language import called

bp = Blueprint("signed_in", __name__, url_prefix="/signed-in")


@dataclass(frozen=True)
class Present:
    """Somebody with one or more browsers signed in."""

    person: Person
    browsers: int
    since: datetime
    seen: datetime


def present(rows: Iterable[Session]) -> list[Present]:
    """Whoever clicked last comes first."""
    by_person: dict[int, list[Session]] = {}
    for row in rows:
        by_person.setdefault(row.person_id, []).append(row)  # type: ignore[attr-defined]
    found = [
        Present(
            own[0].person,
            len(own),
            min(row.created_at for row in own),
            max(row.seen_at for row in own),
        )
        for own in by_person.values()
    ]
    return sorted(found, key=lambda each: each.seen, reverse=True)


def in_force(now: datetime) -> list[Session]:
    rows = Session.select(Session, Person).join(Person)
    lately = Session.seen_at.between(now - sessions.idle(), now + sessions.idle())
    return list(rows.where((Session.ends_at > now) & lately).order_by(Session.id))


@bp.get("")
def index():
    found = present(in_force(clock.real_now()))
    return render_template("administration/signed_in.html", found=found, own=current.person)


@bp.post("/<id:id>/end")
def end(id):
    """All browsers of one person, at once; the next click asks for the password."""
    person = Person.get_or_none(Person.id == id)
    if person is None:
        raise Missing()
    if again := needs_step_up():
        return again
    if EmptyForm().validate_on_submit():
        but = sessions.here() if person.id == current.person else None
        actions.end_sessions(person.id, by=current, at=clock.now(), but=but)
        flash(_("%(name)s is signed out everywhere.", name=called(person)), "success")
    return redirect(url_for(".index"))
