"""Slips for the first sign-in: everybody who has no password yet, in official order, as one PDF."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from flask import url_for
from flask_babel import gettext as _

from secaudit.accounts.purposes import LIFETIME, Purpose
from secaudit.accounts.reading import Newcomer, newcomers
from secaudit.organisation.reading import tree
from secaudit.organisation.settings import settings
from secaudit.organisation.tree import Office, Tree
from secaudit.people.models import Assignment
from secaudit.people.reading import current_posts
from secaudit.web import typesetting
from secaudit.web.language import at as moment
from secaudit.web.language import called, language
from secaudit.web.typesetting import Draft, Paper

TEMPLATE = Path(__file__).with_name("slips.typ")


@dataclass(frozen=True)
class Slip:
    """One person with the office and post by which the slip finds them."""

    newcomer: Newcomer
    office: Office | None
    post: Assignment | None


def waiting(on: date, but: int | None, fresh: bool = False) -> list[Slip]:
    """In official order, those of the whole city first; `fresh`: only who holds no valid code."""
    found = [each for each in newcomers(on) if each.person.id != but]
    found = [each for each in found if not (fresh and each.until)]
    posts, offices = current_posts({each.person.id for each in found}, on), tree(on)
    place = {office.id: at for at, office in enumerate(offices)}
    slips = [_slip(each, posts[each.person.id], offices) for each in found]
    return sorted(slips, key=lambda slip: _place(slip, place))


def _slip(newcomer: Newcomer, posts: list[Assignment], offices: Tree) -> Slip:
    post = next((each for each in posts if each.unit_id), posts[0] if posts else None)
    return Slip(newcomer, offices.get(post.unit_id) if post else None, post)


def _place(slip: Slip, place: dict[int, int]) -> tuple[int, str]:
    at = place.get(slip.office.id, len(place)) if slip.office else -1
    return at, slip.newcomer.person.number


def printed(slips: list[Slip], codes: dict[int, str], now: datetime, at: datetime) -> Paper:
    return typesetting.typeset(TEMPLATE, [draft(slips, codes, now)], at)


def draft(slips: list[Slip], codes: dict[int, str], now: datetime) -> Draft:
    chosen = settings()
    contact = (chosen["contact_en"] if language() == "en" else "") or chosen["contact"]
    return {
        "lang": language(),
        "title": _("Slips for the first sign-in"),
        "city": chosen["city_name"],
        "heading": _("Your first sign-in"),
        "until": moment(now + LIFETIME[Purpose.FIRST], "full"),
        "address": url_for("accounts.first_sign_in", _external=True),
        "steps": [
            _("Open the address and type your number and the code."),
            _("Choose a password of your own. Then throw this slip away."),
        ],
        "contact": _("Questions: %(contact)s", contact=contact) if contact else "",
        "words": {
            "number": _("Employee number"),
            "code": _("One-time code"),
            "until": _("Valid until"),
            "address": _("Address"),
        },
        "slips": [_words(each, codes) for each in slips],
    }


def _words(slip: Slip, codes: dict[int, str]) -> dict[str, str]:
    person = slip.newcomer.person
    return {
        "office": called(slip.office) if slip.office else "",
        "post": slip.post.title if slip.post else "",
        "name": _("To: %(post)s", post=called(person)),
        "number": person.number,
        "code": codes[person.id],
    }
