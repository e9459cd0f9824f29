from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from secaudit.accounts.gate import current
from secaudit.accounts.saving import saved
from secaudit.calendar import clock
from secaudit.calendar.reading import read_date
from secaudit.catalogue import installed
from secaudit.directory.forms.offices import (
    FactsForm,
    UnitChangeForm,
    UnitForm,
)
from secaudit.errors import Invalid, Missing
from secaudit.organisation import actions
from secaudit.organisation.drafting import stamp
from secaudit.organisation.kinds import Kind
from secaudit.organisation.models import System
from secaudit.organisation.reading import last_names, successions, tree, versions
from secaudit.organisation.tree import Office
from secaudit.people.reading import posts_of_unit
from secaudit.web.language import called, in_my_language
from secaudit.web.problems import said

bp = Blueprint("organisation", __name__, url_prefix="/organisation")


def asked_day():
    """The day in the address, in any way it is typed; what is wrong with it, if anything."""
    typed = request.args.get("on", "")
    try:
        return (read_date(typed) if typed else clock.today()), ""
    except Invalid as problem:
        return clock.today(), said(problem)


def existing(id: int, on=None) -> Office:
    """The office as it stands on that day, or today."""
    office = tree(on or clock.today()).get(id) or next(
        (found for row in versions(id) if (found := tree(row.valid_from).get(id))), None
    )
    if office is None:
        raise Missing()
    return office


def trail(*offices: Office) -> list[tuple[str, str]]:
    """The way back from a page about an office."""
    pages = [(called(each), url_for(".unit", id=each.id)) for each in offices]
    return [(_("Organisation"), url_for(".index")), *pages]


def form_page(title: str, form, button: str, office: Office | None = None, **options):
    """A page that is one form."""
    cancel = url_for(".unit", id=office.id) if office else url_for(".index")
    return render_template(
        "form.html",
        title=title,
        form=form,
        button=button,
        cancel=cancel,
        breadcrumb=trail(*([office] if office else [])),
        **options,
    )


@bp.get("")
def index():
    on, wrong = asked_day()
    return render_template(
        "directory/offices.html",
        tree=tree(on),
        on=on,
        today=clock.today(),
        typed=request.args.get("on", ""),
        wrong=wrong,
    )


@bp.get("/<id:id>")
def unit(id):
    on, _wrong = asked_day()
    history = versions(id)
    if not history:
        raise Missing()
    offices = tree(on)
    links = successions(id)
    others = {one for link in links for one in (link.predecessor_id, link.successor_id) if one}
    gates = {gate.id: in_my_language(gate.title) for gate in catalogue_gates()}
    shown = offices.get(id) or existing(id)
    around = offices if id in offices.offices else tree(history[-1].valid_from)
    return render_template(
        "directory/office.html",
        office=shown,
        here=offices.get(id),
        unit=history[-1].unit,
        on=on,
        tree=around,
        history=history,
        links=links,
        names=last_names(others | {row.parent_id for row in history if row.parent_id}),
        posts=posts_of_unit(id, on),
        systems=list(System.select().where(System.owner == id).order_by(System.code)),
        facts=[gates.get(fact, fact) for fact in sorted(shown.facts)],
    )


@bp.route("/new", methods=["GET", "POST"])
def new():
    form = UnitForm(clock.today())
    made = saved(
        form,
        lambda: actions.create_unit(
            Kind(form.kind.data),
            **form.words(),
            answers=form.answers.data,
            reason=form.reason.data,
            on=form.on.data,
            by=current,
            at=clock.now(),
        ),
    )
    if made:
        flash(_("The office is entered."), "success")
        return redirect(url_for(".unit", id=made.id, on=form.on.data))
    return form_page(_("New office"), form, _("Save"))


@bp.route("/<id:id>/edit", methods=["GET", "POST"])
def edit(id):
    on, _wrong = asked_day()
    office = existing(id, on)
    form = UnitChangeForm(on, data=as_it_stands(office, on))
    done = saved(
        form,
        lambda: actions.change_unit(
            id,
            **form.words(),
            kind=Kind(form.kind.data),
            answers=form.answers.data,
            reason=form.reason.data,
            on=form.on.data,
            seen=form.seen.data,
            by=current,
            at=clock.now(),
        ),
    )
    if done:
        flash(_("The office is changed."), "success")
        return redirect(url_for(".unit", id=id, on=form.on.data))
    intro = _("It stays the same office: what was before the day remains as it was.")
    return form_page(
        _("Change %(name)s", name=called(office)), form, _("Save"), office, intro=intro
    )


def as_it_stands(office: Office, on) -> dict:
    names = ("code", "name", "name_en", "kana", "parent", "position", "answers")
    short = "" if office.short_name == office.name else office.short_name
    values = {name: getattr(office, name) for name in names}
    return {
        **values,
        "short_name": short,
        "kind": office.kind.value,
        "on": on,
        "seen": stamp(office.id),
    }


@bp.route("/<id:id>/facts", methods=["GET", "POST"])
def facts(id):
    office = existing(id)
    form = FactsForm(data={"facts": sorted(office.facts), "seen": stamp(id)})
    form.facts.offer(fact_choices(office.facts))
    done = saved(
        form,
        lambda: actions.set_facts(
            id, form.facts.data, seen=form.seen.data, by=current, at=clock.now()
        ),
    )
    if done:
        flash(_("Saved. It decides which questions the office gets in the next period."), "success")
        return redirect(url_for(".unit", id=id))
    title = _("What holds for %(name)s", name=called(office))
    return form_page(title, form, _("Save"), office)


def catalogue_gates():
    """What the catalogue in force asks about offices and systems."""
    return installed.current(current_app.config).gates


def fact_choices(held=()) -> list[tuple[str, str]]:
    """The catalogue's gates; those that it no longer knows stay as long as they are held."""
    known = {g.id: in_my_language(g.question or g.title) for g in catalogue_gates()}
    return [*known.items(), *((fact, fact) for fact in sorted(held) if fact not in known)]
