"""Reminders in words: one message for each who is addressed, to be pasted or printed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from secaudit.calendar.workdays import days_left
from secaudit.correspondence.kinds import Audience
from secaudit.correspondence.models import Head
from secaudit.correspondence.reading import Posts, Waiting, addressee
from secaudit.documents import Document, table, text
from secaudit.organisation.settings import closed_days, settings
from secaudit.selfcheck.models import Period
from secaudit.selfcheck.views.words import period_title
from secaudit.selfcheck.waiting import Turn
from secaudit.web.language import called, day, language


@dataclass(frozen=True)
class Message:
    """To one post, about all the sheets that are its business."""

    audience: Audience
    to: str
    about: list[Waiting]
    text: str


def messages(period: Period, chosen: Iterable[Waiting], known: Posts, on: date) -> list[Message]:
    """One for each who is addressed: a director gets one for the whole bureau."""
    found: dict[tuple, list[Waiting]] = {}
    for each in chosen:
        unit, to = addressee(each.sheet, each.audience, known)
        found.setdefault((each.audience, unit, to or _nobody(each)), []).append(each)
    return [
        Message(audience, to, about, _text(period, audience, to, about, on))
        for (audience, _unit, to), about in found.items()
    ]


def _nobody(each: Waiting) -> str:
    """The office and the role, where nobody is registered."""
    bureau = each.audience == Audience.DIRECTOR
    office = each.sheet.bureau_called(language()) if bureau else called(each.sheet)
    return f"{'' if each.audience == Audience.CHIEF else office} {_(each.audience.label)}".strip()


def _text(period: Period, audience: Audience, to: str, about: list[Waiting], on: date) -> str:
    lines = [_("To: %(post)s", post=to), "", opening(period, audience, about)]
    lines += [f"・{line(each, on)}" for each in about] if len(about) > 1 else [line(about[0], on)]
    if audience in (Audience.CLERK, Audience.HEAD):
        lines += [url_for("selfcheck.sheet", id=each.sheet.id, _external=True) for each in about]
    else:
        lines.append(url_for("selfcheck.period", id=period.id, _external=True))
    return "\n".join([*lines, _("Questions: %(contact)s", contact=contact())])


def opening(period: Period, audience: Audience, about: list[Waiting]) -> str:
    title = period_title(period)
    if audience in (Audience.CLERK, Audience.HEAD):
        return _("About the self-check “%(title)s”:", title=title)
    return ngettext(
        "In the self-check “%(title)s”, %(num)s sheet has not been handed in:",
        "In the self-check “%(title)s”, %(num)s sheets have not been handed in:",
        len(about),
        title=title,
    )


def line(each: Waiting, on: date) -> str:
    """「市民課：期限 10月30日（金）、あと3日。42問残っています。」"""
    left = days_left(each.due, on, closed_days())
    return _(
        "%(department)s: due on %(day)s (%(left)s). %(rest)s",
        department=called(each.sheet),
        day=day(each.due),
        left=_(left.message, **left.params),
        rest=rest(each),
    )


def rest(each: Waiting) -> str:
    if each.turn == Turn.HEAD:
        return _("It waits for the head to confirm it.")
    if each.turn == Turn.ABOVE:
        return _("It waits for the director or the secretariat.")
    if not each.to_go:
        return _("All questions are answered; it has not been handed in.")
    return ngettext("%(num)s question is left.", "%(num)s questions are left.", each.to_go)


def contact() -> str:
    chosen = settings()
    return (chosen["contact_en"] if language() == "en" else "") or chosen["contact"]


def letter(period: Period, message: Message, head: Head | None, on: date) -> Document:
    """The same on paper."""
    return Document(
        title=_("Reminder: %(title)s", title=period_title(period)),
        number=head.number if head else "",
        on=(head.dated_on if head else None) or on,
        to=message.to,
        sender=head.sender if head else "",
        entry=message.to,
        body=[
            text(opening(period, message.audience, message.about)),
            table(
                [_("Department"), _("Due on"), _("State"), _("What is left")],
                [
                    [called(w.sheet), day(w.due), _(w.sheet.state.label), rest(w)]
                    for w in message.about
                ],
                widths=[3, 3, 2.5, 4],
            ),
            *([text(head.words)] if head and head.words else []),
            text(_("It is all right to answer △ or ×; what matters is that it is true.")),
            text(_("Questions: %(contact)s", contact=contact())),
        ],
    )
