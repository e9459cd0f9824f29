"""Who has been signed in for a while proves once more who they are."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import redirect, render_template, session
from flask_wtf import FlaskForm

from secaudit.accounts import proofs, sessions
from secaudit.accounts.forms import CodeForm, StepUpForm
from secaudit.accounts.gate import current
from secaudit.accounts.limits import Attempt
from secaudit.accounts.models import Account
from secaudit.accounts.views import bp
from secaudit.accounts.views.attempts import own_account, refused, trying
from secaudit.errors import Invalid
from secaudit.web.addresses import own_address


@bp.route("/account/step-up", methods=["GET", "POST"])
def step_up():
    """The password once more; without one, a code of the authenticator; without either, the way to one."""
    account = own_account()
    asked = next((each for each in PROOFS if each.can(account)), None)
    if asked is None:
        return render_template("accounts/no_proof.html")
    form = asked.form()
    if form.validate_on_submit():
        try:
            asked.check(account, form, trying(current.number))
        except Invalid as problem:
            refused(form, problem, "step-up", current.number)
        else:
            sessions.renew(session)  # type: ignore[arg-type]
            return redirect(own_address(session.pop("then", "/")))
    return render_template("accounts/step_up.html", form=form)


@dataclass(frozen=True)
class Proof:
    """A way to say once more who one is."""

    can: Callable[[Account], bool]
    form: type[FlaskForm]
    check: Callable[[Account, FlaskForm, Attempt], object]


PROOFS = [
    Proof(
        can=proofs.can_give_password,
        form=StepUpForm,
        check=lambda account, form, tried: proofs.check_present_password(
            account, form.password.data, tried, "password"
        ),
    ),
    Proof(
        can=lambda account: account.second_factor,
        form=CodeForm,
        check=lambda account, form, tried: proofs.check_second_factor(
            account, form.code.data, tried
        ),
    ),
]
