"""What every form carries unseen: a token against other sites, and a key by which it is known again."""

import secrets

from flask_wtf.csrf import _FlaskFormCSRF, generate_csrf
from markupsafe import Markup
from wtforms.csrf.core import CSRFTokenField
from wtforms.widgets import HiddenInput

ONCE = "once"
INPUT = Markup('<input type="hidden" name="{}" value="{}">')


def once() -> Markup:
    return INPUT.format(ONCE, secrets.token_hex(8))


def form_token() -> Markup:
    """Both, for a form that is written by hand: {{ form_token() }}"""
    return INPUT.format("csrf_token", generate_csrf()) + once()


class BothInputs(HiddenInput):
    def __call__(self, field, **attributes):
        return super().__call__(field, **attributes) + once()


class BothField(CSRFTokenField):
    widget = BothInputs()


class Both(_FlaskFormCSRF):
    """Each form's token field writes both."""

    field_class = BothField


def init_app(app) -> None:
    app.jinja_env.globals["form_token"] = form_token
