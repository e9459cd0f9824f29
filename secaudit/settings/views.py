from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from secaudit.accounts.gate import current
from secaudit.accounts.saving import saved
from secaudit.calendar import clock
from secaudit.organisation.actions import change_settings
from secaudit.settings.forms import form as settings_form
from secaudit.settings.forms import groups

bp = Blueprint("settings", __name__, url_prefix="/settings")


@bp.route("", methods=["GET", "POST"])
def show():
    """Every choice with what it means, what holds now, and the default."""
    form = settings_form()
    done = saved(form, lambda: [change_settings(form.values(), by=current, at=clock.now())])
    if done:
        changed = done[0]
        flash(_("Saved.") if changed else _("There was nothing to change."), "success")
        return redirect(url_for(".show"))
    return render_template("settings/show.html", form=form, groups=groups())
