"""Pages of training, drills, reviews and tests."""

from flask import Blueprint

from secaudit.activities.kinds import State
from secaudit.activities.listing import FORMULA, year_words
from secaudit.calendar import clock
from secaudit.metrics.table import formula

bp = Blueprint("activities", __name__, url_prefix="/activities")


@bp.context_processor
def vocabulary():
    """What all of these pages call by the same words."""
    return {
        "formula": FORMULA,
        "formula_of": formula,
        "year_words": year_words,
        "on_this_day": clock.today(),
        "State": State,
    }


from secaudit.activities.views import attendance, lists, one, pieces  # noqa: F401
