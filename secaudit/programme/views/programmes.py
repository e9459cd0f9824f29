"""The programme of several years: proposed by rotation, changed with a reason, approved."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from secaudit.accounts.gate import current
from secaudit.accounts.saving import doing, tried
from secaudit.audits.programme import actions, reading
from secaudit.audits.programme.actions import MOST_YEARS
from secaudit.audits.programme.models import Programme
from secaudit.audits.reach import Ground, ground
from secaudit.audits.rotation import proposed
from secaudit.calendar import clock
from secaudit.calendar.fiscal import fiscal_label, fiscal_year
from secaudit.decisions.forms import DecisionForm
from secaudit.decisions.reading import decisions_about
from secaudit.fieldwork.proposing import candidates
from secaudit.programme import table
from secaudit.programme.forms import ProgrammeForm
from secaudit.programme.views import bp
from secaudit.selfcheck.reading import periods
from secaudit.web.fields import VersionForm
from secaudit.web.language import language

BEFORE = 3  # fiscal years of the past that are shown
STANDARD = 3  # years of a programme, and of a round
Span = tuple[int, int, int]  # first year, years, every


def rows_of(known: Ground, span: Span, turns: set[tuple[int, int]]) -> list[table.Row]:
    year = fiscal_year(clock.today())
    checks = [each for each in periods() if each.edition_id]
    found = candidates(known, checks, year)
    return table.rows(found, reading.audited(), turns, known, span, year)


@bp.get("/audits/programme")
def index():
    """The newest programme; without one, who was audited when and the way to a programme."""
    found = reading.programmes()
    if found:
        return show_page(found[0], found)
    first = fiscal_year(clock.today())
    span = (first, STANDARD, STANDARD)
    return render_template(
        "programme/programme.html",
        programme=None,
        rows=rows_of(ground(clock.today()), span, set()),
        years=range(first - BEFORE, first + 1),
        programmes=[],
    )


@bp.get("/audits/programme/<id:id>")
def show(id):
    return show_page(reading.find(id), reading.programmes())


def show_page(found: Programme, programmes: list[Programme]):
    turns = {(turn.unit_id, turn.fiscal_year) for turn in reading.turns(found)}
    span = (found.first_year, found.years, found.every)
    known = ground(clock.today())
    return render_template(
        "programme/programme.html",
        programme=found,
        rows=rows_of(known, span, turns),
        years=range(found.first_year - BEFORE, found.last_year + 1),
        programmes=[each for each in programmes if each.id != found.id],
        decisions=decisions_about(found),
        may_approve=current.may("approve audits") and current.person != found.planned_by_id,
    )


@bp.route("/audits/programme/new", methods=["GET", "POST"])
def new():
    return plan_page(None)


@bp.route("/audits/programme/<id:id>/plan", methods=["GET", "POST"])
def edit(id):
    return plan_page(reading.find(id))


def asked_span(form: ProgrammeForm, found: Programme | None) -> Span:
    """From the form that was sent, the address, the programme, or the usual."""
    first = found.first_year if found else fiscal_year(clock.today())
    years, every = (found.years, found.every) if found else (STANDARD, STANDARD)
    if form.is_submitted():
        return (form.first_year.data or first, form.years.data or years, form.every.data or every)
    most = MOST_YEARS
    return (
        asked("first", first, 2000, 2100), asked("years", years, 1, most),
        asked("every", every, 1, most),
    )  # fmt: skip


def asked(name: str, otherwise: int, low: int, high: int) -> int:
    text = request.args.get(name, "")
    good = text.isascii() and text.isdigit() and len(text) < 5 and low <= int(text) <= high
    return int(text) if good else otherwise


def plan_page(found: Programme | None):
    form = ProgrammeForm(obj=found) if found else ProgrammeForm()
    span = asked_span(form, found)
    first, years, every = min(max(span[0], 2000), 2100), min(span[1], MOST_YEARS), span[2]
    span = (first, years, min(max(every, 1), MOST_YEARS))
    known = ground(clock.today())
    rows = rows_of(known, span, set())
    kept = reading.turns(found) if found else []
    rotation = rotation_of(found, kept, rows, span, known)
    offer(form, rows, range(first, first + years))
    if not form.is_submitted():
        prefill(form, found, span, rotation, kept, known)
    if tried(form, lambda: save(form, found, rotation)):
        flash(_("The programme is saved. It waits for the CISO's approval."), "success")
        return redirect(url_for(".show", id=form.saved.id))
    return render_template(
        "programme/plan.html", form=form, programme=found, rows=rows, span=span,
        years=range(first, first + years), rotation=rotation, most=MOST_YEARS,
    )  # fmt: skip


def rotation_of(found, kept, rows, span: Span, known: Ground) -> set[tuple[int, int]]:
    """What the rotation says; for a programme that keeps its years, what it said then."""
    if found and span == (found.first_year, found.years, found.every):
        return today({(t.unit_id, t.fiscal_year) for t in kept if t.proposed}, known)
    return proposed([row.waiting for row in rows], *span)


def today(turns: set[tuple[int, int]], known: Ground) -> set[tuple[int, int]]:
    """The turns of departments that are gone belong to those that carry them on."""
    return {
        (unit, year)
        for before, year in turns
        for unit in known.lines.after([before]) & set(known.tree.offices)
    }


def offer(form: ProgrammeForm, rows: list[table.Row], years: range) -> None:
    form.turns.choices = [
        SelectChoice(f"{row.office.id}-{year}", fiscal_label(year, language()))
        for row in rows
        for year in years
    ]


def prefill(form: ProgrammeForm, found, span: Span, rotation, kept, known: Ground) -> None:
    form.first_year.data, form.years.data, form.every.data = span
    ticked = rotation
    if found and span == (found.first_year, found.years, found.every):
        ticked = today({(turn.unit_id, turn.fiscal_year) for turn in kept}, known)
    form.turns.data = [f"{unit}-{year}" for unit, year in ticked]
    if not found:
        last = fiscal_label(span[0] + span[1] - 1, language())
        form.title.data = _(
            "Audit programme %(first)s to %(last)s",
            first=fiscal_label(span[0], language()), last=last,
        )  # fmt: skip


def save(form, found: Programme | None, rotation) -> None:
    outline, turns, version = form.outline(), form.chosen(), form.version.data or 0
    if found is None:
        form.saved = actions.plan(outline, turns, rotation, by=current, at=clock.now())
    else:
        actions.change(found, outline, turns, rotation, version, by=current, at=clock.now())
        form.saved = found


@bp.post("/audits/programme/<id:id>/approval")
def approve(id):
    found, form = reading.find(id), VersionForm()
    if form.validate_on_submit():
        actions.approve(found, form.version.data or 0, **doing())
        flash(_("The programme is approved."), "success")
    return redirect(url_for(".show", id=id))


class PaperForm(DecisionForm, VersionForm):
    """An approval that was given outside the product."""


@bp.route("/audits/programme/<id:id>/approval-on-paper", methods=["GET", "POST"])
def approval(id):
    return approval_page(reading.find(id), url_for(".show", id=id))


def approval_page(plan, back: str):
    form = PaperForm()
    if not form.is_submitted():
        form.version.data = plan.version
    if tried(
        form,
        lambda: actions.approve_on_paper(plan, form.paper(), form.version.data or 0, **doing()),
    ):
        flash(_("The approval is on record."), "success")
        return redirect(back)
    return render_template("programme/approval.html", form=form, back=back)
