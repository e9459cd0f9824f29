"""The pages of an engagement and of its working papers."""

from flask import Blueprint

bp = Blueprint("fieldwork", __name__)

from secaudit.fieldwork.views import (  # noqa: F401 - the pages register themselves
    documents,
    engagement,
    paper,
    planning,
)
