"""Pages of the self-check."""

from flask import Blueprint

bp = Blueprint("selfcheck", __name__, url_prefix="/self-check")

from secaudit.selfcheck.views import (  # noqa: F401 - each module adds its pages
    answering,
    applying,
    by_form,
    confirming,
    continuing,
    corrections,
    counts,
    deciding,
    evidence,
    exempting,
    forecast,
    form_tool,
    gathering,
    periods,
    progress,
    questions,
    sharing,
    sheets,
    starting,
)
