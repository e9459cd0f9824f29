"""The evidence of an answer: shown, attached, taken over, replaced; files handed out."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from secaudit.accounts.gate import current
from secaudit.accounts.saving import put_beside_field
from secaudit.calendar import clock
from secaudit.errors import Invalid, Missing
from secaudit.evidence import reading as evidence_reading
from secaudit.evidence.forms import AttachForm, attach_form, limits_now
from secaudit.evidence.models import Evidence
from secaudit.evidence.serving import download
from secaudit.selfcheck import actions, reading
from secaudit.selfcheck.actions.answering import asked_control
from secaudit.selfcheck.models import Sheet
from secaudit.selfcheck.proofs import about, proofs_of, reusable
from secaudit.selfcheck.rights import answers_in
from secaudit.selfcheck.showing import all_lines, numbers, sections
from secaudit.selfcheck.states import EDITABLE, MOVING
from secaudit.selfcheck.views import bp
from secaudit.web.fields import VersionForm
from secaudit.web.problems import wants_json


@bp.app_template_global("proofs_of")
def proofs(sheet: Sheet):
    """`.own` and `.last` by question; asked for once a page."""
    return proofs_of(sheet)


def _changes(sheet: Sheet, chapter: str) -> bool:
    open_now = sheet.state in EDITABLE and sheet.period.state in MOVING
    return open_now and answers_in(sheet, current, chapter)


@bp.get("/sheets/<id:id>/answers/<control>/evidence")
def evidence(id, control):
    return _page(reading.sheet_for(current, id), control)


def _page(sheet: Sheet, control: str, form: AttachForm | None = None):
    catalogue = reading.catalogue_of(sheet.period)
    asked = asked_control(sheet, control)
    answers = reading.answers_of(sheet, asked.chapter)
    found = sections(sheet, catalogue, answers, reading.last_year_answers(sheet, control))
    line = next(each for each in all_lines(found) if each.control.id == control)
    changes = _changes(sheet, asked.chapter)
    history = evidence_reading.history(about(sheet.id), control)
    return render_template(
        "selfcheck/evidence.html",
        sheet=sheet,
        period=sheet.period,
        line=line,
        kinds=catalogue.evidence,
        rows=[row for row in reversed(history) if not row.removed],
        gone=[row for row in history if row.removed],
        reusable=reusable(sheet, control) if changes else [],
        numbers=numbers(sheet, catalogue),
        attach=form or (attach_form(catalogue, formdata=None) if changes else None),
        form=form,
        files=limits_now() is not None,
    )


@bp.post("/sheets/<id:id>/answers/<control>/evidence/new")
def attach_evidence(id, control):
    sheet = reading.sheet_for(current, id)
    form = attach_form(reading.catalogue_of(sheet.period))
    made: list[Evidence] = []

    def do():
        made.append(actions.attach_evidence(id, control, form.proof(), **_doing()))

    if _tried(form, do):
        return _attached(sheet, control, made[0])
    if wants_json():
        texts = [str(text) for each in form for text in each.errors]
        return {"error": " ".join(texts)}, 400
    return _page(sheet, control, form), 400


def _tried(form: AttachForm, action) -> bool:
    if not form.validate_on_submit():
        return False
    try:
        action()
    except Invalid as problem:
        if problem.field and problem.field not in form:
            raise
        put_beside_field(form, problem)
        return False
    return True


def _doing() -> dict:
    return {"by": current, "at": clock.now(), "on": clock.today()}


def _attached(sheet: Sheet, control: str, row: Evidence):
    if wants_json():
        return {"title": row.title, "said": _("“%(title)s” is attached.", title=row.title)}
    flash(_("“%(title)s” is attached.", title=row.title), "success")
    return redirect(url_for(".evidence", id=sheet.id, control=control))


@bp.post("/sheets/<id:id>/answers/<control>/evidence/reuse")
def reuse_evidence(id, control):
    sheet = reading.sheet_for(current, id)
    number = request.form.get("evidence", "")
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        raise Missing()
    return _attached(sheet, control, actions.reuse_evidence(id, control, int(number), **_doing()))


@bp.route("/sheets/<id:id>/evidence/<id:number>/replace", methods=["GET", "POST"])
def replace_evidence(id, number):
    sheet, row = _found(id, number)
    asked = asked_control(sheet, row.control)
    if row.removed or not _changes(sheet, asked.chapter):
        return redirect(url_for(".evidence", id=id, control=row.control))
    form = attach_form(reading.catalogue_of(sheet.period), obj=row)
    version = VersionForm()
    if request.method == "GET":
        version.version.data = row.version

    def do():
        based = version.version.data or 0
        actions.replace_evidence(id, number, form.proof(), based, **_doing())

    if request.method == "POST" and _tried(form, do):
        flash(_("Replaced. The earlier version stays on record."), "success")
        return redirect(url_for(".evidence", id=id, control=row.control))
    page = render_template(
        "selfcheck/evidence_replace.html",
        sheet=sheet,
        period=sheet.period,
        row=row,
        control=asked,
        form=form,
        version=version.version.data,
    )
    return page, 400 if form.errors else 200


def _found(id: int, number: int) -> tuple[Sheet, Evidence]:
    """The sheet within the reader's reach, and a piece of evidence of that sheet only."""
    sheet = reading.sheet_for(current, id)
    row = Evidence.get_or_none((Evidence.id == number) & (Evidence.about == about(id)))
    if row is None:
        raise Missing()
    return sheet, row


@bp.post("/sheets/<id:id>/evidence/<id:number>/remove")
def remove_evidence(id, number):
    form = VersionForm()
    row = actions.remove_evidence(id, number, form.version.data or 0, by=current, at=clock.now())
    flash(_("Removed from the answer. It stays on record."), "success")
    return redirect(url_for(".evidence", id=id, control=row.control))


@bp.get("/sheets/<id:id>/evidence/<id:number>/file")
def evidence_file(id, number):
    return download(_found(id, number)[1])


@bp.get("/sheets/<id:id>/evidence")
def sheet_evidence(id):
    """All of the department's evidence, this year's and last year's, with how long it holds."""
    sheet = reading.sheet_for(current, id)
    catalogue, found = reading.catalogue_of(sheet.period), proofs_of(sheet)
    today = clock.today()

    def order(pair):
        day = pair[1].expires_on
        return (day is None, day or today, pair[0])

    def rows(by_control):
        asked = numbers(sheet, catalogue)
        pairs = [(asked[id], row) for id, each in by_control.items() if id in asked for row in each]
        return sorted(pairs, key=order)

    return render_template(
        "selfcheck/evidence_list.html",
        sheet=sheet,
        period=sheet.period,
        own=rows(found.own),
        last=rows(found.last),
        kinds=catalogue.evidence,
        catalogue=catalogue,
    )
