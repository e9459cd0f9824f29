"""The pages of signing in and of one's own account."""

from flask import Blueprint

bp = Blueprint("accounts", __name__)

from secaudit.accounts.views import factor, own, signing_in, stepping_up  # noqa: F401
