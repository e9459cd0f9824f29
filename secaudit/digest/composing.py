"""The digest of one person in words. Needs a context in which that person asks.

No answer, no reason and no title of a finding is in it: mail lies on other servers and on telephones.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask import g, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from secaudit.accounts.gate import opens
from secaudit.calendar.workdays import days_left
from secaudit.correspondence.messages import contact
from secaudit.digest.rules import Line, mark
from secaudit.home.tasks import Task, in_order
from secaudit.home.views import SOURCES
from secaudit.organisation.settings import closed_days
from secaudit.web.language import called, day, language

WITHHELD = ("findings.",)  # pages whose titles say what is weak


@dataclass(frozen=True)
class Words:
    subject: str
    text: str


def lines(on: date) -> list[Line]:
    """What waits for whoever asks, as on Home."""
    return [_line(task) for task in in_order(_tasks(on)) if opens(task.address[0])]


def _tasks(on: date) -> Iterator[Task]:
    for source in SOURCES:
        yield from source(g.actor, on)


def _line(task: Task) -> Line:
    endpoint, values = task.address
    params = {
        key: value.called(language()) if hasattr(value, "called") else value
        for key, value in task.params.items()
    }
    if endpoint.startswith(WITHHELD) and "title" in params:
        params["title"] = _("(its title is on the page)")
    return Line(
        words=_(task.words, **params),
        href=url_for(endpoint, _external=True, **values),
        mark=mark(task.words, task.address),
        due=task.due,
        informs=task.informs,
    )


def digest(found: list[Line], on: date) -> Words:
    """Grouped: what is this person's turn, then what is only told."""
    turn = [line for line in found if not line.informs]
    told = [line for line in found if line.informs]
    body = [
        _("To: %(post)s", post=called(g.person)),
        "",
        *_group(_("Waiting for you"), turn, on),
        *_group(_("For your information"), told, on),
        *closing(),
    ]
    return Words(_subject(turn), "\n".join(body))


def _subject(turn: list[Line]) -> str:
    if not turn:
        return _("[Information security check] For your information")
    said = ngettext(
        "[Information security check] %(num)s thing waits for you",
        "[Information security check] %(num)s things wait for you",
        len(turn),
    )
    first = min((line.due for line in turn if line.due), default=None)
    return _("%(said)s (by %(day)s)", said=said, day=day(first)) if first else said


def _group(title: str, some: list[Line], on: date) -> list[str]:
    if not some:
        return []
    found = [_("■ %(title)s (%(count)s)", title=title, count=len(some))]
    for number, line in enumerate(some, 1):
        found += [f"{number}. {line.words}", *_due(line, on), f"   {line.href}"]
    return [*found, ""]


def _due(line: Line, on: date) -> list[str]:
    if line.due is None:
        return []
    left = days_left(line.due, on, closed_days())
    words = _("Due on %(day)s (%(left)s)", day=day(line.due), left=_(left.message, **left.params))
    return [f"   {words}"]


def closing() -> list[str]:
    """Where everything stands, whom to call, and what such mails never hold."""
    whom = contact()
    return [
        _("Everything: %(address)s", address=url_for("home.show", _external=True)),
        *([_("Questions: %(contact)s", contact=whom)] if whom else []),
        _("This mail was made by the product. What was answered or found is never in it."),
    ]


def urgent(line: Line, on: date) -> Words:
    """One thing, at once."""
    body = [
        _("To: %(post)s", post=called(g.person)),
        "",
        line.words,
        *_due(line, on),
        f"   {line.href}",
        "",
        *closing(),
    ]
    subject = _("[Information security check] %(words)s", words=line.words)
    return Words(subject, "\n".join(body))
