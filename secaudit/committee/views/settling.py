"""Settling a paper: by somebody who wrote nothing of it, here or on paper."""

from flask import flash, redirect, render_template, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from secaudit.accounts.gate import current
from secaudit.accounts.saving import saved
from secaudit.calendar import clock
from secaudit.committee import actions, making, reading
from secaudit.committee.forms import SettleOnPaperForm
from secaudit.committee.kinds import State
from secaudit.committee.models import CommitteeDraft, CommitteePaper
from secaudit.committee.views import bp, called
from secaudit.errors import Refused
from secaudit.web.fields import VersionForm


@bp.post("/<id:id>/settlement")
def settle(id):
    paper, form = reading.paper(current, id), VersionForm()
    if form.validate_on_submit():
        draft = reading.draft(paper)
        actions.refuse_author(current, draft)
        documents = kept(paper, draft)
        actions.settle(id, form.version.data, documents, by=current, at=clock.now())
        flash(_("The paper is settled. Its documents are kept under their hashes."), "success")
    return redirect(url_for(".show", id=id))


def kept(paper: CommitteePaper, draft: CommitteeDraft) -> list[actions.Document]:
    """Nothing is settled that is not one page."""
    if paper.state != State.DRAFT:
        raise Refused(actions.IS_SETTLED)
    with force_locale(making.KEPT_IN):
        if not making.meter(paper, draft).fits:
            raise Refused(actions.MORE_THAN_A_PAGE)
    return making.keep(paper, draft)


@bp.route("/<id:id>/settlement-on-paper", methods=["GET", "POST"])
def settle_on_paper(id):
    paper = reading.paper(current, id)
    draft = reading.draft(paper)
    form = SettleOnPaperForm(version=draft.version)

    def record():
        return actions.settle_on_paper(
            id, form.version.data, kept(paper, draft), form.paper(),
            by=current, at=clock.now(), on=clock.today(),
        )  # fmt: skip

    if saved(form, record):
        flash(_("The paper is settled. Its documents are kept under their hashes."), "success")
        return redirect(url_for(".show", id=id))
    page = render_template("committee/on_paper.html", form=form, title=called(paper), id=id)
    return (page, 400) if form.errors or form.form_errors else page
