"""The pages of exceptions: the list, the request, one of them, the decision."""

from flask import Blueprint

from secaudit.catalogue.views import told_elsewhere
from secaudit.exceptions.beside import GLOBALS, on_control_page

bp = Blueprint("exceptions", __name__, url_prefix="/exceptions")
for each in GLOBALS:
    bp.add_app_template_global(each)
told_elsewhere.append(on_control_page)

from secaudit.exceptions.views import asking, deciding, listed  # noqa: F401
