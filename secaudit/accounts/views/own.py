"""A person's own account: password, sessions, what happened to it."""

from flask import flash, redirect, render_template, session, url_for
from flask_babel import gettext as _

from secaudit.accounts import actions, credentials, happened, sessions
from secaudit.accounts.forms import EmptyForm, PasswordForm
from secaudit.accounts.gate import current
from secaudit.accounts.models import Session
from secaudit.accounts.views import bp
from secaudit.accounts.views.attempts import own_account, refused, trying
from secaudit.calendar import clock
from secaudit.errors import Invalid
from secaudit.organisation.settings import settings


@bp.get("/account")
def show():
    own = Session.select().where(Session.person == current.person).order_by(Session.seen_at.desc())
    account = own_account()
    return render_template(
        "accounts/show.html",
        account=account,
        sessions=list(own),
        recovery_left=credentials.recovery_left(account),
        happened=list(happened.to(account, account.person_id)),
        roles="・".join(_(role.label) for role in sorted(current.roles)),
        here=sessions.here().id,
        form=EmptyForm(),
    )


@bp.route("/account/password", methods=["GET", "POST"])
def password():
    form, account = PasswordForm(), own_account()
    if form.validate_on_submit():
        try:
            actions.change_password(
                account,
                form.old_password.data,
                form.new_password.data,
                sessions.here(),
                by=current,
                at=clock.now(),
                tried=trying(current.number),
            )
        except Invalid as problem:
            refused(form, problem, "password", current.number)
        else:
            sessions.renew(session)  # type: ignore[arg-type]
            flash(_("Your password is changed. Your other sessions have ended."), "success")
            return redirect(url_for(".show"))
    return render_template(
        "accounts/password.html", form=form, shortest=actions.shortest_password(current, account)
    )


@bp.post("/account/alive")
def keep_alive():
    """A click on the warning: the session goes on."""
    Session.update(seen_at=clock.real_now()).where(Session.id == sessions.here().id).execute()
    return {"minutes": settings()["idle_minutes"]}


@bp.post("/account/sessions/end")
def end_sessions():
    if EmptyForm().validate_on_submit():
        actions.end_sessions(
            sessions.here().person_id, by=current, at=clock.now(), but=sessions.here()
        )
        flash(_("All your other sessions have ended."), "success")
    return redirect(url_for(".show"))
