"""The words of a draft: everything on one form; figures stay as they were frozen."""

from dataclasses import replace

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from secaudit.accounts.gate import current
from secaudit.accounts.saving import saved
from secaudit.calendar import clock
from secaudit.committee import actions, making, reading, wording
from secaudit.committee.composing import text_of
from secaudit.committee.forms import WordsForm, text_name
from secaudit.committee.generated import generated
from secaudit.committee.kinds import Part, State
from secaudit.committee.known import figures_of
from secaudit.committee.locking import refuse_other_figures
from secaudit.committee.models import CommitteeDraft, CommitteePaper
from secaudit.committee.snapshot import Snapshot
from secaudit.committee.views import bp
from secaudit.committee.wording import Wording
from secaudit.errors import Conflict, Refused
from secaudit.people.reading import names
from secaudit.web.language import called, language


@bp.route("/<id:id>/words", methods=["GET", "POST"])
def write(id):
    paper = reading.paper(current, id)
    if paper.state != State.DRAFT:
        raise Refused(actions.IS_SETTLED)
    draft, figures = reading.draft(paper), reading.figures(paper.snapshot.hash)
    form = WordsForm(version=draft.version)
    form.offer(figures.matters)
    if not form.is_submitted():
        before = reading.words(draft)
        form.show(before, {part: text_of(figures, before, part) for part in Part})

    def save():
        words = typed(form, reading.words(draft), figures)
        return actions.write(id, form.version.data, words, by=current, at=clock.now())

    try:
        if saved(form, save):
            flash(_("The draft is saved."), "success")
            return redirect(url_for(".show", id=id))
    except Conflict as problem:
        return conflict_page(paper, form, figures, problem), 409
    page = words_page(paper, draft, form, figures)
    return (page, 400) if form.errors else page


def typed(form: WordsForm, before: Wording, figures: Snapshot) -> Wording:
    """What the form holds; refused where it holds a figure that is not of the snapshot."""
    texts, known = form.texts(), figures_of(figures)
    for part, text in texts.items():
        refuse_other_figures(text, known[part], text_name(part))
    own = {part: generated(figures, part) for part in Part}
    words = wording.rewritten(before, language(), texts, own)
    return replace(
        words,
        rows=form.rows(),
        agenda=tuple(form.agenda.data or ()),
        more=tuple(wording.lines_of(form.more.data or "")),
        note=(form.note.data or "").strip(),
        public_note=(form.public_note.data or "").strip(),
    )


def words_page(
    paper: CommitteePaper, draft: CommitteeDraft, form: WordsForm, figures: Snapshot, theirs=None
):
    return render_template(
        "committee/words.html",
        paper=paper,
        draft=draft,
        form=form,
        parts=list(Part),
        known=figures_of(figures),
        meter=making.meter(paper, draft),
        theirs=theirs,
    )


def conflict_page(paper: CommitteePaper, form: WordsForm, figures: Snapshot, problem: Conflict):
    """Both texts. Saving again from here takes this one, and says so."""
    draft = reading.draft(paper)
    form.version.data = draft.version
    other = wording.from_text(problem.theirs)
    by = names([draft.written_by_id]) if draft.written_by_id else {}
    theirs = {
        "who": called(next(iter(by.values()), None)),
        "at": draft.written_at,
        "texts": {_(part.label): text_of(figures, other, part) for part in Part},
        "ours": {_(part.label): text for part, text in form.texts().items()},
    }
    return words_page(paper, draft, form, figures, theirs)
