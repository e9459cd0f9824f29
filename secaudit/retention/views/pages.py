"""What the pages about keeping and disposing share."""

from flask import Blueprint, url_for
from flask_babel import gettext as _

from secaudit.accounts.saving import shown_form
from secaudit.calendar.fiscal import fiscal_label
from secaudit.retention.models import Disposal
from secaudit.retention.rules import Item
from secaudit.web.language import language

bp = Blueprint("retention", __name__, url_prefix="/retention")


def label(item: Item) -> str:
    """「自己点検（令和2年度）」."""
    year = fiscal_label(item.year, language())
    return _("%(what)s (%(year)s)", what=_(item.cls.label), year=year)


def heading(row: Disposal) -> str:
    return _("Disposal list %(number)s", number=row.id)


def form_page(title: str, form, button: str, intro: str = "", id: int | None = None):
    back = url_for(".show", id=id) if id else url_for(".index")
    trail = [(_("Keeping and disposing"), url_for(".index"))]
    return shown_form(form, back, title=title, intro=intro, button=button, breadcrumb=trail)
