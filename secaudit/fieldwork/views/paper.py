"""A working paper: rows to judge, findings to record."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
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
from secaudit.errors import Conflict, Invalid, Missing
from secaudit.evidence.actions import Proof
from secaudit.evidence.models import Evidence
from secaudit.evidence.serving import download
from secaudit.fieldwork import actions, reading, rows
from secaudit.fieldwork.declared import declared
from secaudit.fieldwork.forms import FindingForm, JudgeForm, ProofForm
from secaudit.fieldwork.judging import METHODS, Judgement
from secaudit.fieldwork.models import PaperItem
from secaudit.fieldwork.views import bp
from secaudit.findings import reading as findings
from secaudit.findings.actions import recording
from secaudit.findings.models import Finding
from secaudit.findings.views.finding import doing, seen, tried
from secaudit.journal.actions import name
from secaudit.web.fields import VersionForm
from secaudit.web.language import at, in_my_language, language
from secaudit.web.problems import said, wants_json


@bp.get("/papers/<id:id>")
def paper(id):
    return paper_page(reading.find_paper(current, id, clock.today()))


def paper_page(found: WorkingPaper, finding_form=None, proof_form=None, item_form=None):
    """The whole paper, or the part that is asked for (all of it where it is printed)."""
    catalogue = pinned(found.engagement.edition)
    items = reading.items(found)
    parts = rows.parts(items, catalogue)
    shown = parts if request.args.get("part") == "all" else parts_shown(parts, items)
    period = found.engagement.period if found.engagement.period_id else None
    answers = declared(period, found.unit_id)
    past = findings.earlier(lines().before([found.unit_id]), found.engagement)
    here = [f for f in seen(found.engagement) if f.paper_id == found.id]
    adding = item_of(items, request.args.get("finding", "")) if is_open(found) else None
    if finding_form is None and adding:
        finding_form = fresh_finding(adding, found, catalogue, past)
    return render_template(
        "fieldwork/paper.html",
        paper=found,
        engagement=found.engagement,
        parts=parts,
        shown=shown,
        sections=rows.sections(
            [chapter for part in shown for chapter in part.chapters],
            items,
            catalogue,
            answers,
            past,
            here,
            rows.evidence_of(found, answers),
        ),
        earlier_proofs=rows.proofs_of(past),
        findings=here,
        catalogue=catalogue,
        judgements=list(Judgement),
        judged=sum(item.judgement != Judgement.UNCHECKED for item in items),
        total=len(items),
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


def row_address(item: PaperItem) -> str:
    part = request.args.get("part")
    return url_for(".paper", id=item.paper_id, part=part, _anchor=f"i{item.id}")


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


def other_papers(found: WorkingPaper) -> list[WorkingPaper]:
    """Papers of the same audit in which this auditor may record the same finding."""
    papers = [each for each in papers_of(found.engagement) if each.id != found.id]
    units = [each.unit_id for each in papers if not each.locked_at]
    barred = obstacles([current.person or 0], units, clock.today())
    return [each for each in papers if (current.person, each.unit_id) not in barred]


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


@bp.post("/papers/<id:id>/review")
def sign_off(id):
    found, form = reading.find_paper(current, id, clock.today()), VersionForm()
    if form.validate_on_submit():
        actions.sign_off(found, form.version.data or 0, **doing())
        flash(_("You have signed off the paper."), "success")
    return redirect(url_for(".paper", id=id))
