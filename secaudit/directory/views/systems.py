from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from secaudit.accounts.gate import current
from secaudit.accounts.saving import saved
from secaudit.calendar import clock
from secaudit.directory.forms.systems import SystemChangeForm, SystemClosureForm, SystemForm
from secaudit.directory.views.offices import fact_choices
from secaudit.errors import Missing
from secaudit.organisation import actions
from secaudit.organisation.models import System
from secaudit.organisation.reading import last_names
from secaudit.web.language import called

bp = Blueprint("systems", __name__, url_prefix="/systems")


def existing(id: int) -> System:
    row = System.get_or_none(System.id == id)
    if row is None:
        raise Missing()
    return row


def form_page(title: str, form, **options):
    trail = [
        (_("Organisation"), url_for("organisation.index")),
        (_("Systems"), url_for(".index")),
    ]
    return render_template(
        "form.html",
        title=title,
        form=form,
        button=_("Save"),
        cancel=url_for(".index"),
        breadcrumb=trail,
        **options,
    )


@bp.get("")
def index():
    systems = list(System.select().order_by(System.code))
    return render_template(
        "directory/systems.html",
        systems=systems,
        owners=last_names({system.owner_id for system in systems}),
        today=clock.today(),
    )


@bp.route("/new", methods=["GET", "POST"])
def new():
    form = SystemForm(clock.today(), fact_choices())
    made = saved(
        form,
        lambda: actions.create_system(**form.words(), on=form.on.data, by=current, at=clock.now()),
    )
    if made:
        flash(_("The system is entered."), "success")
        return redirect(url_for(".index"))
    return form_page(_("New system"), form)


@bp.route("/<id:id>/edit", methods=["GET", "POST"])
def edit(id):
    system = existing(id)
    values = {name: getattr(system, name) for name in ("code", "name", "name_en", "facts")}
    values |= {"owner": system.owner_id, "on": clock.today(), "seen": system.version}
    form = SystemChangeForm(clock.today(), fact_choices(system.facts), data=values)
    done = saved(
        form,
        lambda: actions.change_system(
            id,
            **form.words(),
            on=form.on.data,
            version=form.seen.data,
            by=current,
            at=clock.now(),
        ),
    )
    if done:
        flash(_("The system is changed."), "success")
        return redirect(url_for(".index"))
    return form_page(_("Change %(name)s", name=called(system)), form)


@bp.route("/<id:id>/closure", methods=["GET", "POST"])
def closure(id):
    system = existing(id)
    form = SystemClosureForm(data={"seen": system.version})
    done = saved(
        form,
        lambda: actions.close_system(
            id, form.on.data, version=form.seen.data, by=current, at=clock.now()
        ),
    )
    if done:
        flash(_("The system is marked as out of use."), "success")
        return redirect(url_for(".index"))
    return form_page(_("Take %(name)s out of use", name=called(system)), form, kind="danger")
