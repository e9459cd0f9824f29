"""From a row of a working paper: a finding, evidence."""

from flask import flash, redirect
from flask_babel import gettext as _

from secaudit.accounts.gate import current
from secaudit.accounts.saving import doing, tried
from secaudit.audits.models import WorkingPaper
from secaudit.audits.reach import lines
from secaudit.calendar import clock
from secaudit.errors import Invalid, Missing
from secaudit.evidence.actions import Proof
from secaudit.evidence.forms import ProofForm
from secaudit.evidence.models import Evidence
from secaudit.evidence.serving import download
from secaudit.fieldwork import reading
from secaudit.fieldwork.forms import FindingForm
from secaudit.fieldwork.models import PaperItem
from secaudit.fieldwork.views import bp
from secaudit.fieldwork.views.paper import (
    other_papers,
    paper_page,
    row_address,
    with_earlier,
)
from secaudit.findings import reading as findings
from secaudit.findings.actions import recording
from secaudit.findings.models import Finding
from secaudit.journal.actions import name


@bp.post("/papers/<id:id>/findings")
def add_finding(id):
    found = reading.find_paper(current, id, clock.today())
    form = FindingForm()
    item = item_or_404(found, form.item.data)
    past = findings.earlier(lines().before([found.unit_id]), found.engagement)
    others = other_papers(found)
    with_earlier(form, past.get(item.control, []), others)
    made: list[Finding] = []

    def record():
        repeats = next(
            (each for each in past.get(item.control, []) if str(each.id) == form.repeats.data), None
        )
        made.extend(
            recording.draft_for_several(
                [found, *(each for each in others if str(each.id) in (form.others.data or []))],
                item.control,
                item.chapter,
                form.text(),
                repeats=repeats,
                first_time=bool(past.get(item.control)) and repeats is None,
                proof=proof_of(form),
                **doing(),
            )
        )

    if tried(form, record):
        flash(numbered(made), "success")
        return redirect(row_address(item))
    return paper_page(found, finding_form=form)


def numbered(made: list[Finding]) -> str:
    if len(made) == 1:
        return _("The finding has the number %(number)s.", number=made[0].number)
    numbers = _(", ").join(each.number for each in made)
    return _("The findings have the numbers %(numbers)s.", numbers=numbers)


def item_or_404(found: WorkingPaper, id: int | None) -> PaperItem:
    item = PaperItem.get_or_none((PaperItem.id == (id or 0)) & (PaperItem.paper == found))
    if item is None:
        raise Missing()
    return item


def proof_of(form: FindingForm) -> Proof | None:
    """What was typed or pasted beside it; a picture may come without a word."""
    title, kept_at, file = form.proof_title.data or "", form.kept_at.data or "", form.stored()
    if not (title or kept_at or file):
        return None
    if not file and not (title and kept_at):
        raise Invalid(_("Say what the evidence is and where it is kept."), field="kept_at")
    return Proof(title, kept_at, clock.today(), file=file)


@bp.post("/papers/items/<id:id>/evidence")
def evidence(id):
    item = reading.find_item(current, id, clock.today())
    found = reading.find_paper(current, item.paper_id, clock.today())
    form = ProofForm()
    if tried(form, lambda: recording.prove_judgement(found, item.control, form.proof(), **doing())):
        flash(_("The evidence is on record."), "success")
        return redirect(row_address(item))
    return paper_page(found, proof_form=form)


@bp.get("/papers/<id:id>/evidence/<id:number>/file")
def evidence_file(id, number):
    found = reading.find_paper(current, id, clock.today())
    row = Evidence.get_or_none((Evidence.id == number) & (Evidence.about == name(found)))
    if row is None:
        raise Missing()
    return download(row)
