"""From documents to one PDF. Needs an application context."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from flask_babel import gettext as _

from secaudit.documents.document import Document
from secaudit.organisation.settings import settings
from secaudit.web import typesetting
from secaudit.web.language import day, language
from secaudit.web.typesetting import Draft, Paper

TEMPLATE = Path(__file__).with_name("document.typ")


def typeset(
    documents: Document | Sequence[Document], at: datetime, contents: bool = False, title: str = ""
) -> Paper:
    """One PDF of them all, in the order given. `title` names a bundle."""
    several = [documents] if isinstance(documents, Document) else list(documents)
    title = title or (several[0].title if several else "")
    return typesetting.typeset(TEMPLATE, [draft(several, title, contents)], at)


def draft(several: Sequence[Document], title: str, contents: bool) -> Draft:
    return {
        "lang": language(),
        "title": title,
        "city": settings()["city_name"],
        "contents": _("Contents") if contents else "",
        "documents": [page(each) for each in several],
        "words": words(),
    }


def page(one: Document) -> Draft:
    return {
        "title": one.title,
        "entry": one.entry or one.title,
        "number": one.number,
        "on": day(one.on),
        "to": addressed(one.to),
        "sender": one.sender,
        "handling": one.handling,
        "form": one.form,
        "boxes": list(one.boxes),
        "attached": list(one.attached),
        "landscape": one.landscape,
        "body": list(one.body),
    }


def addressed(to: str) -> str:
    """「市民課長　様」."""
    return _("To: %(post)s", post=to) if to else ""


def words() -> dict[str, str]:
    """What the template itself says."""
    return {
        "noted": _("Particulars"),
        "end": _("End of particulars"),
        "seal": _("(seal omitted)"),
        "attached": _("Enclosed"),
    }
