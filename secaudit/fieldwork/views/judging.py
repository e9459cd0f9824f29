"""Judging the rows of a working paper, by its form or in the background; signing it off."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from secaudit.accounts.gate import current
from secaudit.accounts.saving import doing
from secaudit.calendar import clock
from secaudit.errors import Conflict, Invalid
from secaudit.fieldwork import actions, reading
from secaudit.fieldwork.forms import JudgeForm
from secaudit.fieldwork.models import PaperItem
from secaudit.fieldwork.views import bp
from secaudit.fieldwork.views.paper import paper_page, row_address
from secaudit.web.fields import VersionForm
from secaudit.web.language import at
from secaudit.web.problems import said, wants_json


@bp.route("/papers/items/<id:id>", methods=["POST", "PUT"])
def judge(id):
    """A row, from its form or saved in the background."""
    item = reading.find_item(current, id, clock.today())
    form = judge_form()
    if not form.validate():
        return not_saved(item, form)
    try:
        item = actions.judge(item, form.what(), form.version.data or 0, **doing())
    except Conflict as conflict:
        if wants_json():
            return both_sides(conflict, id)
        raise
    except Invalid as problem:
        form[problem.field].errors = [_(problem.message, **problem.params)]
        return not_saved(item, form)
    if wants_json():
        return {
            "version": item.version,
            "said": _("Saved at %(time)s", time=at(clock.now(), "time")),
        }
    flash(_("Saved."), "success")
    return redirect(row_address(item))


def both_sides(conflict: Conflict, id: int):
    """For the script: what is there, what was sent, and the version to go on from."""
    version = reading.find_item(current, id, clock.today()).version
    sides = {"theirs": conflict.theirs, "ours": conflict.ours, "version": version}
    return {"error": said(conflict), **sides}, 409


def judge_form() -> JudgeForm:
    """Values of a script come as JSON; anything but plain text in it is taken for nothing."""
    if request.method == "POST":
        return JudgeForm()
    sent = request.get_json(silent=True)
    values = sent if isinstance(sent, dict) else {}
    plain = MultiDict({str(name): as_text(value) for name, value in values.items()})
    return JudgeForm(plain, meta={"csrf": False})  # the token came in the header


def as_text(value) -> str:
    text = str(value) if isinstance(value, str | int) else ""
    return text.encode("utf-8", "replace").decode()


def not_saved(item: PaperItem, form: JudgeForm):
    if wants_json():
        messages = [text for field in form for text in field.errors]
        return {"error": " ".join(map(str, messages))}, 400
    found = reading.find_paper(current, item.paper_id, clock.today())
    return paper_page(found, item_form=form), 400


@bp.post("/papers/<id:id>/review")
def sign_off(id):
    found, form = reading.find_paper(current, id, clock.today()), VersionForm()
    if form.validate_on_submit():
        actions.sign_off(found, form.version.data or 0, **doing())
        flash(_("You have signed off the paper."), "success")
    return redirect(url_for(".paper", id=id))
