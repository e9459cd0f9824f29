"""A version as an A4 document with contents and page numbers. Needs an application context."""

from datetime import datetime
from pathlib import Path
from typing import Any

from flask_babel import gettext as _

from secaudit.calendar.eras import date_text
from secaudit.organisation.settings import settings
from secaudit.policies.articles import Article, articles
from secaudit.policies.blocks import blocks
from secaudit.policies.kinds import Publication, State
from secaudit.policies.models import PolicyVersion
from secaudit.web.markdown import html
from secaudit.web.typesetting import Draft, Paper, typeset

TEMPLATE = Path(__file__).with_name("document.typ")
LANGUAGE = "ja"  # the language of the city's rules, whatever the reader's is


def policy_paper(version: PolicyVersion, held: PolicyVersion | None, at: datetime) -> Paper:
    """`held`: the version in force, so that another one says on every page that it is not."""
    return typeset(TEMPLATE, [draft(version, held)], at)


def draft(version: PolicyVersion, held: PolicyVersion | None) -> Draft:
    policy = version.policy
    internal = policy.publication == Publication.INTERNAL
    return {
        "lang": LANGUAGE,
        "city": settings()["city_name"],
        "title": policy.title,
        "number": policy.number,
        "handling": settings()["handling_mark"] if internal else "",
        "standing": standing(version, held),
        "facts": facts(version),
        "contents": _("Contents"),
        "parts": [part(each) for each in articles(version.text)],
    }


def standing(version: PolicyVersion, held: PolicyVersion | None) -> str:
    """Said in print where the version is not the one that holds today."""
    if version.state != State.APPROVED:
        return _("Draft: not yet approved")
    if held and held.id != version.id:
        older = held.number > version.number
        return _("No longer in force") if older else _("Not yet in force")
    return "" if held else _("Not yet in force")


def facts(version: PolicyVersion) -> list[list[str]]:
    rows = [
        (_("Version"), _("Version %(number)s", number=version.number)),
        (_("Takes effect on"), day(version.effective_on)),
        (_("Next review by"), day(version.policy.review_on) if version.effective_on else ""),
    ]
    return [[label, value] for label, value in rows if value]


def day(on: Any) -> str:
    return date_text(on, "full", LANGUAGE) if on else ""


def part(article: Article) -> dict[str, Any]:
    return {
        "level": max(article.level - 1, 0),
        "title": article.title,
        "blocks": blocks(str(html(article.text))),
    }
