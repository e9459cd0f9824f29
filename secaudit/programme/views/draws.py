"""Random draws: stated and sealed, drawn, looked at, and what they allow to say."""

import json

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from secaudit.accounts.gate import current
from secaudit.accounts.saving import doing, tried
from secaudit.audits.kinds import Profile
from secaudit.audits.planning import chosen_controls
from secaudit.audits.reach import ground, own_engagements
from secaudit.audits.reading import sees_all
from secaudit.audits.sampling import actions, drawing, reading
from secaudit.audits.sampling.actions import Population
from secaudit.audits.sampling.files import as_file
from secaudit.audits.sampling.kinds import Of, State
from secaudit.audits.sampling.models import Draw
from secaudit.audits.sampling.statement import lines
from secaudit.calendar import clock
from secaudit.catalogue.installed import pinned
from secaudit.errors import Invalid, Missing
from secaudit.fieldwork.views.planning import title
from secaudit.journal.actions import history, name
from secaudit.organisation.reading import last_names
from secaudit.programme import outcome, population
from secaudit.programme.forms import DrawForm, WithdrawalForm, WordForm
from secaudit.programme.views import bp
from secaudit.selfcheck.models import Period
from secaudit.selfcheck.reading import periods
from secaudit.web.attachments import attached
from secaudit.web.language import in_my_language, language


def find(id: int) -> Draw:
    """The draw, or the same 404 whether it is foreign or does not exist."""
    draw = reading.find(id)
    if sees_all(current) or draw.engagement_id in own_engagements(current, clock.today()):
        return draw
    raise Missing()


@bp.get("/audits/draws")
def draws():
    own = own_engagements(current, clock.today())
    found = [each for each in reading.draws() if sees_all(current) or each.engagement_id in own]
    return render_template("programme/draws.html", draws=found)


@bp.route("/audits/draws/new", methods=["GET", "POST"])
def new_draw():
    known = ground(clock.today())
    checks = [each for each in periods() if each.edition_id]
    form = DrawForm()
    offices = known.tree.answering()
    form.units.choices = [SelectChoice(str(o.id), o.called(language())) for o in offices]
    form.period.choices = [SelectChoice(str(each.id), title(each)) for each in checks]
    form.chapters.choices = [
        SelectChoice(each.id, in_my_language(each.title))
        for each in (pinned(checks[0].edition_id).chapters if checks else ())
    ]
    if not form.is_submitted():
        form.units.data, form.chapters.data = [str(office.id) for office in offices], []
        form.period.data = str(checks[0].id) if checks else ""
    if tried(form, lambda: commit(form, known)):
        flash(_("The population and the seal are on record. Now draw."), "success")
        return redirect(url_for(".draw", id=form.saved.id))
    return render_template("programme/new_draw.html", form=form)


def commit(form, known) -> None:
    form.saved = actions.commit(
        Of(form.of.data), form.title.data, stated(form, known), form.size.data or 0,
        bool(form.stratified.data), **doing(),
    )  # fmt: skip


def stated(form: DrawForm, known) -> Population:
    units = {int(unit) for unit in form.units.data}
    if form.of.data == Of.DEPARTMENTS:
        return population.departments(known, units)
    period = Period.get_or_none(Period.id == int(form.period.data or 0))
    if period is None:
        raise Invalid(_("Choose a self-check."), field="period")
    catalogue = pinned(period.edition_id)
    profile = Profile(form.profile.data or Profile.CORE)
    controls = chosen_controls(catalogue, profile, set(form.chapters.data or ()))
    order = [control.id for control in catalogue.controls]
    return population.cells(known, units, period, controls, bool(form.declared.data), order)


@bp.get("/audits/draws/<id:id>")
def draw(id):
    return draw_page(find(id))


def draw_page(found: Draw, form: WordForm | None = None):
    form = form or WordForm(formdata=None, version=found.version)
    looked_at = found.engagement_id is not None
    result = outcome.outcome(found, outcome.seen(found)) if looked_at else None
    return render_template(
        "programme/draw.html",
        draw=found,
        form=form,
        drawn=named(found) if found.drawn else [],
        key=drawing.key(found.seed, found.word) if found.drawn else "",
        repeated=bool(found.drawn) and actions.recomputed(found) == found.drawn,
        others=reading.others_over(found),
        entries=list(history(name(found))),
        result=result,
        lines=lines(result) if result else [],
        clusters=outcome.departments(found),
        may_draw=current.may("plan audits"),
        Of=Of,
        State=State,
    )


def named(draw: Draw) -> list[tuple[str, str]]:
    """Each drawn item with the name of its department and the title of its control."""
    names = last_names(set(draw.units.values()))
    catalogue = pinned(draw.edition_id) if draw.edition_id else None
    return [
        (item, called(names.get(unit), catalogue, control))
        for item, (unit, control) in zip(draw.drawn, reading.parts(draw), strict=True)
    ]


def called(office, catalogue, control: str) -> str:
    words = office.name_en if language() == "en" and office.name_en else office.name
    if catalogue and control in catalogue:
        return f"{words} {in_my_language(catalogue.control(control).title)}"
    return words


@bp.post("/audits/draws/<id:id>/drawing")
def make_draw(id):
    found, form = find(id), WordForm()
    if tried(
        form,
        lambda: actions.make(
            found, form.word.data or "", form.version.data or 0, by=current, at=clock.now()
        ),
    ):
        flash(_("Drawn. Anybody can repeat it from what stands below."), "success")
        return redirect(url_for(".draw", id=id))
    return draw_page(found, form)


@bp.route("/audits/draws/<id:id>/withdrawal", methods=["GET", "POST"])
def withdraw_draw(id):
    found, form = find(id), WithdrawalForm()
    if not form.is_submitted():
        form.version.data = found.version
    if tried(
        form,
        lambda: actions.withdraw(
            found, form.reason.data or "", form.version.data or 0, by=current, at=clock.now()
        ),
    ):
        flash(_("The draw is withdrawn. It stays on record."), "success")
        return redirect(url_for(".draw", id=id))
    return render_template("programme/withdrawal.html", draw=found, form=form)


@bp.get("/audits/draws/<id:id>/record")
def draw_file(id):
    found = find(id)
    text = json.dumps(as_file(found), ensure_ascii=False, indent=1)
    return attached(text, f"{found.number}.json")
