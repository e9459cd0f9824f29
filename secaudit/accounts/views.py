from flask import Blueprint, flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _

from secaudit.accounts import actions, second_factor, sessions
from secaudit.accounts.forms import (
    CodeForm,
    EmptyForm,
    FirstSignInForm,
    PasswordForm,
    SignInForm,
    StepUpForm,
)
from secaudit.accounts.gate import current, needs_step_up
from secaudit.accounts.models import Account, Session
from secaudit.calendar import clock
from secaudit.errors import Invalid
from secaudit.organisation.settings import settings
from secaudit.people.reading import actor_of
from secaudit.web.addresses import own_address
from secaudit.web.problems import said

bp = Blueprint("accounts", __name__)


def put_beside_field(form, problem: Invalid) -> None:
    """Show what a rule said where the person typed it."""
    field = form[problem.field] if problem.field in form else next(iter(form))
    field.errors = [*field.errors, said(problem)]


@bp.route("/sign-in", methods=["GET", "POST"])
def sign_in():
    if g.actor:
        return redirect(url_for("home.show"))
    form = SignInForm()
    if form.validate_on_submit():
        try:
            account = actions.check_password(
                form.number.data, form.password.data, request.remote_addr or "", clock.real_now()
            )
        except Invalid as problem:
            put_beside_field(form, problem)
        else:
            if account.totp_secret:
                session["half"] = [account.id, int(clock.real_now().timestamp())]
                return redirect(url_for(".second_factor"))
            return come_in(account)
    return render_template("accounts/sign_in.html", form=form)


def come_in(account: Account):
    """A new session for the person, and on to the page they asked for."""
    then = own_address(session.get("then", "/"))
    sessions.sweep()
    sessions.start(session, account.person)  # type: ignore[arg-type]
    g.actor = actor_of(account.person, clock.today())
    actions.note_sign_in(g.actor, account, at=clock.now())
    return redirect(then)


@bp.route("/sign-in/code", methods=["GET", "POST"], endpoint="second_factor")
def ask_second_factor():
    account = half_signed_in()
    if account is None:
        return redirect(url_for(".sign_in"))
    form = CodeForm()
    if form.validate_on_submit():
        try:
            actions.check_second_factor(
                account, form.code.data, request.remote_addr or "", clock.real_now()
            )
        except Invalid as problem:
            put_beside_field(form, problem)
        else:
            return come_in(account)
    return render_template("accounts/second_factor.html", form=form)


def half_signed_in() -> Account | None:
    """Who has given the password within the last five minutes and still owes the code."""
    id, since = session.get("half", (0, 0))
    fresh = clock.real_now().timestamp() - since < 300
    return Account.get_or_none(Account.id == id, ~Account.disabled) if fresh else None


@bp.route("/sign-in/first", methods=["GET", "POST"])
def first_sign_in():
    form = FirstSignInForm()
    if form.validate_on_submit():
        try:
            account = actions.use_code(
                form.number.data,
                form.code.data,
                form.new_password.data,
                request.remote_addr or "",
                at=clock.now(),
                now=clock.real_now(),
            )
        except Invalid as problem:
            put_beside_field(form, problem)
        else:
            return come_in(account)
    return render_template(
        "accounts/first_sign_in.html",
        form=form,
        shortest=settings()["password_length"],
        trusted=settings()["trusted_password_length"],
    )


@bp.post("/sign-out")
def sign_out():
    Session.delete().where(Session.id == session.row.id).execute()
    session.end()  # type: ignore[attr-defined]
    response = redirect(url_for(".sign_in"))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@bp.post("/account/alive")
def keep_alive():
    """A click on the warning: the session goes on."""
    Session.update(seen_at=clock.real_now()).where(Session.id == session.row.id).execute()
    return {"minutes": settings()["idle_minutes"]}


def own_account() -> Account:
    return Account.get(Account.person == current.person)


@bp.get("/account")
def show():
    own = Session.select().where(Session.person == current.person).order_by(Session.seen_at.desc())
    return render_template(
        "accounts/show.html",
        account=own_account(),
        sessions=list(own),
        roles="・".join(_(role.label) for role in sorted(current.roles)),
        here=session.row.id,
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
                session.row,
                by=current,
                at=clock.now(),
            )
        except Invalid as problem:
            put_beside_field(form, problem)
        else:
            flash(_("Your password is changed. Your other sessions have ended."), "success")
            return redirect(url_for(".show"))
    return render_template(
        "accounts/password.html", form=form, shortest=actions.shortest_password(current, account)
    )


@bp.route("/account/step-up", methods=["GET", "POST"])
def step_up():
    form = StepUpForm()
    if form.validate_on_submit():
        try:
            actions.confirm_again(
                own_account(),
                form.password.data,
                session.row,
                request.remote_addr or "",
                clock.real_now(),
            )
        except Invalid as problem:
            put_beside_field(form, problem)
        else:
            return redirect(own_address(session.pop("then", "/")))
    return render_template("accounts/step_up.html", form=form)


@bp.post("/account/sessions/end")
def end_sessions():
    if EmptyForm().validate_on_submit():
        sessions.end_all(current.person, but=session.row)
        flash(_("All your other sessions have ended."), "success")
    return redirect(url_for(".show"))


@bp.route("/account/second-factor", methods=["GET", "POST"])
def second_factor_setup():
    form, account = CodeForm(), own_account()
    secret = session.setdefault("new_secret", second_factor.new_secret())
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
    )


@bp.post("/account/second-factor/removal")
def second_factor_removal():
    if again := needs_step_up():
        return again
    if EmptyForm().validate_on_submit():
        actions.stop_second_factor(own_account(), by=current, at=clock.now())
        flash(_("The second factor is off."), "success")
    return redirect(url_for(".show"))
