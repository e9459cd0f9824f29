"""One paper: its page as it will be printed, the meter, its drafts, its documents."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from secaudit.accounts.gate import current, opens
from secaudit.calendar import clock
from secaudit.committee import actions, making, reading
from secaudit.committee.kinds import Audience, Form, State
from secaudit.committee.models import CommitteeDraft, CommitteePaper
from secaudit.committee.preview import annexed, preview
from secaudit.committee.views import bp
from secaudit.decisions.reading import decisions_about
from secaudit.evidence import store
from secaudit.meetings.reading import meeting_on
from secaudit.people.reading import names
from secaudit.web.attachments import attached
from secaudit.web.fields import VersionForm
from secaudit.web.language import language


@bp.get("/<id:id>")
def show(id):
    paper = reading.paper(current, id)
    draft, audience = asked_draft(paper), asked_audience(request.args)
    wanted = making.ordered(paper, draft, audience)
    every = reading.drafts(paper)
    people = {each.written_by_id for each in every} | {paper.settled_by_id}
    return render_template(
        "committee/show.html",
        paper=paper,
        draft=draft,
        drafts=every,
        audience=audience,
        document=preview(making.pack(draft, wanted)),
        meter=making.meter(paper, draft) if to_be_proved(paper, audience) else None,
        names=names([each for each in people if each]),
        files=reading.files(paper),
        frozen_at=reading.frozen_at(paper),
        meeting=meeting_on(paper.meeting_on) if opens("meetings.show") else None,
        decisions=decisions_about(paper),
        is_author=current.person in draft.authors,
        is_newest=draft.number == paper.number,
    )


@bp.get("/<id:id>/annexes")
def annexes(id):
    """What the annexes hold, before anybody settles them."""
    paper = reading.paper(current, id)
    draft, audience = asked_draft(paper), asked_audience(request.args)
    made = making.pack(draft, making.ordered(paper, draft, audience, Form.ANNEX))
    return render_template(
        "committee/annexes.html",
        paper=paper,
        draft=draft,
        audience=audience,
        document=annexed(made),
        is_newest=draft.number == paper.number,
    )


def to_be_proved(paper: CommitteePaper, audience: Audience) -> bool:
    """What is settled was one page, or it would not have been."""
    return audience == Audience.INTERNAL and paper.state == State.DRAFT


def asked_draft(paper: CommitteePaper) -> CommitteeDraft:
    text = request.args.get("draft", "")
    if text and not (text.isascii() and text.isdigit() and len(text) < 6):
        abort(404)
    if paper.state == State.FINAL and not reading.sees_drafts(current):
        return reading.draft(paper)
    return reading.draft(paper, int(text) if text else None)


def asked_audience(values) -> Audience:
    text = values.get("audience", Audience.INTERNAL.value)
    return Audience(text) if text in set(Audience) else abort(404)


@bp.post("/<id:id>/file")
def file(id):
    """A document to print or pass on. Who took which is an entry of the journal."""
    paper = reading.paper(current, id)
    form, audience = request.form.get("form", ""), asked_audience(request.form)
    if form not in set(Form):
        abort(400)
    draft = reading.draft(paper)
    wanted = making.ordered(paper, draft, audience, Form(form))
    content = settled(paper, wanted.form, audience) or making.document(draft, wanted)
    actions.note_export(paper, wanted.form, audience, by=current, at=clock.now())
    day = (paper.meeting_on or paper.snapshot.at.date()).isoformat()
    return attached(content, making.name_of(wanted, day))


def settled(paper: CommitteePaper, form: Form, audience: Audience) -> bytes | None:
    """The bytes that were settled, where this document is among them."""
    wanted = (audience, form, language())
    for each in reading.files(paper) if paper.state == State.FINAL else []:
        if (each.audience, each.form, each.language) == wanted:
            return store.read(each.hash)
    return None


@bp.post("/<id:id>/drafts")
def next_draft(id):
    form = VersionForm()
    if form.validate_on_submit():
        made = actions.next_draft(id, form.version.data, by=current, at=clock.now())
        flash(_("Draft %(num)s begins with the same words.", num=made.number), "success")
        return redirect(url_for(".write", id=id))
    return redirect(url_for(".show", id=id))
