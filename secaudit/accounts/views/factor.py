"""The second factor of one's own account: on, off."""

import segno
from flask import flash, redirect, render_template, session, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from secaudit.accounts import actions, authenticator, keys, second_factor
from secaudit.accounts.forms import EmptyForm, FirstCodeForm
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


def picture(address: str) -> Markup:
    """For an authenticator with a camera. Drawn here, not by a service: what is in it is secret."""
    drawn = segno.make_qr(address, error="m")
    return Markup(drawn.svg_inline(scale=4, light="#fff", svgclass="qr", lineclass=None))


@bp.route("/account/second-factor", methods=["GET", "POST"])
def second_factor_setup():
    if again := needs_step_up():
        return again
    form, account = FirstCodeForm(), own_account()
    secret = secret_on_offer()
    if form.validate_on_submit():
        try:
            codes = authenticator.switch_on(
                account, secret, form.code.data, by=current, at=clock.now(), now=clock.real_now()
            )
        except Invalid as problem:
            put_beside_field(form, problem)
        else:
            session.pop("new_secret")
            return render_template("accounts/recovery_codes.html", codes=codes, first=True)
    address = second_factor.address(secret, current.number, settings()["city_name_en"])
    return render_template(
        "accounts/second_factor_setup.html",
        form=form,
        secret=second_factor.grouped(secret),
        address=address,
        picture=picture(address),
        required=actions.owes_second_factor(current, account),
    )


@bp.post("/account/recovery-codes")
def recovery_codes():
    """New ones, before the last is used or when the paper is lost; shown once."""
    if again := needs_step_up():
        return again
    if not EmptyForm().validate_on_submit():
        return redirect(url_for(".show"))
    codes = authenticator.new_recovery_codes(own_account(), by=current, at=clock.now())
    return render_template("accounts/recovery_codes.html", codes=codes, first=False)


@bp.post("/account/second-factor/removal")
def second_factor_removal():
    if again := needs_step_up():
        return again
    if EmptyForm().validate_on_submit():
        authenticator.switch_off(own_account(), by=current, at=clock.now())
        flash(_("The second factor is off."), "success")
    return redirect(url_for(".show"))
