"""Signing in and out: password or the city's logon, second factor, the one-time code."""

from flask import flash, g, redirect, render_template, session, url_for
from flask_babel import ngettext

from secaudit.accounts import actions, bind, credentials, limits, logon, proofs, sessions
from secaudit.accounts.forms import CodeForm, FirstSignInForm, SignInForm
from secaudit.accounts.models import Account
from secaudit.accounts.views import bp
from secaudit.accounts.views.attempts import refused, trying
from secaudit.calendar import clock
from secaudit.errors import Invalid
from secaudit.organisation.settings import settings
from secaudit.people.models import Person
from secaudit.people.reading import actor_of
from secaudit.web.addresses import own_address
from secaudit.web.problems import said
from secaudit.web.security_log import note


@bp.route("/sign-in", methods=["GET", "POST"])
def sign_in():
    if g.actor:
        return redirect(url_for("home.show"))
    form = SignInForm()
    if form.validate_on_submit():
        try:
            account = proofs.check_password(trying(form.number.data), form.password.data)
        except Invalid as problem:
            refused(form, problem, "sign-in", form.number.data)
        except bind.Away as problem:
            form.form_errors.append(said(problem))
            note("directory", "away", reason=bind.why(problem.__cause__))
        else:
            return go_on(account)
    return render_template("accounts/sign_in.html", form=form, named=logon.named())


@bp.get("/sign-in/logon")
def by_logon():
    """Whom the city's own logon names comes in without a password, where they have an account."""
    named = logon.named()
    if g.actor or not named:
        return redirect(url_for("home.show" if g.actor else ".sign_in"))
    account = logon.account_of(named.number)
    if account and proofs.is_open(account, clock.today()):
        return go_on(account, named.number)
    note("logon", "refused", who=f"person:{account.person_id}" if account else "unknown")
    return render_template("accounts/logon_refused.html", named=named, account=account), 403


def go_on(account: Account, named: str = ""):
    """After the password (or the logon, as which it named them): the second factor, where there is
    one; else in."""
    session["logon"] = named
    if not account.second_factor:
        return come_in(account)
    session["half"] = [account.id, account.version, int(clock.real_now().timestamp())]
    return redirect(url_for(".second_factor"))


def come_in(account: Account, factor: str = ""):
    """A new session for the person, and on to the page they asked for."""
    named = session.get("logon", "")
    then = own_address(session.get("then", "/"))
    sessions.sweep()
    limits.sweep(clock.real_now())
    confirmed, way = bool(factor or not named), "logon" if named else "password"
    sessions.start(session, account.person, confirmed, named)  # type: ignore[arg-type]
    g.actor = actor_of(account.person, clock.today())
    actions.note_sign_in(g.actor, account, at=clock.now(), factor=factor, way=way)
    note("sign-in", "in", factor=factor, way=way)
    if factor == "recovery code":
        _say_how_many_are_left(account)
    return redirect(then)


def _say_how_many_are_left(account: Account) -> None:
    left = credentials.recovery_left(account)
    said = ngettext(
        "%(num)s recovery code is left. Make new ones on the page “My account”.",
        "%(num)s recovery codes are left. Make new ones on the page “My account”.",
        left,
    )
    flash(said, "warning")


@bp.route("/sign-in/code", methods=["GET", "POST"], endpoint="second_factor")
def ask_second_factor():
    account = half_signed_in()
    if account is None:
        return redirect(url_for(".sign_in"))
    form = CodeForm()
    if form.validate_on_submit():
        try:
            factor = proofs.check_second_factor(
                account, form.code.data, trying(account.person.number)
            )
        except Invalid as problem:
            refused(form, problem, "second factor", account.person.number)
        else:
            return come_in(account, factor)
    return render_template("accounts/second_factor.html", form=form)


def half_signed_in() -> Account | None:
    """Who has given the password within the last five minutes and still owes the code."""
    id, version, since = session.get("half", (0, 0, 0))
    if clock.real_now().timestamp() - since > 300:
        return None
    half = (Account.id == id) & (Account.version == version)
    account = Account.select(Account, Person).join(Person).where(half).get_or_none()
    return account if account and proofs.is_open(account, clock.today()) else None


@bp.route("/sign-in/first", methods=["GET", "POST"])
def first_sign_in():
    form = FirstSignInForm()
    if form.validate_on_submit():
        tried = trying(form.number.data)
        try:
            account = actions.use_code(
                tried.number,
                form.code.data,
                form.new_password.data,
                tried.address,
                at=tried.at,
                now=tried.now,
            )
        except Invalid as problem:
            refused(form, problem, "one-time code", tried.number)
        else:
            return go_on(account)
    return render_template(
        "accounts/first_sign_in.html",
        form=form,
        shortest=settings()["password_length"],
        trusted=settings()["trusted_password_length"],
    )


@bp.post("/sign-out")
def sign_out():
    sessions.leave(session)  # type: ignore[arg-type]
    response = redirect(url_for(".sign_in"))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
