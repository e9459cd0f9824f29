"""The secretariat's work with all departments at once: forms to print, reminders to send."""

from flask import render_template, request

from secaudit.errors import Missing
from secaudit.organisation.settings import settings
from secaudit.people.reading import names
from secaudit.selfcheck import reading
from secaudit.selfcheck.carried import beside
from secaudit.selfcheck.kinds import STAFF_FORMS, Form, SheetState
from secaudit.selfcheck.models import Period, Sheet
from secaudit.selfcheck.proofs import read_for
from secaudit.selfcheck.showing import Section, sections
from secaudit.selfcheck.views import bp
from secaudit.selfcheck.waiting import due


def required(period: Period, form: Form = Form.DEPARTMENT) -> list[Sheet]:
    """All sheets of a form but the exempted, each with its period at hand."""
    found = [each for each in reading.sheets_of(period, form) if each.state != SheetState.EXEMPTED]
    for sheet in found:
        sheet.period = period
    return found


def forms(period: Period, form: Form = Form.DEPARTMENT) -> list[tuple[Sheet, list[Section]]]:
    """Every sheet with this and last year's answers; as many statements for one as for all."""
    catalogue, answers = reading.catalogue_of(period), reading.answers_by_sheet(period)
    earlier, links = reading.earlier_by_sheet(period), reading.links_into(period)
    found = []
    for sheet in required(period, form):
        of_last_year = [earlier.get(before, {}) for before in sheet.before]
        last = beside(sheet.questions, links, of_last_year)
        found.append((sheet, sections(sheet, catalogue, answers.get(sheet.id, {}), last)))
    return found


@bp.get("/periods/<id:id>/forms")
def bundle(id):
    period = reading.period(id)
    wanted = request.args.get("form", "")
    form = next((each for each in period.other_forms if each == wanted), Form.DEPARTMENT)
    if form in STAFF_FORMS:
        raise Missing()
    found = forms(period, form)
    read_for([sheet for sheet, _ in found])
    ids = {each for sheet, _ in found for each in (sheet.submitted_by_id, sheet.confirmed_by_id)}
    return render_template(
        "selfcheck/bundle.html",
        period=period,
        forms=found,
        form=form,
        filled=request.args.get("filled") == "1",
        boxes=settings()["approval_boxes"],
        people=names(each for each in ids if each),
        due=due,
    )
