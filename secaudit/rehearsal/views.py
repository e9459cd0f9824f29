"""The page of practice: how it stands, begin, where it is reached, throw it away."""

from pathlib import Path

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from secaudit.accounts.forms import EmptyForm
from secaudit.accounts.gate import current, needs_step_up
from secaudit.accounts.saving import saved
from secaudit.calendar import clock
from secaudit.rehearsal import actions, places
from secaudit.rehearsal.forms import EndForm
from secaudit.rehearsal.places import State

bp = Blueprint("rehearsal", __name__, url_prefix="/rehearsal")


def data() -> Path:
    return Path(current_app.instance_path)


@bp.get("")
def show():
    state = places.state_of(data())
    return render_template(
        "rehearsal/show.html",
        state=state,
        states=State,
        address=places.address(current_app.config),
        said=places.last_words(data()) if state == State.FAILED else "",
        can_begin=state in (State.NONE, State.FAILED) and not is_invented(),
        invented=is_invented(),
        form=EmptyForm(),
    )


def is_invented() -> bool:
    """In the example city and within practice itself there is nothing to copy."""
    return bool(current_app.config["DEMO"] or current_app.config["REHEARSAL"])


@bp.route("/beginning", methods=["GET", "POST"])
def begin():
    if again := needs_step_up():
        return again
    form = EmptyForm()
    if is_invented():
        return redirect(url_for(".show"))
    address = places.address(current_app.config)
    if saved(form, lambda: actions.begin(data(), address, by=current, at=clock.now())):
        flash(_("The copy is being made. Look again in a minute."), "success")
        return redirect(url_for(".show"))
    return _form_page(
        form,
        _("Begin to practise"),
        _("Make the copy"),
        _(
            "Everything that is there now is copied, also the accounts: everybody signs in to the copy as "
            "usual. It takes as much room as the city itself. No mail goes out from it, and nothing of it "
            "comes back."
        ),
    )


@bp.route("/end", methods=["GET", "POST"])
def end():
    if again := needs_step_up():
        return again
    form = EndForm()
    if saved(form, lambda: actions.end(data(), by=current, at=clock.now())):
        flash(_("The copy for practice is gone. The records were not touched."), "success")
        return redirect(url_for(".show"))
    return _form_page(
        form,
        _("Throw the copy away"),
        _("Throw it away"),
        _(
            "All that was practised goes, and whoever is signed in there is sent away. The records stay."
        ),
    )


def _form_page(form, title: str, button: str, intro: str):
    page = render_template(
        "policies/form.html",
        form=form,
        title=title,
        intro=intro,
        button=button,
        cancel=url_for(".show"),
        breadcrumb=[(_("Practice"), url_for(".show"))],
    )
    return (page, 400) if form.errors else page
