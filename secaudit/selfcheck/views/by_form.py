"""The forms beside the departments': how far each is, and what it says."""

from flask import render_template

from secaudit.accounts.gate import current
from secaudit.calendar import clock
from secaudit.catalogue.applicability import first_question
from secaudit.catalogue.controls import Catalogue
from secaudit.errors import Missing
from secaudit.selfcheck import reading, totals
from secaudit.selfcheck.asking import asking
from secaudit.selfcheck.kinds import STAFF_FORMS, Form
from secaudit.selfcheck.models import Period
from secaudit.selfcheck.views import bp
from secaudit.selfcheck.waiting import due, holder, overdue, standing

bp.add_app_template_global(asking, "asking")


@bp.get("/periods/<id:id>/forms-by-role")
def by_form(id):
    """One line a form. Nothing is in two lines, and the overview rests on the first alone."""
    period = reading.period(id)
    reading.catalogue_of(period)
    return render_template(
        "selfcheck/by_form.html",
        period=period,
        lines=totals.form_lines(period),
        staff_forms=STAFF_FORMS,
        today=clock.now(),
    )


@bp.get("/periods/<id:id>/forms-by-role/<form>")
def form_progress(id, form):
    """Who of those who answer this form is how far, in official order."""
    period = reading.period(id)
    chosen = next((each for each in period.other_forms if each == form), None)
    if chosen is None or chosen == Form.PERSON:
        raise Missing()  # of people only numbers are shown: see the page of the staff form
    sheets = reading.sheets_of(period, chosen)
    return render_template(
        "selfcheck/form_progress.html",
        period=period,
        form=chosen,
        sheets=sheets,
        standing=standing(sheets),
        answered=reading.answered_numbers(period),
        holder=holder,
        due=due,
        overdue={sheet.id for sheet in sheets if overdue(sheet, period, clock.today())},
        linked=current.units("read sheets") is None,
    )


@bp.get("/periods/<id:id>/staff")
def staff(id):
    """The staff form in numbers; of one's own departments, or of all."""
    period = reading.period(id)
    if not set(period.other_forms) & set(STAFF_FORMS):
        raise Missing()
    found = totals.staff(period)
    groups = [each for each in found.groups if reading.reads(current, each.sheet)]
    if not groups:
        raise Missing()
    return render_template(
        "selfcheck/staff.html",
        period=period,
        staff=found,
        groups=groups,
        all=current.units("read sheets") is None,
        questions=staff_questions(period, reading.catalogue_of(period), found.questions),
        counted=found.form == Form.COUNTS,
    )


def staff_questions(period: Period, catalogue: Catalogue, ids: list[str]) -> list[tuple]:
    """The controls with their staff questions, as numbered on a page."""
    roles = asking(Form.PERSON).roles
    every = frozenset(gate.id for gate in catalogue.gates)
    controls = [catalogue.control(id) for id in ids]
    asked = ((each, first_question(catalogue, each, every, roles=roles)) for each in controls)
    return [(each, question.text if question else each.requirement) for each, question in asked]
