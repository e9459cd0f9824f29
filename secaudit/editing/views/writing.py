"""One control: its texts beside their preview, with what is wrong beside each field."""

from collections.abc import Mapping

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from secaudit.accounts.gate import current
from secaudit.calendar import clock
from secaudit.catalogue.controls import Catalogue, RoleTitle, Text
from secaudit.catalogue.local.values import CITY
from secaudit.catalogue.problems import Problem
from secaudit.editing import actions
from secaudit.editing.actions.drafting import text_of
from secaudit.editing.entries import next_id, written
from secaudit.editing.forms import NewForm, SeenForm
from secaudit.editing.judging import Judged, in_entry
from secaudit.editing.models import ControlDraft
from secaudit.editing.values import WEIGHTS, Values, empty, names_of, values_from
from secaudit.editing.views import bp
from secaudit.editing.views.context import Here
from secaudit.editing.views.desk import Desk
from secaudit.errors import N_, Conflict
from secaudit.people.reading import names
from secaudit.web.language import called, in_my_language

PRIORITIES = N_("critical"), N_("high"), N_("medium"), N_("low")
METHODS = N_("inspect"), N_("interview"), N_("observe"), N_("reperform"), N_("test")
SPARE_ROWS = 2  # empty ones below those that are filled; a check shows two more


@bp.route("/controls/<id>", methods=["GET", "POST"])
def control(id):
    desk, form = Desk(id), SeenForm()
    if request.method == "GET":
        return page(desk, desk.values(), form)
    if not form.validate():
        abort(400)
    values = desk.typed()
    if request.form.get("do") == "preview":
        return page(desk, values, form)
    return save(desk, values, form)


def save(desk: Desk, values: Values, form: SeenForm):
    entry = desk.made(values)
    try:
        actions.save_draft(
            desk.id,
            desk.chapter,
            entry,
            own=desk.own,
            seen=form.seen.data,
            published=desk.published,
            by=current,
            at=clock.now(),
        )
    except Conflict as problem:
        return page(desk, values, SeenForm(formdata=None), theirs=problem), 409
    flash(_("The draft is saved."), "success")
    problems = by_field(desk, desk.here.judged(desk.files_with(entry)))
    if any(problems.values()):
        return redirect(url_for(".control", id=desk.id))
    return redirect(url_for(".index"))


def page(desk: Desk, values: Values, form: SeenForm, theirs: Conflict | None = None):
    if form.seen.data in (None, "") or theirs:
        form.seen.data = desk.seen
    entry = desk.made(values) if request.method == "POST" or desk.draft else desk.entry
    found = desk.here.judged(desk.files_with(entry))
    control = desk.shipped
    asked, others = roles_asked(desk, values)
    return render_template(
        "editing/control.html",
        desk=desk,
        form=form,
        values=values,
        typed=names_of(values),
        problems=by_field(desk, found) if entry else {},
        advice=by_field(desk, Judged(found.advice)) if entry else {},
        effect=next((e for e in desk.here.effects(found) if e.difference.id == desk.id), None),
        meaning=request.form.get("meaning") or desk.meaning(),
        title=in_my_language(control.title) if control else typed_title(values),
        roles=desk.here.shipped.roles,
        asked=asked,
        others=others,
        catalogue=desk.here.shipped,
        frameworks=[each for each in desk.here.catalogue.frameworks if each.id != CITY],
        options=options(desk.here.shipped),
        spare=SPARE_ROWS,
        titles=titles(desk.here),
        theirs=theirs,
        who=last_author(desk) if theirs else "",
        yaml=text_of(entry),
    )


def roles_asked(desk: Desk, values: Values) -> tuple[list[RoleTitle], list[RoleTitle]]:
    """Those with a question, now or as shipped, and the others; all where nobody is asked yet."""
    of = {role: bool(written(text)) for role, text in values.questions.items()}
    if desk.shipped:
        of |= {question.role: True for question in desk.shipped.questions}
    roles = list(desk.here.shipped.roles)
    asked = [role for role in roles if of.get(role.code)] or roles
    return asked, [role for role in roles if role not in asked]


def options(catalogue: Catalogue) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen from: value and words."""
    return {
        "priorities": [(each, _(each)) for each in PRIORITIES],
        "weights": [(each, each) for each in WEIGHTS],
        "roles": [(each.code, in_my_language(each.title)) for each in catalogue.roles],
        "gates": [(each.id, in_my_language(each.title)) for each in catalogue.gates],
        "evidence": [(code, in_my_language(each)) for code, each in catalogue.evidence.items()],
        "methods": [(each, _(each)) for each in METHODS],
    }


def typed_title(values: Values) -> str:
    return values.title.get("ja", "")


def last_author(desk: Desk) -> str:
    authors = desk.row.authors if desk.row else []
    return called(names(authors[-1:]).get(authors[-1])) if authors else ""


def by_field(desk: Desk, found: Judged) -> Mapping[str, list[Problem]]:
    """The problems of this control beside its fields; "" for what has no field of its own."""
    files = desk.files_with(desk.entry)
    if request.method == "POST":
        files = desk.files_with(desk.made(desk.typed()))
    result: dict[str, list[Problem]] = {}
    for problem in (*found.problems, *found.advice):
        name = in_entry(problem, files, desk.id)
        if name is not None:
            result.setdefault(name, []).append(problem)
    return result


@bp.route("/new", methods=["GET", "POST"])
def new():
    """Which chapter; the id follows from it and is never used again."""
    here, form = Here(), NewForm()
    form.chapter.choices = chapter_choices(here)
    if form.validate_on_submit():
        chapter = form.chapter.data
        id = next_id(chapter, taken(here))
        return redirect(url_for(".own", chapter=chapter, id=id))
    return render_template("editing/new.html", form=form)


def chapter_choices(here: Here):
    return [
        SelectChoice(each.id, f"{each.id} {in_my_language(each.title)}")
        for each in here.catalogue.chapters
    ]


def taken(here: Here) -> set[str]:
    drafts = {each.control for each in ControlDraft.select(ControlDraft.control)}
    return drafts | set(here.published) | {control.id for control in here.catalogue.controls}


@bp.route("/new/<chapter>/<id>", methods=["GET", "POST"])
def own(chapter, id):
    """Where somebody else took the id meanwhile, this control gets the next one."""
    here = Here()
    if chapter not in {each.id for each in here.catalogue.chapters}:
        abort(404)
    free = next_id(chapter, taken(here))
    if request.method == "GET" and id != free:
        return redirect(url_for(".own", chapter=chapter, id=free))
    id = free
    desk, form = Desk(id, chapter), SeenForm()
    if request.method == "GET":
        return page(desk, desk.values(), form)
    if not form.validate():
        abort(400)
    values = desk.typed()
    if request.form.get("do") == "preview":
        return page(desk, values, form)
    return save(desk, values, form)


@bp.post("/preview")
def preview():
    """For the script of the editing page."""
    here = Here()
    named = titles(here)
    values = values_from(request.form.to_dict(flat=False), list(named), empty(list(named)))
    html = render_template(
        "editing/_preview.html", values=values, titles=named, catalogue=here.shipped
    )
    return jsonify(html=html)


def titles(here: Here) -> dict[str, Text]:
    """What the roles are called."""
    return {role.code: role.title for role in here.shipped.roles}
