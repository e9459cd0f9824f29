"""The pages of targets and measures."""

from flask import Blueprint

from secaudit.measures.forms import year_words
from secaudit.measures.views.words import VOCABULARY

bp = Blueprint("measures", __name__)


@bp.context_processor
def vocabulary():
    """What all of these pages call by the same words."""
    return {"year_words": year_words, **VOCABULARY}


from secaudit.measures.views import lists, measures, targets  # noqa: F401
