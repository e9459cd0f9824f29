"""Questions about questions: the department asks, the secretariat or a colleague replies."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from secaudit.accounts.gate import current
from secaudit.accounts.saving import put_beside_field
from secaudit.calendar import clock
from secaudit.calendar.moments import to_tokyo
from secaudit.errors import Invalid, Missing
from secaudit.people.reading import names
from secaudit.selfcheck import actions, charges, reading, threads
from secaudit.selfcheck.actions.answering import asked_control
from secaudit.selfcheck.actions.questions import may_reply
from secaudit.selfcheck.asking import asking
from secaudit.selfcheck.forms import AskForm, PublishForm, ReplyForm
from secaudit.selfcheck.kinds import Value
from secaudit.selfcheck.models import Sheet
from secaudit.selfcheck.rights import answers_in
from secaudit.selfcheck.showing import all_lines, numbers, sections
from secaudit.selfcheck.states import MOVING
from secaudit.selfcheck.together import Thread, ThreadState
from secaudit.selfcheck.views import bp
from secaudit.web.fields import VersionForm

REPLY, PUBLIC = "reply-", "public-"  # three forms on one page: their fields have names of their own


def _found(id: int, control: str) -> tuple[Sheet, Thread | None]:
    """The sheet and what was asked, for the department, the secretariat and who is asked by name."""
    sheet = reading.sheet(id)
    row = threads.thread(sheet, control)
    chapter = asked_control(sheet, control).chapter
    if asking(sheet.form).reasons and (_replies(row) or answers_in(sheet, current, chapter)):
        return sheet, row
    raise Missing()


def _replies(row: Thread | None) -> bool:
    return row is not None and may_reply(row, current)


@bp.get("/sheets/<id:id>/questions/<control>")
def question(id, control):
    return _page(*_found(id, control), control)


def _page(sheet: Sheet, row: Thread | None, control: str, **forms):
    chapter = asked_control(sheet, control).chapter
    moving = sheet.period.state in MOVING
    asks = moving and answers_in(sheet, current, chapter)
    more = _forms(sheet, row, control, asks) | forms
    page = render_template(
        "selfcheck/question.html",
        sheet=sheet,
        period=sheet.period,
        line=_line(sheet, control),
        thread=row,
        messages=threads.messages(row),
        to=names([row.to_id]).get(row.to_id) if row and row.to_id else None,
        may_settle=asks and row is not None and row.state != ThreadState.SETTLED,
        form=next(iter(forms.values()), None),
        **more,
    )
    return (page, 400) if forms else page


def _line(sheet: Sheet, control: str):
    chapter = asked_control(sheet, control).chapter
    answers = reading.answers_of(sheet, chapter)
    found = sections(sheet, reading.catalogue_of(sheet.period), answers)
    return next(line for line in all_lines(found) if line.control.id == control)


def _forms(sheet: Sheet, row: Thread | None, control: str, asks: bool) -> dict:
    version = row.version if row else 0
    replies = _replies(row)
    public = row if row is not None and current.may("reply to questions") else None
    return {
        "ask_form": ask_form(sheet, version=version, to=row.to_id if row else "") if asks else None,
        "reply_form": ReplyForm(None, prefix=REPLY, version=version) if replies else None,
        "publish_form": _publish_form(public) if public and public.answered_at else None,
    }


def ask_form(sheet: Sheet, formdata=None, **values) -> AskForm:
    """The choice of whom to ask: the secretariat, or a colleague of the department."""
    form = AskForm(formdata, **values)
    for post in charges.colleagues(sheet, clock.today()):
        if post.person_id != current.person:
            form.add(post.person, post.title)
    return form


def _publish_form(row: Thread) -> PublishForm:
    said = threads.messages(row)
    asked = next((each.text for each in said if not each.reply), "")
    replied = next((each.text for each in reversed(said) if each.reply), "")
    return PublishForm(
        None,
        prefix=PUBLIC,
        version=row.version,
        question=row.published_question or asked,
        answer=row.published_answer or replied,
    )


@bp.post("/sheets/<id:id>/questions/<control>")
def ask(id, control):
    sheet, row = _found(id, control)
    form = ask_form(sheet, request.form)
    if form.validate():
        try:
            actions.ask(
                id,
                control,
                form.text.data,
                form.person(),
                form.version.data,
                by=current,
                at=clock.now(),
                on=clock.today(),
            )
        except Invalid as problem:
            put_beside_field(form, problem)
        else:
            flash(_("Your question is on its way. You can go on answering."), "success")
            return redirect(_back(sheet, control))
    return _page(sheet, row, control, ask_form=form)


def _back(sheet: Sheet, control: str) -> str:
    chapter = asked_control(sheet, control).chapter
    return url_for(".section", id=sheet.id, chapter=chapter, _anchor=f"q-{control}")


@bp.post("/sheets/<id:id>/questions/<control>/reply")
def reply(id, control):
    sheet, row = _found(id, control)
    form = ReplyForm(request.form, prefix=REPLY)
    if form.validate():
        suggests = Value(form.suggests.data) if form.suggests.data else None
        try:
            actions.reply(
                id,
                control,
                form.text.data,
                suggests,
                form.version.data,
                by=current,
                at=clock.now(),
            )
        except Invalid as problem:
            put_beside_field(form, problem)
        else:
            flash(_("The reply is sent. It stands beside the question now."), "success")
            return redirect(_after_reply(sheet, control))
    return _page(sheet, row, control, reply_form=form)


def _after_reply(sheet: Sheet, control: str) -> str:
    if current.may("manage periods"):
        return url_for(".questions", id=sheet.period_id)
    return url_for(".question", id=sheet.id, control=control)


@bp.post("/sheets/<id:id>/questions/<control>/settled")
def settle(id, control):
    sheet, _row = _found(id, control)
    form = VersionForm()
    version = form.version.data if form.validate_on_submit() else -1
    actions.settle(id, control, version, by=current, at=clock.now())
    flash(_("Settled. The question can be answered now."), "success")
    return redirect(_back(sheet, control))


@bp.post("/sheets/<id:id>/questions/<control>/published")
def publish(id, control):
    sheet, row = _found(id, control)
    form = PublishForm(request.form, prefix=PUBLIC)
    if form.validate():
        try:
            actions.publish(
                id,
                control,
                form.question.data or "",
                form.answer.data or "",
                form.version.data,
                by=current,
                at=clock.now(),
            )
        except Invalid as problem:
            put_beside_field(form, problem)
        else:
            shown = bool((form.answer.data or "").strip())
            flash(
                _("All departments read it beside this question now.")
                if shown
                else _("It is not shown to other departments any more."),
                "success",
            )
            return redirect(url_for(".question", id=id, control=control))
    return _page(sheet, row, control, publish_form=form)


@bp.get("/periods/<id:id>/questions")
def questions(id):
    """What departments do not know: what waits first, the oldest on top."""
    period = reading.period(id)
    found = threads.threads_of(period)
    catalogue = reading.catalogue_of(period)
    numbered: dict[int, dict[str, str]] = {}
    for row in found:
        if row.sheet_id not in numbered:
            numbered[row.sheet_id] = numbers(row.sheet, catalogue)
    return render_template(
        "selfcheck/questions.html",
        period=period,
        threads=found,
        words=threads.first_words(found),
        numbers=numbered,
        catalogue=catalogue,
        people=names({each for row in found for each in (row.asked_by_id, row.to_id) if each}),
        waited=_waited,
    )


def _waited(row: Thread) -> str:
    days = (clock.today() - to_tokyo(row.asked_at).date()).days
    return ngettext("%(num)s day", "%(num)s days", days) if days else _("today")
