"""Pages of the self-check."""

from flask import Blueprint

bp = Blueprint("selfcheck", __name__, url_prefix="/self-check")

from secaudit.selfcheck.views import (  # noqa: F401 - each module adds its pages
    answering,
    applying,
    confirming,
    corrections,
    deciding,
    exempting,
    forecast,
    gathering,
    periods,
    sheets,
)
