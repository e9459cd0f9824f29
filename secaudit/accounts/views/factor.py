"""The second factor of one's own account: on, off."""

from flask import flash, redirect, render_template, session, url_for
from flask_babel import gettext as _

from secaudit.accounts import actions, keys, second_factor
from secaudit.accounts.forms import CodeForm, EmptyForm
from secaudit.accounts.gate import current, needs_step_up
from secaudit.accounts.saving import put_beside_field
from secaudit.accounts.views import bp
from secaudit.accounts.views.attempts import own_account
from secaudit.calendar import clock
from secaudit.errors import Invalid
from secaudit.organisation.settings import settings


def secret_on_offer() -> str:
    """The key shown until a code proves it; sealed, because the session is a row of the database."""
    owner = f"offer:{current.person}"
    secret = keys.unseal(session.get("new_secret", ""), owner) or second_factor.new_secret()
    session["new_secret"] = keys.seal(secret, owner)
    return secret


@bp.route("/account/second-factor", methods=["GET", "POST"])
def second_factor_setup():
    if again := needs_step_up():
        return again
    form, account = CodeForm(), own_account()
    secret = secret_on_offer()
    if form.validate_on_submit():
        try:
            codes = actions.start_second_factor(
                account, secret, form.code.data, by=current, at=clock.now(), now=clock.real_now()
            )
        except Invalid as problem:
            put_beside_field(form, problem)
        else:
            session.pop("new_secret")
            return render_template("accounts/recovery_codes.html", codes=codes)
    city = settings()["city_name_en"]
    return render_template(
        "accounts/second_factor_setup.html",
        form=form,
        secret=secret,
        address=second_factor.address(secret, current.number, city),
        required=actions.owes_second_factor(current, account),
    )


@bp.post("/account/second-factor/removal")
def second_factor_removal():
    if again := needs_step_up():
        return again
    if EmptyForm().validate_on_submit():
        actions.stop_second_factor(own_account(), by=current, at=clock.now())
        flash(_("The second factor is off."), "success")
    return redirect(url_for(".show"))
