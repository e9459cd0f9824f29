"""Each paper on the page as it is printed, and as PDF."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import gettext as _

from secaudit.accounts.gate import current
from secaudit.auditpapers import method as method_annex
from secaudit.auditpapers import papers, planning, reporting, year
from secaudit.auditpapers.dossier import Dossier, dossier
from secaudit.audits import reading
from secaudit.audits.models import Engagement
from secaudit.audits.sampling.models import Draw
from secaudit.audits.wording import assuring
from secaudit.calendar import clock
from secaudit.calendar.reading import read_date
from secaudit.documents import Document, typeset
from secaudit.errors import N_, Invalid, Missing
from secaudit.findings.views.finding import seen
from secaudit.journal.actions import record, transaction
from secaudit.programme.views.draws import find as find_draw
from secaudit.programme.views.draws import named
from secaudit.programme.views.years import in_range, year_of
from secaudit.web.attachments import attached

bp = Blueprint("auditpapers", __name__)
LONGEST_NUMBER = 40

Build = Callable[[Dossier], list[Document]]
# In the order in which an audit needs them: words, what makes them.
KINDS: dict[str, tuple[str, Build]] = {
    "plan": (N_("Plan of the audit"), planning.plan),
    "notices": (N_("Notices to the departments"), planning.notices),
    "requests": (N_("Lists of documents to have ready"), planning.requests),
    "papers": (N_("Working papers"), papers.working_papers),
    "facts": (N_("Letters for the fact check"), reporting.fact_checks),
    "report": (N_("Audit report"), reporting.report),
    "results": (N_("Letters with the results"), reporting.results),
    "public": (N_("Results for publication"), reporting.public_report),
}


def asked_day(known: date | None = None) -> date:
    """The day that the paper bears: as asked for, else that of the step it belongs to, or today."""
    try:
        return read_date(request.args.get("on", ""))
    except Invalid:
        return known or clock.today()


def known_day(engagement: Engagement, kind: str) -> date | None:
    """When this paper went out, once it has."""
    if kind in ("notices", "requests"):
        return engagement.notified_on
    return engagement.issued_on if kind in ("report", "results") else None


def asked_number() -> str:
    return request.args.get("number", "").replace("\x00", "").strip()[:LONGEST_NUMBER]


def chosen() -> dict[str, Any]:
    """Number and date as they stand in the address."""
    return {key: request.args[key] for key in ("number", "on") if request.args.get(key)}


def made(id: int, kind: str) -> tuple[Dossier, list[Document]]:
    if kind not in KINDS:
        raise Missing()
    engagement = reading.find(current, id, clock.today())
    day = asked_day(known_day(engagement, kind))
    given = dossier(engagement, seen(engagement), day, asked_number())
    return given, KINDS[kind][1](given)


@bp.get("/audits/<id:id>/papers")
def index(id):
    engagement = reading.find(current, id, clock.today())
    return render_template(
        "auditpapers/index.html",
        engagement=engagement,
        kinds=[(kind, words) for kind, (words, _build) in KINDS.items()],
    )


@bp.get("/audits/<id:id>/papers/<kind>")
def show(id, kind):
    given, documents = made(id, kind)
    one = given.engagement
    return page(
        documents,
        title=_(KINDS[kind][0]),
        pdf=url_for(".pdf", id=id, kind=kind, **chosen()),
        breadcrumb=[
            (_("Audits"), url_for("audits.index")),
            (one.title, url_for("fieldwork.engagement", id=id)),
            (_("Papers"), url_for(".index", id=id)),
        ],
        words=assuring(typed(given), one.type) if kind in ("report", "results", "public") else [],
    )


def typed(given: Dossier) -> str:
    """What people wrote themselves and the report repeats."""
    one, written = given.engagement, given.findings
    return "\n".join(
        [one.introduction, one.remarks]
        + [f"{f.title} {f.condition} {f.cause} {f.effect} {f.recommendation} {f.publishable}"
           for f in written]
    )  # fmt: skip


def page(documents: Sequence[Document], title: str, pdf: str, breadcrumb, words=()):
    return render_template(
        "auditpapers/show.html", documents=documents, title=title, pdf=pdf, trail=breadcrumb,
        number=asked_number(), on=request.args.get("on", ""), words=words,
    )  # fmt: skip


@bp.get("/audits/<id:id>/papers/<kind>/pdf")
def pdf(id, kind):
    given, documents = made(id, kind)
    if not documents:
        raise Missing()
    title = f"{given.engagement.number} {_(KINDS[kind][0])}"
    keep(given.engagement, kind, given.on)
    contents = kind == "papers" and len(documents) > 1
    return as_pdf(documents, f"{given.engagement.number}-{kind}", title, contents)


def keep(about, kind: str, on: date) -> None:
    """Which paper was taken, under which number, is an entry of the journal."""
    with transaction():
        record(current, "export.audit_paper", about, at=clock.now(), kind=kind,
               number=asked_number(), on=on.isoformat())  # fmt: skip


def as_pdf(documents, name: str, title: str = "", contents: bool = False) -> Response:
    paper = typeset(documents, clock.now(), contents=contents, title=title)
    return attached(paper.pdf, f"{name}.pdf")


def annex_of(draw: Draw) -> Document:
    if not draw.drawn:
        raise Missing()
    return method_annex.annex(draw, named(draw), asked_day(), asked_number())


@bp.get("/audits/draws/<id:id>/annex")
def method(id):
    draw = find_draw(id)
    trail = [
        (_("Audits"), url_for("audits.index")),
        (draw.number, url_for("programme.draw", id=id)),
    ]
    address = url_for(".method_pdf", id=id, **chosen())
    return page([annex_of(draw)], _("Annex on method"), address, trail)


@bp.get("/audits/draws/<id:id>/annex/pdf")
def method_pdf(id):
    draw = find_draw(id)
    document = annex_of(draw)
    keep(draw, "method", asked_day())
    return as_pdf([document], draw.number)


@bp.get("/audits/years/<id:id>/paper")
def annual_plan(id):
    found = year_of(in_range(id))
    trail = [
        (_("Audits"), url_for("audits.index")),
        (_("Audit plan of the year"), url_for("programme.year", id=id)),
    ]
    address = url_for(".annual_plan_pdf", id=id, **chosen())
    document = year.annual_plan(found, asked_day(), asked_number())
    return page([document], _("Audit plan of the year"), address, trail)


@bp.get("/audits/years/<id:id>/paper/pdf")
def annual_plan_pdf(id):
    found = year_of(in_range(id))
    keep(found.plan or f"audit_year:{id}", "year", asked_day())
    return as_pdf([year.annual_plan(found, asked_day(), asked_number())], f"audit-plan-{id}")
