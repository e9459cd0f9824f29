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
from secaudit.correspondence.reading import Posts, Waiting, addressee, office_of
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
        unit, post = addressee(each.sheet, each.audience, known)
        found.setdefault((each.audience, unit, _called(each, post)), []).append(each)
    return [
        Message(audience, to, about, _text(period, audience, to, about, on))
        for (audience, _unit, to), about in found.items()
    ]


def _called(each: Waiting, post: str) -> str:
    """By post; with the office where the post alone (主査) would not say whose it is. Where nobody is
    registered, the office and the role."""
    if each.audience == Audience.CHIEF:
        return post or _(each.audience.label)
    bureau = each.audience == Audience.DIRECTOR
    names = (each.sheet.bureau_name, each.sheet.bureau_called(language())) if bureau else ()
    names = names or (office_of(each.sheet, "ja"), office_of(each.sheet, language()))
    if post and any(name and name in post for name in names):
        return post
    return f"{names[1]} {post or _(each.audience.label)}"


def _text(period: Period, audience: Audience, to: str, about: list[Waiting], on: date) -> str:
    lines = [_("To: %(post)s", post=to), "", opening(period, audience, about)]
    lines += [f"・{line(each, on)}" for each in about] if len(about) > 1 else [line(about[0], on)]
    lines.append(request(audience, about, on))
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


def request(audience: Audience, about: list[Waiting], on: date) -> str:
    """What the addressee is asked to do."""
    own = all(each.turn == Turn.CITY_ANSWERS for each in about)
    if audience not in (Audience.CLERK, Audience.HEAD) and not own:
        return _("Please see to it that this is handed in.")
    if all(each.turn in (Turn.HEAD, Turn.ABOVE) for each in about):
        return _("Please look at it and confirm it, or send it back.")
    if any(each.due < on for each in about):
        return _("The due date has passed. Please hand it in as soon as you can.")
    return _("Please hand it in by the due date.")


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
            text(request(message.audience, message.about, on)),
            *_addresses(message),
            *([text(head.words)] if head and head.words else []),
            text(_("It is all right to answer △ or ×; what matters is that it is true.")),
            text(_("Questions: %(contact)s", contact=contact())),
        ],
    )


def _addresses(message: Message) -> list:
    """Where to go on, for those who answer or confirm."""
    if message.audience not in (Audience.CLERK, Audience.HEAD):
        return []
    shown = [url_for("selfcheck.sheet", id=each.sheet.id, _external=True) for each in message.about]
    return [text(_("Where: %(addresses)s", addresses="\n".join(shown)))]
