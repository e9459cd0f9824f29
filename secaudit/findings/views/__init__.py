"""The pages of findings."""

from flask import Blueprint

bp = Blueprint("findings", __name__)

from secaudit.findings.views import (  # noqa: F401 - the pages register themselves
    asked,
    facts,
    later,
    listed,
    mending,
    one,
    requests,
    working,
)
