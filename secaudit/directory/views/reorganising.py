"""Merging, splitting and abolishing an office, each from its page."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from secaudit.accounts.gate import current
from secaudit.accounts.saving import saved
from secaudit.calendar import clock
from secaudit.directory.forms.offices import ClosureForm, MergeForm, SplitForm
from secaudit.directory.views.offices import asked_day, bp, existing, form_page
from secaudit.errors import N_
from secaudit.people import reorganisation
from secaudit.web.language import called, day

LASTING = N_(
    "This cannot be undone: what was merged, split or abolished is only changed again by another"
    " reorganisation. People, systems and history go along; periods that have begun keep their sheets."
)


@bp.route("/<id:id>/merger", methods=["GET", "POST"])
def merger(id):
    on, _wrong = asked_day()
    office = existing(id, on)
    form = MergeForm(office, on)
    made = saved(
        form,
        lambda: reorganisation.merge_units(
            [id, *form.ids.data], form.heir(office), **when_and_who(form)
        ),
    )
    if made:
        flash(_("The offices are merged. Their people, systems and history went along."), "success")
        return redirect(url_for(".unit", id=made.id, on=form.on.data))
    title = _("Merge %(name)s with others", name=called(office))
    return form_page(title, form, _("Merge"), office, intro=_(LASTING), kind="danger")


@bp.route("/<id:id>/split", methods=["GET", "POST"])
def split(id):
    on, _wrong = asked_day()
    office = existing(id, on)
    form = SplitForm()
    done = saved(
        form,
        lambda: reorganisation.split_unit(
            id, form.parts(office), stays=form.stays.data, **when_and_who(form)
        ),
    )
    if done:
        flash(_("The office is split."), "success")
        return redirect(url_for(".index", on=form.on.data))
    title = _("Split %(name)s", name=called(office))
    return form_page(title, form, _("Split up"), office, intro=_(LASTING), kind="danger")


@bp.route("/<id:id>/closure", methods=["GET", "POST"])
def closure(id):
    on, _wrong = asked_day()
    office = existing(id, on)
    form = ClosureForm(on)
    done = saved(
        form,
        lambda: reorganisation.abolish_unit(
            id, successor=form.successor.data, **when_and_who(form)
        ),
    )
    if done:
        flash(
            _("%(name)s ends before %(day)s.", name=called(office), day=day(form.on.data)),
            "success",
        )
        return redirect(url_for(".index", on=form.on.data))
    title = _("Abolish %(name)s", name=called(office))
    return form_page(title, form, _("Abolish"), office, intro=_(LASTING), kind="danger")


def when_and_who(form) -> dict:
    return {
        "on": form.on.data,
        "reason": form.reason.data,
        "by": current,
        "at": clock.now(),
    }
