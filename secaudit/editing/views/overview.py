from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from secaudit.accounts.gate import current
from secaudit.accounts.saving import saved
from secaudit.calendar import clock
from secaudit.editing import actions, reading
from secaudit.editing.forms import RequestForm, SeenForm
from secaudit.editing.judging import place_of
from secaudit.editing.views import bp
from secaudit.editing.views.context import Here
from secaudit.people.reading import names


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


@bp.post("/drafts/<id:id>/drop")
def drop_draft(id):
    reading.draft(id)
    form = SeenForm()
    if not form.validate_on_submit():
        abort(400)
    actions.drop_draft(id, form.seen.data, by=current, at=clock.now())
    flash(_("The draft is dropped."), "success")
    return redirect(url_for(".index"))
