"""From the workbook to the preview, and what the last button does."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from secaudit.accounts.gate import current
from secaudit.accounts.saving import put_beside_field
from secaudit.calendar import clock
from secaudit.calendar.fiscal import fiscal_year
from secaudit.catalogue.installed import in_force
from secaudit.catalogue.views.editions import stored_editions
from secaudit.editing.folder import read_folder
from secaudit.errors import Invalid
from secaudit.organisation.reading import tree
from secaudit.organisation.tree import Office
from secaudit.selfcheck.kinds import Value
from secaudit.takeover import actions
from secaudit.takeover.columns import (
    BLANK,
    LABELS,
    checked,
    department_columns,
    guessed,
    meaning_of,
    numbers_of,
    plain,
    words_in,
)
from secaudit.takeover.drafts import Draft, opened
from secaudit.takeover.forms import ColumnsForm, DraftForm, UploadForm
from secaudit.takeover.plan import Plan, Terms, plan
from secaudit.web.spreadsheets import cell_address, read_table
from secaudit.web.spreadsheets.limits import MAX_COLUMNS

bp = Blueprint("takeover", __name__, url_prefix="/takeover")
SHOWN_ROWS = 6


@bp.route("", methods=["GET", "POST"])
def upload():
    year = fiscal_year(clock.today()) - 1
    catalogue = in_force(current_app.config).catalogue
    usual = {"year": year, "on": clock.today(), "label": "-".join([catalogue.edition, _("own")])}
    form = UploadForm(data=usual)
    if form.validate_on_submit():
        try:
            return columns_page(read(form))
        except Invalid as problem:
            problem.field = problem.field if problem.field in form else "file"
            put_beside_field(form, problem)
    return render_template("takeover/upload.html", form=form)


def read(form: UploadForm) -> Draft:
    actions.check_year(form.year.data, clock.today())  # type: ignore[arg-type]
    file = form.file.data
    rows = read_table(file.read(), file.filename)
    if len(rows) < 2:
        raise Invalid(_("The file has no row below the headings."), field="file")
    return Draft(form.year.data, form.on.data, form.label.data.strip(), rows, guessed(rows[0]))


def sealed(draft: Draft) -> str:
    return draft.sealed(current.person, current_app.config["SECRET_KEY"])


def sent() -> Draft:
    text = request.form.get("draft", "")
    return opened(text, current.person, current_app.config["SECRET_KEY"])


# --- which column ---------------------------------------------------------------------------


def columns_page(draft: Draft, form: ColumnsForm | None = None):
    if form is None:
        said = {**numbers_of(draft.columns), "draft": sealed(draft)}
        form = ColumnsForm(formdata=None, data=said)
    width = max(len(row.cells) for row in draft.rows[:50])
    letters = [cell_address(1, n).rstrip("1") for n in range(1, width + 1)]
    headed = [f"{letter} {draft.rows[0].cell(n)[:40]}" for n, letter in enumerate(letters, 1)]
    choices = [SelectChoice(n, text) for n, text in enumerate([_("none"), *headed])]
    for name in LABELS:
        form[name].choices = choices
    return render_template(
        "takeover/columns.html",
        form=form,
        draft=draft,
        letters=letters,
        rows=draft.rows[:SHOWN_ROWS],
    )


@bp.post("/columns")
def columns():
    draft, form = sent(), ColumnsForm()
    for name in LABELS:
        form[name].choices = [SelectChoice(n, "") for n in range(MAX_COLUMNS + 1)]
    if not form.validate_on_submit():
        return columns_page(draft, form)
    try:
        draft = draft.with_(columns=checked(form.columns()))
        words = words_in(draft.rows, answer_columns(draft))
    except Invalid as problem:
        put_beside_field(form, problem)
        return columns_page(draft, form)
    return words_page(draft, words) if words else preview_page(draft)


def answer_columns(draft: Draft) -> list[int]:
    if not draft.columns.wide:
        return [draft.columns.answer] if draft.columns.answer else []
    found = list(department_columns(draft.rows[0], draft.columns, set(offices(draft))))
    if not found:
        raise Invalid(_("No column is headed by the code or name of a department."), field="wide")
    return found


def offices(draft: Draft) -> dict[str, Office]:
    """By code and by name: those of the day that was given, and for the rest those of today."""
    found: dict[str, Office] = {}
    for day in (clock.today(), draft.on):
        for office in tree(day).answering():
            found |= {plain(office.code): office, plain(office.name): office}
    return found


# --- which word -----------------------------------------------------------------------------


def words_page(draft: Draft, words: list[str], missing: tuple[str, ...] = ()):
    chosen = {word: draft.words.get(word, meaning_of(word)) for word in words}
    page = render_template(
        "takeover/words.html",
        form=DraftForm(formdata=None, data={"draft": sealed(draft)}),
        words=chosen,
        values=list(Value),
        blank=BLANK,
        missing=missing,
        has_errors=bool(missing),
    )
    return (page, 400) if missing else page


@bp.post("/words")
def words():
    draft = sent()
    known = words_in(draft.rows, answer_columns(draft))
    allowed = {BLANK, *(value.value for value in Value)}
    said = {word: request.form.get(f"word-{n}", "") for n, word in enumerate(known)}
    draft = draft.with_(words={word: each for word, each in said.items() if each in allowed})
    missing = tuple(word for word in known if word not in draft.words)
    return words_page(draft, known, missing) if missing else preview_page(draft)


# --- what would happen ----------------------------------------------------------------------


def planned(draft: Draft) -> Plan:
    words = {word: None if said == BLANK else Value(said) for word, said in draft.words.items()}
    catalogue = in_force(current_app.config).catalogue
    stored = [edition for _key, edition in stored_editions()]
    return plan(draft.rows, Terms(draft.columns, words, offices(draft), catalogue, stored))


def preview_page(draft: Draft):
    made = planned(draft)
    return render_template(
        "takeover/preview.html",
        form=DraftForm(formdata=None, data={"draft": sealed(draft)}),
        plan=made,
        draft=draft,
        values=list(Value),
        catalogue=in_force(current_app.config).catalogue,
    )


@bp.post("/confirmation")
def confirm():
    draft = sent()
    made = planned(draft)
    if made.faults:
        return preview_page(draft)
    now = in_force(current_app.config)
    present = actions.Present(
        read_folder(current_app.config["LOCAL_CONTROLS"]), now.catalogue, now.shipped
    )
    period, release = actions.take_over(
        made,
        actions.Wish(draft.year, draft.on, draft.label),
        present,
        tree(draft.on),
        by=current,
        at=clock.now(),
        today=clock.today(),
    )
    if period:
        flash(_("Taken over: %(count)s answers.", count=len(made.answers)), "success")
    if release:
        flash(
            _("The questions wait on this page. Ask for approval; then they are in force."), "info"
        )
        return redirect(url_for("editing.release", id=release.id))
    if period:
        return redirect(url_for("selfcheck.period", id=period.id))
    flash(_("There was nothing to change."), "info")
    return redirect(url_for(".upload"))
