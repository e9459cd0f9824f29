"""The pages of the programme, of the plan of a year, and of random draws."""

from flask import Blueprint

from secaudit.calendar.fiscal import fiscal_label
from secaudit.web.language import language

bp = Blueprint("programme", __name__)


@bp.app_template_filter("fiscal")
def fiscal(year: int) -> str:
    """「令和8年度」."""
    return fiscal_label(year, language())


from secaudit.programme.views import (  # noqa: F401 - the pages register themselves
    draws,
    programmes,
    years,
)
