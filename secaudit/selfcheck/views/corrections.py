"""After the freeze: the head proposes what an answer should have been, the CHIEF decides."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from secaudit.accounts.gate import current
from secaudit.accounts.saving import put_beside_field
from secaudit.calendar import clock
from secaudit.errors import Invalid, Missing
from secaudit.people.reading import names
from secaudit.selfcheck import actions, reading
from secaudit.selfcheck.answers import given
from secaudit.selfcheck.forms import CorrectionForm, WordsForm
from secaudit.selfcheck.models import Answer, Correction, Sheet
from secaudit.selfcheck.views import bp
from secaudit.web.fields import VersionForm
from secaudit.web.language import called


@bp.route("/sheets/<id:id>/corrections/<control>", methods=["GET", "POST"])
def propose_correction(id, control):
    row = reading.sheet_for(current, id, "propose corrections")
    if control not in row.questions:
        raise Missing()
    form = CorrectionForm()
    if form.validate_on_submit():
        try:
            wanted = given(form.value.data, form.reason.data or "", form.ready_reason.data or "")
            actions.propose_correction(
                id, control, wanted, form.why.data, by=current, at=clock.now()
            )
        except Invalid as problem:
            put_beside_field(form, problem)
        else:
            flash(_("The correction is proposed. The CHIEF decides."), "success")
            return redirect(url_for(".sheet", id=id))
    return render_template(
        "selfcheck/propose.html",
        form=form,
        sheet=row,
        control=reading.catalogue_of(row.period).control(control),
        given=Answer.get_or_none((Answer.sheet == row.id) & (Answer.control == control)),
    )


@bp.route("/corrections/<id:id>", methods=["GET", "POST"])
def correction(id):
    row, form = correction_shown(id), WordsForm()
    if form.validate_on_submit():
        actions.refuse_correction(
            id, form.version.data, form.words.data, by=current, at=clock.now()
        )
        flash(_("The correction is refused."), "success")
        return redirect(url_for(".period", id=row.sheet.period_id))
    form.version.data = row.version
    return render_template(
        "selfcheck/correction.html",
        form=form,
        correction=row,
        sheet=row.sheet,
        control=reading.catalogue_of(row.sheet.period).control(row.control),
        people=names(each for each in (row.proposed_by_id, row.approved_by_id) if each),
        name=called(row.sheet),
    )


def correction_shown(id: int) -> Correction:
    """With its sheet, where this person reads that."""
    row = Correction.select(Correction, Sheet).join(Sheet).where(Correction.id == id).first()
    if row is None:
        raise Missing()
    row.sheet = reading.sheet_for(current, row.sheet_id)
    return row


@bp.post("/corrections/<id:id>/approve", endpoint="approve_correction")
def approve_correction(id):
    form = VersionForm()
    if not form.validate_on_submit():
        abort(400)
    row = actions.approve_correction(id, form.version.data, by=current, at=clock.now())
    flash(_("The correction is approved. Both values stay on record."), "success")
    return redirect(url_for(".sheet", id=row.sheet_id))
