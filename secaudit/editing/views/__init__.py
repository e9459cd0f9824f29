"""The pages on which the city's own rules are written, checked and published."""

from flask import Blueprint

bp = Blueprint("editing", __name__, url_prefix="/editing")

from secaudit.editing.views import archive, deciding, overview, writing  # noqa: F401
