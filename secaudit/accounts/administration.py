"""What administrators do for others: codes for the first sign-in, disabling, a lost second factor."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from secaudit.accounts import actions, authenticator, slips
from secaudit.accounts.forms import EmptyForm
from secaudit.accounts.gate import current, needs_step_up
from secaudit.accounts.models import Account
from secaudit.accounts.purposes import LIFETIME, Purpose
from secaudit.accounts.reading import overviews, without_account
from secaudit.calendar import clock
from secaudit.errors import Missing
from secaudit.people.reading import current_posts
from secaudit.web.attachments import attached
from secaudit.web.language import called

bp = Blueprint("administration", __name__, url_prefix="/accounts")
PAGE = 100


def existing(id: int) -> Account:
    account = Account.get_or_none(Account.id == id)
    if account is None:
        raise Missing()
    return account


@bp.get("")
def index():
    query = request.args.get("q", "")[:100]
    found = overviews(query)
    pages = max(1, -(-len(found) // PAGE))
    page = min(page_number(), pages)
    shown = found[(page - 1) * PAGE : page * PAGE]
    return render_template(
        "administration/accounts.html",
        accounts=shown,
        count=len(found),
        posts=current_posts({one.person.id for one in shown}, clock.today()),
        query=query,
        page=page,
        pages=pages,
        own=current.person,
        without=without_account(clock.today()),
    )


@bp.get("/<id:id>")
def show(id):
    account = existing(id)
    person = account.person
    return render_template(
        "administration/account.html",
        one=overviews(person.number, exactly=True)[0],
        posts=current_posts({person.id}, clock.today())[person.id],
        own=person.id == current.person,
    )


def page_number() -> int:
    typed = request.args.get("page", "1")
    return int(typed) if typed.isascii() and typed.isdigit() and 0 < len(typed) < 6 else 1


@bp.route("/<id:id>/codes", methods=["GET", "POST"])
def codes(id):
    """A one-time code to hand over on paper; shown on this page only, once."""
    account = existing(id)
    if again := needs_step_up():
        return again
    form, code = EmptyForm(), ""
    purpose = Purpose.RESET if account.password_set_at else Purpose.FIRST
    if form.validate_on_submit():
        code = actions.issue_code(
            account.person, purpose, by=current, at=clock.now(), now=clock.real_now()
        )
    return render_template(
        "administration/code.html",
        form=form,
        person=account.person,
        code=code,
        purpose=purpose,
        until=clock.real_now() + LIFETIME[purpose],
    )


@bp.route("/slips", methods=["GET", "POST"])
def first_slips():
    """One PDF of slips to cut apart; the codes stand nowhere else, and only their hashes are kept."""
    if again := needs_step_up():
        return again
    form, on, now = EmptyForm(), clock.today(), clock.real_now()
    fresh = request.values.get("whom", "new") != "all"
    chosen = slips.waiting(on, current.person, fresh)
    if chosen and form.validate_on_submit():
        codes = {each.newcomer.person.id: actions.fresh_code() for each in chosen}
        made = slips.printed(chosen, codes, now, clock.now())
        actions.issue_first_codes(codes, by=current, at=clock.now(), now=now)
        return attached(made.pdf, "secaudit-slips.pdf")
    return render_template(
        "administration/slips.html",
        form=form,
        slips=chosen,
        fresh=fresh,
        until=now + LIFETIME[Purpose.FIRST],
    )


@bp.post("/<id:id>/disabling")
def disabling(id):
    """Disabled, or in use again."""
    account = existing(id)
    if again := needs_step_up():
        return again
    if EmptyForm().validate_on_submit():
        actions.disable(account, not account.disabled, by=current, at=clock.now())
        name = called(account.person)
        done = (
            _("%(name)s cannot sign in any more.")
            if account.disabled
            else _("%(name)s can sign in again.")
        )
        flash(done % {"name": name}, "success")
    return redirect(url_for(".show", id=id))


@bp.post("/<id:id>/second-factor")
def second_factor(id):
    """Off, for somebody who has lost it."""
    account = existing(id)
    if again := needs_step_up():
        return again
    if EmptyForm().validate_on_submit():
        authenticator.switch_off(account, by=current, at=clock.now())
        flash(_("The second factor of %(name)s is off.", name=called(account.person)), "success")
    return redirect(url_for(".show", id=id))


@bp.post("/<id:id>/unlocking")
def unlocking(id):
    """Another try after too many failures."""
    account = existing(id)
    if again := needs_step_up():
        return again
    if EmptyForm().validate_on_submit():
        actions.unlock(account, by=current, at=clock.now())
        flash(_("%(name)s can try again.", name=called(account.person)), "success")
    return redirect(url_for(".show", id=id))
