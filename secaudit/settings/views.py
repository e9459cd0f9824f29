from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from secaudit.accounts.gate import current
from secaudit.accounts.saving import saved
from secaudit.calendar import clock
from secaudit.organisation.actions import change_settings
from secaudit.organisation.settings import Preset, settings
from secaudit.settings import presets
from secaudit.settings.forms import PresetForm, groups
from secaudit.settings.forms import form as settings_form

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


@bp.route("/preset", methods=["GET", "POST"])
def preset():
    """How much of the process: seen side by side, looked at before it is taken, changed again any time."""
    form = PresetForm()
    if saved(form, lambda: _take(form.chosen) or True):
        flash(_("Saved. Each of these can be changed by itself as well."), "success")
        return redirect(url_for(".preset"))
    return render_template(
        "settings/preset.html",
        form=form,
        table=presets.table(),
        labels=presets.LABELS,
        for_whom=presets.FOR_WHOM,
        now=settings()["preset"],
        looked_at=_looked_at(),
    )


def _take(chosen: Preset) -> list[str]:
    return change_settings(presets.values(chosen), by=current, at=clock.now())


def _looked_at() -> tuple[Preset, list[presets.Change]] | None:
    """The preset that is asked about, and what it would change."""
    asked = request.values.get("preset", "")
    if asked not in list(Preset):
        return None
    return Preset(asked), presets.changes(Preset(asked), settings())
