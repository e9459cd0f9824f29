"""The page of practice: how it stands, begin, where it is reached, throw it away."""

from collections.abc import Callable
from pathlib import Path

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask_babel import gettext as _

from secaudit.accounts.forms import EmptyForm
from secaudit.accounts.gate import current, needs_step_up
from secaudit.accounts.saving import form_page
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
    if is_invented():
        return redirect(url_for(".show"))
    address = places.address(current_app.config)
    return _form_page(
        EmptyForm(),
        lambda: actions.begin(data(), address, by=current, at=clock.now()),
        _("The copy is being made. Look again in a minute."),
        title=_("Begin to practise"),
        button=_("Make the copy"),
        intro=_(
            "Everything that is there now is copied, also the accounts: everybody signs in to the copy as "
            "usual. It takes as much room as the city itself. No mail goes out from it, and nothing of it "
            "comes back."
        ),
    )


@bp.route("/end", methods=["GET", "POST"])
def end():
    if again := needs_step_up():
        return again
    return _form_page(
        EndForm(),
        lambda: actions.end(data(), by=current, at=clock.now()),
        _("The copy for practice is gone. The records were not touched."),
        title=_("Throw the copy away"),
        button=_("Throw it away"),
        intro=_(
            "All that was practised goes, and whoever is signed in there is sent away. The records stay."
        ),
    )


def _form_page(form, act: Callable, done: str, **page):
    back = url_for(".show")
    return form_page(form, act, done, back, breadcrumb=[(_("Practice"), back)], **page)
