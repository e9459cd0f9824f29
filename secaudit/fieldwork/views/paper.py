"""The page of a working paper: its rows, and the form of a finding or of evidence in its place."""

from flask import render_template, request, url_for
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from secaudit.accounts.gate import current
from secaudit.audits.guards import is_independent
from secaudit.audits.lifecycle import OPEN_PAPERS
from secaudit.audits.models import WorkingPaper
from secaudit.audits.reach import lines, own_engagements, reaches
from secaudit.audits.reading import obstacles
from secaudit.audits.reading import papers as papers_of
from secaudit.audits.wording import pattern
from secaudit.calendar import clock
from secaudit.catalogue.installed import pinned
from secaudit.evidence.forms import ProofForm
from secaudit.fieldwork import reading, rows
from secaudit.fieldwork.declared import declared
from secaudit.fieldwork.forms import FindingForm
from secaudit.fieldwork.judging import METHODS, Judgement
from secaudit.fieldwork.models import PaperItem
from secaudit.fieldwork.views import bp
from secaudit.findings import reading as findings
from secaudit.findings.models import Finding
from secaudit.findings.views.finding import seen
from secaudit.web.language import in_my_language, language


@bp.get("/papers/<id:id>")
def paper(id):
    return paper_page(reading.find_paper(current, id, clock.today()))


def paper_page(found: WorkingPaper, finding_form=None, proof_form=None, item_form=None):
    """The paper as it stands, with the form that is being filled in in its place."""
    catalogue, items = pinned(found.engagement.edition), reading.items(found)
    past = findings.earlier(lines().before([found.unit_id]), found.engagement)
    adding = item_of(items, request.args.get("finding", "")) if is_open(found) else None
    if finding_form is None and adding:
        finding_form = fresh_finding(adding, found, catalogue, past)
    return render_template(
        "fieldwork/paper.html",
        paper=found,
        engagement=found.engagement,
        **rows_shown(found, items, catalogue, past),
        catalogue=catalogue,
        judgements=list(Judgement),
        writable=may_write(found),
        opened=is_open(found),
        adding=adding,
        finding_form=finding_form,
        proof_form=proof_form,
        proving=item_of(items, request.args.get("evidence", "")),
        item_form=item_form,
        wording=pattern(found.engagement.type),
        new_proof_form=ProofForm(formdata=None),
        METHODS={method: _(words) for method, words in METHODS.items()},
        form=finding_form or proof_form or item_form,
    )


def rows_shown(found: WorkingPaper, items, catalogue, past) -> dict:
    """The rows of the part asked for (all of them where it is printed), what stands beside each, and
    how far the whole paper is."""
    parts = rows.parts(items, catalogue)
    shown = parts if request.args.get("part") == "all" else parts_shown(parts, items)
    chapters = [chapter for part in shown for chapter in part.chapters]
    answers = declared(
        found.engagement.period if found.engagement.period_id else None, found.unit_id
    )
    here = [each for each in seen(found.engagement) if each.paper_id == found.id]
    evidence = rows.evidence_of(found, answers)
    return {
        "parts": parts,
        "shown": shown,
        "sections": rows.sections(chapters, items, catalogue, answers, past, here, evidence),
        "earlier_proofs": rows.proofs_of(past),
        "findings": here,
        "judged": sum(item.judgement != Judgement.UNCHECKED for item in items),
        "total": len(items),
    }


def parts_shown(parts, items):
    """The part asked for, that of the row that is worked on, or the first."""
    wanted = request.args.get("part", "")
    if wanted.isascii() and wanted.isdigit():
        return [part for part in parts if str(part.number) == wanted] or parts[:1]
    name = request.args.get("finding") or request.args.get("evidence") or request.form.get("item")
    item = item_of(items, name or "")
    if item is None:
        return parts[:1]
    return [part for part in parts if item.chapter in [each.id for each in part.chapters]]


def item_of(items, text: str) -> PaperItem | None:
    return next((each for each in items if str(each.id) == text), None)


def is_open(found: WorkingPaper) -> bool:
    return found.engagement.state in OPEN_PAPERS and not found.locked_at


def may_write(found: WorkingPaper) -> bool:
    on, actor = clock.today(), current
    own = own_engagements(actor, on)
    allowed = reaches(actor, "audit", found.engagement_id, own, set())
    return is_open(found) and allowed and is_independent(actor.person or 0, found.unit_id, on)


def fresh_finding(item: PaperItem, found: WorkingPaper, catalogue, past) -> FindingForm:
    """Prefilled with what is known already."""
    control = catalogue.control(item.control)
    criterion = "\n".join(
        filter(None, [found.engagement.criteria, in_my_language(control.requirement)])
    )
    earlier = past.get(item.control, [])
    known = {
        "item": item.id,
        "criterion": criterion,
        "condition": item.seen,
        "repeats": str(earlier[0].id) if earlier else "",
        "others": [],
    }
    form = FindingForm(formdata=None, data=known)
    return with_earlier(form, earlier, other_papers(found))


def with_earlier(
    form: FindingForm, earlier: list[Finding], others: list[WorkingPaper]
) -> FindingForm:
    """With what it may repeat, and the departments where it may be the same."""
    mine = language()
    form.others.choices = [SelectChoice(str(each.id), each.called(mine)) for each in others]
    form.repeats.choices = [
        SelectChoice("", _("No")),
        *(SelectChoice(str(each.id), f"{each.number} {each.title}") for each in earlier),
    ]
    return form


def other_papers(found: WorkingPaper) -> list[WorkingPaper]:
    """Papers of the same audit in which this auditor may record the same finding."""
    papers = [each for each in papers_of(found.engagement) if each.id != found.id]
    units = [each.unit_id for each in papers if not each.locked_at]
    barred = obstacles([current.person or 0], units, clock.today())
    return [each for each in papers if (current.person, each.unit_id) not in barred]


def row_address(item: PaperItem) -> str:
    part = request.args.get("part")
    return url_for(".paper", id=item.paper_id, part=part, _anchor=f"i{item.id}")
