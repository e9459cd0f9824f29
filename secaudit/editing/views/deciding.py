from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from secaudit.accounts.gate import current
from secaudit.accounts.saving import saved
from secaudit.calendar import clock
from secaudit.catalogue import comparing
from secaudit.decisions.reading import decisions_about
from secaudit.editing import actions, reading
from secaudit.editing.forms import AskForm, HashForm, PaperForm, SeenForm, WordsForm
from secaudit.editing.models import Release
from secaudit.editing.views import bp
from secaudit.editing.views.context import Here
from secaudit.people.reading import names


@bp.get("/releases/<id:id>")
def release(id):
    return release_page(reading.release(id), AskForm())


def release_page(found: Release, form: AskForm):
    here = Here()
    form.seen.data = found.version
    pending = found.state in reading.ON_THE_WAY
    judged = here.judged(found.files)
    return render_template(
        "editing/release.html",
        release=found,
        pending=pending,
        judged=judged,
        effects=here.effects(judged) if pending else [],
        rewordings=comparing.rewordings,
        fields=comparing.FIELDS,
        decisions=decisions_about(found),
        people=names({*found.authors, found.approved_by_id, found.requested_by_id} - {None}),
        own=current.person in (*found.authors, found.requested_by_id),
        form=form,
    )


@bp.post("/releases/<id:id>/ask")
def ask(id):
    found, form = reading.release(id), AskForm()
    if not form.validate_on_submit():
        return release_page(found, form)
    actions.ask(id, form.seen.data, form.note.data or "", by=current, at=clock.now())
    flash(_("It waits for approval by somebody who did not write it."), "success")
    return redirect(url_for(".release", id=id))


@bp.post("/releases/<id:id>/approve")
def approve(id):
    reading.release(id)
    form, here = checked(HashForm()), Here()
    actions.approve(
        id,
        form.hash.data,
        shipped=here.shipped,
        folder=here.folder,
        by=current,
        at=clock.now(),
    )
    flash(_("The edition is published."), "success")
    return redirect(url_for(".release", id=id))


def checked(form):
    if not form.validate_on_submit():
        abort(400)
    return form


@bp.route("/releases/<id:id>/approval-on-paper", methods=["GET", "POST"])
def approve_on_paper(id):
    found, here = reading.release(id), Here()
    form = PaperForm(hash=found.hash)
    done = saved(
        form,
        lambda: actions.approve_on_paper(
            id,
            form.hash.data,
            form.paper(),
            shipped=here.shipped,
            folder=here.folder,
            by=current,
            at=clock.now(),
            on=clock.today(),
        ),
    )
    if done:
        flash(_("The decision is recorded. The edition is published."), "success")
        return redirect(url_for(".release", id=id))
    intro = _("Copy what stands on the paper. Whoever asked for the decision cannot record it.")
    title = _("Approved on paper: %(what)s", what=_("edition %(label)s", label=found.label))
    return form_page(title, form, id, _("Record the decision"), intro)


@bp.route("/releases/<id:id>/return", methods=["GET", "POST"])
def send_back(id):
    found = reading.release(id)
    form = WordsForm(data={"seen": found.version})
    done = saved(
        form,
        lambda: actions.send_back(id, form.seen.data, form.words.data, by=current, at=clock.now()),
    )
    if done:
        flash(_("It is sent back with your words."), "success")
        return redirect(url_for(".release", id=id))
    title = _("Not approved: %(what)s", what=_("edition %(label)s", label=found.label))
    return form_page(title, form, id, _("Send back"))


def form_page(title: str, form, id: int, button: str, intro: str = ""):
    return render_template(
        "form.html",
        title=title,
        form=form,
        button=button,
        intro=intro,
        cancel=url_for(".release", id=id),
        breadcrumb=[
            (_("Controls"), url_for("catalogue.index")),
            (_("Edit the controls"), url_for(".index")),
        ],
    )


@bp.post("/releases/<id:id>/take-back")
def take_back(id):
    reading.release(id)
    form = checked(SeenForm())
    actions.take_back(id, form.seen.data, by=current, at=clock.now())
    flash(_("Taken back. The drafts can be written in again."), "success")
    return redirect(url_for(".index"))
