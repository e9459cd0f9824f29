from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from secaudit.accounts import (
    actions,
    bind,
    credentials,
    happened,
    keys,
    limits,
    logon,
    proofs,
    second_factor,
    sessions,
)
from secaudit.accounts.forms import (
    CodeForm,
    EmptyForm,
    FirstSignInForm,
    PasswordForm,
    SignInForm,
    StepUpForm,
)
from secaudit.accounts.gate import current, needs_step_up
from secaudit.accounts.limits import Attempt
from secaudit.accounts.models import Account, Session
from secaudit.calendar import clock
from secaudit.errors import Invalid
from secaudit.organisation.settings import settings
from secaudit.people.models import Person
from secaudit.people.reading import actor_of
from secaudit.web.addresses import own_address
from secaudit.web.problems import said
from secaudit.web.security_log import note

bp = Blueprint("accounts", __name__)


def put_beside_field(form, problem: Invalid) -> None:
    """Show what a rule said where the person typed it."""
    field = form[problem.field] if problem.field in form else next(iter(form))
    field.errors = [*field.errors, said(problem)]


def trying(number: str) -> Attempt:
    return Attempt(number, request.remote_addr or "", clock.now(), clock.real_now())


def refused(form, problem: Invalid, what: str, number: str) -> None:
    """Said to the person, and noted for whoever watches; a number that nobody has is not noted."""
    put_beside_field(form, problem)
    account = proofs.account_of(number)
    note(what, "refused", who=f"person:{account.person_id}" if account else "unknown")


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
            note("directory", "away")
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
    return redirect(then)


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


@bp.post("/account/alive")
def keep_alive():
    """A click on the warning: the session goes on."""
    Session.update(seen_at=clock.real_now()).where(Session.id == sessions.here().id).execute()
    return {"minutes": settings()["idle_minutes"]}


def own_account() -> Account:
    return Account.select(Account, Person).join(Person).where(Person.id == current.person).get()


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


@bp.post("/account/sessions/end")
def end_sessions():
    if EmptyForm().validate_on_submit():
        actions.end_sessions(
            sessions.here().person_id, by=current, at=clock.now(), but=sessions.here()
        )
        flash(_("All your other sessions have ended."), "success")
    return redirect(url_for(".show"))


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
