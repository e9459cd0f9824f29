"""The pages of meetings, decisions, actions and promises."""

from flask import Blueprint

from secaudit.meetings.views.words import VOCABULARY

bp = Blueprint("meetings", __name__)


@bp.context_processor
def vocabulary():
    """What all of these pages call by the same words."""
    return VOCABULARY


from secaudit.meetings.views import (
    actions,  # noqa: F401
    agenda,  # noqa: F401
    holding,  # noqa: F401
    papers,  # noqa: F401
    planning,  # noqa: F401
    promises,  # noqa: F401
)
