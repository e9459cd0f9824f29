"""The pages of an engagement and of its working papers."""

from flask import Blueprint

from secaudit.calendar import clock
from secaudit.fieldwork.reading import units_in_hand
from secaudit.selfcheck.reading import units_by_assignment

bp = Blueprint("fieldwork", __name__)
units_by_assignment.append(lambda actor: units_in_hand(actor, clock.today()))

from secaudit.fieldwork.views import (  # noqa: F401 - the pages register themselves
    documents,
    drafting,
    ending,
    engagement,
    judging,
    offline,
    paper,
    planning,
)
