from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from secaudit.accounts.gate import current
from secaudit.accounts.saving import confirmed, saved
from secaudit.calendar import clock
from secaudit.editing import actions, reading
from secaudit.editing.forms import RequestForm, SeenForm
from secaudit.editing.judging import place_of
from secaudit.editing.models import ControlDraft
from secaudit.editing.views import bp
from secaudit.editing.views.context import Here
from secaudit.people.reading import names
from secaudit.web.beforehand import Beforehand
from secaudit.web.language import called


@bp.get("")
def index():
    """What is being written, what is wrong with it, what it does to the departments."""
    return overview(RequestForm(data={"label": "", "effective_on": clock.today()}))


def overview(form: RequestForm):
    here, drafts = Here(), reading.open_drafts()
    files = here.coming()
    found = here.judged(files)
    people = {author for draft in drafts for author in draft.authors}
    return render_template(
        "editing/index.html",
        here=here,
        drafts=drafts,
        judged=found,
        place_of=lambda problem: place_of(problem, files),
        effects=here.effects(found) if drafts else [],
        waiting=reading.on_the_way(),
        releases=reading.releases()[:20],
        people=names(people),
        form=form,
    )


@bp.post("/request", endpoint="request_release")
def request_release():
    form, here = RequestForm(), Here()
    made = saved(
        form,
        lambda: actions.request_release(
            form.label.data,
            form.effective_on.data,  # type: ignore[arg-type]
            form.note.data or "",
            now=here.files,
            before=here.catalogue,
            shipped=here.shipped,
            by=current,
            at=clock.now(),
            on=clock.today(),
        ),
    )
    if made:
        flash(_("It waits for approval by somebody who did not write it."), "success")
        return redirect(url_for(".release", id=made.id))
    return overview(form)


@bp.route("/drafts/<id:id>/drop", methods=["GET", "POST"])
def drop_draft(id):
    """Whose words are given up, and what stays in force, is said before the press."""
    draft = reading.draft(id)
    form = SeenForm(seen=draft.version)
    return confirmed(
        form,
        lambda: actions.drop_draft(id, form.seen.data, by=current, at=clock.now()),
        _("The draft is dropped."),
        url_for(".index"),
        before_dropping(draft),
        title=_("Drop the draft of %(control)s", control=draft.control),
        button=_("Drop the draft"),
        breadcrumb=[
            (_("Controls"), url_for("catalogue.index")),
            (_("Edit the controls"), url_for(".index")),
        ],
    )


def before_dropping(draft: ControlDraft) -> Beforehand:
    authors = names(draft.authors)
    return Beforehand(
        [
            (_("Control"), draft.control),
            (_("Written by"), _(", ").join(map(called, authors.values()))),
        ],
        [_("What is in force stays in force, and nothing of it changes.")],
        [_("The words of this draft cannot be brought back. Whoever wants them writes them anew.")],
    )
