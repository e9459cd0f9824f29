"""A working paper as a file: taken along, and read back through a preview."""

from contextlib import closing

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from secaudit.accounts.gate import current
from secaudit.accounts.saving import doing, put_beside_field
from secaudit.audits.guards import require_auditor
from secaudit.audits.models import WorkingPaper
from secaudit.audits.reach import lines
from secaudit.calendar import clock
from secaudit.catalogue.installed import pinned
from secaudit.errors import Invalid
from secaudit.fieldwork import reading, rows
from secaudit.fieldwork.actions import refuse_locked
from secaudit.fieldwork.declared import declared
from secaudit.fieldwork.offline import actions, composing, writing
from secaudit.fieldwork.offline.drafts import opened, sealed
from secaudit.fieldwork.offline.filled import Filled, read
from secaudit.fieldwork.views import bp
from secaudit.findings import reading as findings
from secaudit.findings.views.finding import seen
from secaudit.organisation.settings import settings
from secaudit.web.attachments import attached
from secaudit.web.language import called
from secaudit.web.problems import said
from secaudit.workbooks.forms import TakeForm, UploadForm


@bp.get("/papers/<id:id>/workbook/file")
def workbook_file(id):
    found = reading.find_paper(current, id, clock.today())
    actions.note_download(found, by=current, at=clock.now())
    data = writing.as_xlsx(composing.book_of(found, _sections(found), settings()["handling_mark"]))
    name = f"{found.engagement.number}_{found.code}_{called(found)}.xlsx"
    return attached(data, name)


def _sections(found: WorkingPaper) -> list[rows.Section]:
    """All rows, with what stands beside them on the page."""
    catalogue, items = pinned(found.engagement.edition), reading.items(found)
    period = found.engagement.period if found.engagement.period_id else None
    answers = declared(period, found.unit_id)
    here = [f for f in seen(found.engagement) if f.paper_id == found.id]
    past = findings.earlier(lines().before([found.unit_id]), found.engagement)
    proofs = rows.evidence_of(found, answers)
    chapters = list(catalogue.chapters)
    made = rows.sections(chapters, items, catalogue, answers, past, here, proofs)
    return [section for section in made if section.rows]


def _to_write(id: int) -> WorkingPaper:
    """The paper, where this person may write in it now."""
    found = reading.find_paper(current, id, clock.today())
    require_auditor(current, "audit", found, clock.today())
    refuse_locked(found)
    return found


@bp.route("/papers/<id:id>/workbook", methods=["GET", "POST"])
def workbook(id):
    """Choosing the file; with it, what it would change. Nothing is written."""
    found, form = _to_write(id), UploadForm()
    if form.validate_on_submit():
        try:
            with closing(form.file.data) as upload:
                return preview_page(found, read(upload.read(), upload.filename))
        except Invalid as problem:
            problem.field = "file"
            put_beside_field(form, problem)
    page = render_template("fieldwork/workbook.html", paper=found, form=form)
    return page, 400 if form.errors else 200


def preview_page(found: WorkingPaper, filled: Filled, status: int = 200):
    """What would change, what conflicts, what is wrong; and the button that does exactly that."""
    items = reading.items(found)
    plan = actions.preview(found, filled, items)
    draft = sealed(filled, plan.digest(), current.person, current_app.config["SECRET_KEY"])
    page = render_template(
        "fieldwork/workbook_preview.html",
        paper=found,
        plan=plan,
        items={item.control: item for item in items},
        catalogue=pinned(found.engagement.edition),
        form=TakeForm(formdata=None, data={"draft_token": draft}),
    )
    return page, status


@bp.post("/papers/<id:id>/workbook/rows")
def take_workbook(id):
    found = _to_write(id)
    token = TakeForm().draft_token.data or ""
    filled, shown = opened(token, id, current.person, current_app.config["SECRET_KEY"])
    mine = {
        name.removeprefix("keep-")
        for name, value in request.form.items()
        if name.startswith("keep-") and value == "mine"
    }
    try:
        taken = actions.take(found, filled, shown, mine, **doing())
    except actions.ChangedSince as problem:
        flash(said(problem), "error")
        return preview_page(found, filled, problem.status)
    flash(_taken(len(taken)), "success")
    return redirect(url_for(".paper", id=id))


def _taken(count: int) -> str:
    if not count:
        return _("Nothing was chosen. The working paper is as it was.")
    return ngettext("%(num)s row taken in.", "%(num)s rows taken in.", count)
