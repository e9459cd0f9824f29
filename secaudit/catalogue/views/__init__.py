"""Pages of the catalogue: reading it, comparing editions, what it covers."""

from collections.abc import Callable

from flask import Blueprint
from markupsafe import Markup

from secaudit.catalogue.browsing import Known
from secaudit.catalogue.controls import Catalogue

bp: Blueprint = Blueprint("catalogue", __name__, url_prefix="/controls")

# What capabilities above this one tell on a control's page, each as a piece of it: how departments
# answered this year, what audits found. Asked for the control's id.
told_elsewhere: list[Callable[[str], Markup]] = []

# What they know of all controls for the list: rates, open findings, what is new since last year.
known_elsewhere: list[Callable[[Catalogue], Known]] = []

from secaudit.catalogue.views import coverage, editions, local, reading  # noqa: F401
from secaudit.catalogue.views.reading import here, in_use  # noqa: F401
