"""A section is given to a colleague: whom, and back again."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from secaudit.accounts.forms import EmptyForm
from secaudit.accounts.gate import current
from secaudit.calendar import clock
from secaudit.errors import Missing
from secaudit.selfcheck import actions, charges, reading
from secaudit.selfcheck.actions.answering import refuse_locked
from secaudit.selfcheck.typed import whole_number
from secaudit.selfcheck.views import bp


@bp.get("/sheets/<id:id>/<chapter>/charge")
def charge(id, chapter):
    sheet = reading.sheet_for(current, id, "share sheets")
    refuse_locked(sheet)
    catalogue = reading.catalogue_of(sheet.period)
    title = next((each.title for each in catalogue.chapters if each.id == chapter), None)
    if title is None:
        raise Missing()
    return render_template(
        "selfcheck/charge.html",
        sheet=sheet,
        period=sheet.period,
        chapter=chapter,
        title=title,
        colleagues=charges.colleagues(sheet, clock.today()),
        given=charges.by_chapter(sheet).get(chapter, []),
    )


@bp.post("/sheets/<id:id>/<chapter>/charge", endpoint="give_section")
def give_section(id, chapter):
    person = _person()
    actions.give_section(id, chapter, person, by=current, at=clock.now(), on=clock.today())
    flash(_("The section is given. Your colleague sees it on Home."), "success")
    return redirect(url_for(".sheet", id=id))


@bp.post("/sheets/<id:id>/<chapter>/charge/end", endpoint="take_section_back")
def take_section_back(id, chapter):
    actions.take_section_back(id, chapter, _person(), by=current, at=clock.now())
    flash(_("The section is with the department's contact again."), "success")
    return redirect(url_for(".charge", id=id, chapter=chapter))


def _person() -> int:
    if not EmptyForm().validate_on_submit():
        abort(400)
    return whole_number(request.form.get("person", ""))
