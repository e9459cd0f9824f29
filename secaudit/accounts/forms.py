from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length


def number_field():
    return StringField(
        _("Employee number"),
        [InputRequired(_("Enter your employee number.")), Length(max=20)],
        render_kw={"autocomplete": "username", "autofocus": True},
    )


class SignInForm(FlaskForm):
    number = number_field()
    password = PasswordField(
        _("Password"),
        [InputRequired(_("Enter your password.")), Length(max=512)],
        render_kw={"autocomplete": "current-password"},
    )


class FirstSignInForm(FlaskForm):
    number = number_field()
    code = StringField(
        _("One-time code"),
        [InputRequired(_("Enter the code from your slip.")), Length(max=60)],
        render_kw={"autocomplete": "off"},
    )
    new_password = PasswordField(
        _("New password"),
        [InputRequired(_("Enter a new password.")), Length(max=512)],
        render_kw={"autocomplete": "new-password"},
    )


class CodeForm(FlaskForm):
    code = StringField(
        _("Six digits from your authenticator, or a recovery code"),
        [InputRequired(_("Enter the code.")), Length(max=60)],
        render_kw={"autocomplete": "one-time-code", "autofocus": True},
    )


class FirstCodeForm(CodeForm):
    """When the authenticator is set up there is no recovery code yet."""

    code = StringField(
        _("Six digits that the authenticator shows now"),
        [InputRequired(_("Enter the code.")), Length(max=60)],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )


class PasswordForm(FlaskForm):
    old_password = PasswordField(
        _("Present password"),
        [InputRequired(_("Enter your present password.")), Length(max=512)],
        render_kw={"autocomplete": "current-password"},
    )
    new_password = PasswordField(
        _("New password"),
        [InputRequired(_("Enter a new password.")), Length(max=512)],
        render_kw={"autocomplete": "new-password"},
    )


class StepUpForm(FlaskForm):
    password = PasswordField(
        _("Password"),
        [InputRequired(_("Enter your password.")), Length(max=512)],
        render_kw={"autocomplete": "current-password", "autofocus": True},
    )


class EmptyForm(FlaskForm):
    """Nothing but the form token."""
