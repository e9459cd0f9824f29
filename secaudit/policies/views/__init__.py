"""The pages of the city's rules: read them, write them, decide about them."""

from flask import Blueprint

bp = Blueprint("policies", __name__, url_prefix="/policies")

from secaudit.policies.views import deciding, keeping, reading, writing  # noqa: F401
