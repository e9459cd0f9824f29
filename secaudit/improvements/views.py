"""Pages of improvements: a sheet's gaps, one improvement, the list of all."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from secaudit.access.roles import Role
from secaudit.accounts.forms import EmptyForm
from secaudit.accounts.gate import current
from secaudit.accounts.saving import doing, tried
from secaudit.calendar import clock
from secaudit.documents.lists import handed_out
from secaudit.improvements import (
    actions,
    beside,
    causes,  # noqa: F401 - enters its rule
    committee_page,
    comparing,
    reach,
    reading,
)
from secaudit.improvements.forms import BackForm, DoneForm, MoveForm
from secaudit.improvements.listing import VIEWS, as_table, chosen_gaps, texts, title_of
from secaudit.improvements.models import Improvement
from secaudit.improvements.typed import Row, from_form, offered, promised
from secaudit.people.reading import names, posts_of_unit
from secaudit.selfcheck import reading as sheets
from secaudit.selfcheck.models import Sheet
from secaudit.selfcheck.showing import question_texts
from secaudit.web.attachments import attached
from secaudit.web.language import day, in_my_language

bp = Blueprint("improvements", __name__)


for each in beside.SHOWN:
    bp.add_app_template_global(each)


# --- the gaps of a sheet --------------------------------------------------------------------


@bp.get("/self-check/sheets/<id:id>/improvements")
def of_sheet(id):
    sheet = sheets.sheet_for(current, id)
    gaps = reading.gaps_of(sheet)
    owner = usual_owner(sheet)
    rows = [offered(gap, owner, clock.today()) for gap in gaps if gap.improvement is None]
    return _sheet_page(sheet, gaps, rows)


@bp.post("/self-check/sheets/<id:id>/improvements")
def promise(id):
    """Every row with a date becomes a promise; all of them, or none where one is not right."""
    sheet = sheets.sheet_for(current, id)
    gaps = reading.gaps_of(sheet)
    rows = from_form(request.form, [gap for gap in gaps if gap.improvement is None])
    kept = promised(rows, clock.today())
    if any(row.problems for row in rows):
        return _sheet_page(sheet, gaps, rows), 400
    made = actions.promise(id, kept, by=current, at=clock.now(), on=clock.today())
    flash(ngettext("%(num)s promise is kept.", "%(num)s promises are kept.", len(made)), "success")
    return redirect(url_for(".of_sheet", id=id))


def _sheet_page(sheet: Sheet, gaps: list[reading.Gap], rows: list[Row]):
    return render_template(
        "improvements/sheet.html",
        sheet=sheet,
        period=sheet.period,
        gaps=gaps,
        rows=rows,
        texts=texts(gaps),
        questions=question_texts(sheet, sheets.catalogue_of(sheet.period)),
        before=comparing.of_last_year(sheet),
        posts=_posts(sheet),
        may_promise=reach.may(current, "promise improvements", sheet, clock.today()),
        failed=any(row.problems for row in rows),
    )


def _posts(sheet: Sheet) -> list[str]:
    held = posts_of_unit(sheet.unit_id, clock.today())
    return list(dict.fromkeys(post.title for post in held if post.title))


def usual_owner(sheet: Sheet) -> str:
    """Who does it, unless somebody says otherwise: the head of the department, by post."""
    held = posts_of_unit(sheet.unit_id, clock.today())
    return next((p.title for p in held if p.role == Role.MGR and p.title), "")


# --- one improvement ------------------------------------------------------------------------


@bp.get("/improvements/<id:id>")
def show(id):
    return _page(reading.improvement(id, current))


def _page(row: Improvement, form: DoneForm | None = None):
    on, answer = clock.today(), reading.answer_to(row)
    gap = reading.Gap(row.sheet, row.control, answer, row) if answer else None
    held = reading.promises(row)
    ids = {row.reported_by_id, row.seen_by_id, row.checked_by_id} | {each.by_id for each in held}
    return render_template(
        "improvements/show.html",
        row=row,
        gap=gap,
        text=title_of(row),
        held=held,
        people=names(each for each in ids if each),
        followed=comparing.followed(row),
        before=row.follows,
        later=comparing.answered_later([gap] if gap else []).get(row.id),
        may_promise=reach.may(current, "promise improvements", row.sheet, on),
        may_see=reach.may(current, "see improvements", row.sheet, on),
        may_check=may_check(row),
        form=form or DoneForm(data={"version": row.version, "done_on": on}, formdata=None),
    )


def may_check(row: Improvement) -> bool:
    own = reach.belongs(current, row.sheet, clock.today())
    said_so = current.person in (row.reported_by_id, row.seen_by_id)
    return current.may("check improvements") and not own and not said_so


def _done(id: int, words: str):
    flash(words, "success")
    return redirect(url_for(".show", id=id))


@bp.post("/improvements/<id:id>/done")
def report(id):
    form = DoneForm()
    done = actions.Done(form.done_on.data, form.report.data or "", form.evidence.data or "")
    asked = doing()
    if tried(form, lambda: actions.report(id, form.version.data, done, **asked)):
        return _done(id, _("Reported as done."))
    return _page(reading.improvement(id, current), form), 400


@bp.route("/improvements/<id:id>/date", methods=["GET", "POST"])
def move(id):
    row = reading.improvement(id, current)
    form = MoveForm(data={"version": row.version, "interim": row.interim})
    asked = doing()

    def act():
        interim, reason = form.interim.data or "", form.reason.data
        actions.move(id, form.version.data, form.due_on.data, interim, reason, **asked)

    if tried(form, act):
        return _done(id, _("The new date stands beside the earlier one."))
    text = _("Promised for %(day)s. It stays on record.", day=day(row.due_on))
    return _asking(row, form, _("Promise another date"), text, _("Promise this date"))


@bp.route("/improvements/<id:id>/back", methods=["GET", "POST"])
def send_back(id):
    row = reading.improvement(id, current)
    form = BackForm(data={"version": row.version})
    asked = doing()
    if tried(form, lambda: actions.send_back(id, form.version.data, form.words.data, **asked)):
        return _done(id, _("It is with the department again."))
    return _asking(row, form, _("Something is still missing"), row.report, _("Send it back"))


def _asking(row: Improvement, form, title: str, text: str, button: str):
    page = render_template(
        "selfcheck/ask.html",
        form=form,
        title=title,
        text=text,
        button=button,
        back=(in_my_language(title_of(row)), url_for(".show", id=row.id)),
    )
    return (page, 400) if form.errors else page


@bp.post("/improvements/<id:id>/seen")
def see(id):
    return _pressed(id, actions.see, _("Seen. The secretariat checks it next."))


@bp.post("/improvements/<id:id>/checked")
def confirm_done(id):
    return _pressed(id, actions.confirm_done, _("Checked. The improvement is finished."))


def _pressed(id: int, act, done: str):
    form = BackForm()
    act(id, form.version.data, by=current, at=clock.now(), on=clock.today())
    flash(done, "success")
    return redirect(url_for(".show", id=id))


# --- all of them ----------------------------------------------------------------------------


@bp.get("/improvements")
def index():
    chosen = chosen_gaps(request.args, current)
    return render_template(
        "improvements/index.html",
        found=chosen,
        gaps=chosen.gaps,
        texts=texts(chosen.gaps),
        later=comparing.answered_later(chosen.gaps),
        views=VIEWS,
        form=EmptyForm(),
    )


@bp.post("/improvements/file")
def file():
    """The list as Excel or CSV, or the committee's page; an entry of the journal."""
    kind = request.form.get("format", "")
    if kind != "pdf":
        table = as_table(chosen_gaps(request.form, current))
        return handed_out("improvements", table, kind, current)
    every = chosen_gaps(dict(request.form) | {"view": "all"}, current)
    content = committee_page.paper(every, clock.now()).pdf
    committee_page.note_export(by=current, at=clock.now())
    return attached(content, "secaudit-improvements.pdf")


@bp.get("/improvements/committee")
def committee():
    """One A4 for the committee, as it is printed."""
    chosen = chosen_gaps(dict(request.args) | {"view": "all"}, current)
    return render_template(
        "improvements/committee.html",
        found=chosen,
        letter=committee_page.page(chosen),
        form=EmptyForm(),
    )
