"""One control: its texts beside their preview, with what is wrong beside each field."""

from collections.abc import Mapping
from copy import deepcopy

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from secaudit.accounts.gate import current
from secaudit.calendar import clock
from secaudit.catalogue.controls import Control, Text
from secaudit.catalogue.editions import control_of
from secaudit.catalogue.local.reading import override_from
from secaudit.catalogue.problems import Problem
from secaudit.editing import actions, reading
from secaudit.editing.actions.drafting import text_of
from secaudit.editing.entries import (
    Values,
    names_of,
    next_id,
    override_entry,
    own_entry,
    values_from,
    values_of,
)
from secaudit.editing.files import Entry, Files, with_override, with_own
from secaudit.editing.forms import NewForm, SeenForm
from secaudit.editing.judging import Judged, in_entry
from secaudit.editing.models import ControlDraft
from secaudit.editing.views import bp
from secaudit.editing.views.context import Here
from secaudit.errors import Conflict
from secaudit.people.reading import names
from secaudit.web.language import called, in_my_language

NOTHING = {"ja": "", "en": ""}


class Desk:
    """Everything about the control that is being written."""

    def __init__(self, id: str, chapter: str = ""):
        self.here, self.id = Here(), id
        self.row = reading.draft_of(id)
        self.draft: ControlDraft | None = self.row if self.row and self.row.open else None
        shipped = self.here.shipped
        self.shipped: Control | None = shipped.control(id) if id in shipped else None
        self.own = self.shipped is None
        self.published: Entry = self.here.published.get(id, {})
        self.chapter = chapter or self._chapter()
        self.roles = [role.code for role in shipped.roles]

    def _chapter(self) -> str:
        if self.shipped:
            return self.shipped.chapter
        if self.row:
            return self.row.chapter
        catalogue = self.here.catalogue
        return catalogue.control(self.id).chapter if self.id in catalogue else abort(404)

    @property
    def entry(self) -> Entry:
        return self.draft.entry_tree if self.draft else self.published

    @property
    def seen(self) -> int:
        return self.row.version if self.row else 0

    def control(self) -> Control | None:
        """As the draft says, good or not; else as it is in force."""
        if self.draft and self.shipped:
            entry = {"id": self.id, "of_revision": self.shipped.revision, **deepcopy(self.entry)}
            return override_from(entry).laid_over(self.shipped)
        if self.draft:
            return control_of(both(self.entry), self.chapter)
        catalogue = self.here.catalogue
        return catalogue.control(self.id) if self.id in catalogue else None

    def values(self) -> Values:
        control = self.control()
        if control is None:
            return Values(NOTHING, NOTHING, NOTHING, {role: NOTHING for role in self.roles})
        return values_of(control, self.entry, self.roles)

    def meaning(self) -> str:
        """What the draft says so far about last year's answers."""
        raised = any(
            int(self.entry.get(name, usual)) > int(self.published.get(name, usual))
            for name, usual in (("raised", 0), ("revision", 1))
        )
        return "changed" if self.draft and raised else "kept"

    def made(self, values: Values) -> Entry:
        if self.shipped:
            return override_entry(values, self.shipped, self.entry, self.published)
        return own_entry(values, self.id, self.entry, self.published)

    def files_with(self, entry: Entry) -> Files:
        """The files of today with all drafts, and this one as it is being written."""
        others = [each for each in reading.open_drafts() if each.control != self.id]
        files = reading.with_drafts(self.here.files, others, self.here.shipped)
        if self.own:
            return with_own(files, self.chapter, entry) if entry else files
        order = [control.id for control in self.here.shipped.controls]
        return with_override(files, self.id, entry, order)


def both(tree):
    """An entry of a file with its texts in both languages, as values are made from it."""
    if isinstance(tree, dict) and tree and set(tree) <= {"ja", "en"}:
        return {"ja": tree.get("ja") or tree["en"], "en": tree.get("en") or tree["ja"]}
    if isinstance(tree, dict):
        return {key: both(each) for key, each in tree.items()}
    return [both(each) for each in tree] if isinstance(tree, list) else tree


@bp.route("/controls/<id>", methods=["GET", "POST"])
def control(id):
    desk, form = Desk(id), SeenForm()
    if request.method == "GET":
        return page(desk, desk.values(), form)
    if not form.validate():
        abort(400)
    values = values_from(request.form, desk.roles)
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
        titles=titles(desk.here),
        theirs=theirs,
        who=last_author(desk) if theirs else "",
        yaml=text_of(entry),
    )


def typed_title(values: Values) -> str:
    return values.title.get("ja", "")


def last_author(desk: Desk) -> str:
    authors = desk.row.authors if desk.row else []
    return called(names(authors[-1:]).get(authors[-1])) if authors else ""


def by_field(desk: Desk, found: Judged) -> Mapping[str, list[Problem]]:
    """The problems of this control beside its fields; "" for what has no field of its own."""
    files = desk.files_with(desk.entry)
    if request.method == "POST":
        files = desk.files_with(desk.made(values_from(request.form, desk.roles)))
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
    values = values_from(request.form, desk.roles)
    if request.form.get("do") == "preview":
        return page(desk, values, form)
    return save(desk, values, form)


@bp.post("/preview")
def preview():
    """For the script of the editing page."""
    named = titles(Here())
    values = values_from(request.form, list(named))
    return jsonify(html=render_template("editing/_preview.html", values=values, titles=named))


def titles(here: Here) -> dict[str, Text]:
    """What the roles are called."""
    return {role.code: role.title for role in here.shipped.roles}
