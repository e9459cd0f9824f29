"""Settling a paper: by somebody who wrote nothing of it, here or on paper."""

from flask import url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from secaudit.accounts.gate import current
from secaudit.accounts.saving import confirmed
from secaudit.calendar import clock
from secaudit.committee import actions, making, reading
from secaudit.committee.forms import SettleOnPaperForm
from secaudit.committee.kinds import State
from secaudit.committee.models import CommitteeDraft, CommitteePaper
from secaudit.committee.views import bp, called
from secaudit.committee.views.beforehand import before_settling
from secaudit.errors import Refused
from secaudit.web.fields import VersionForm


@bp.route("/<id:id>/settlement", methods=["GET", "POST"])
def settle(id):
    paper, draft = to_settle(id)
    actions.refuse_author(current, draft)
    form = VersionForm(version=draft.version)

    def settled():
        documents = kept(paper, draft)
        return actions.settle(id, form.version.data, documents, by=current, at=clock.now())

    return page(form, settled, paper, draft, _("Settle the paper"), _("Settle the paper"))


def to_settle(id: int) -> tuple[CommitteePaper, CommitteeDraft]:
    paper = reading.paper(current, id)
    if paper.state != State.DRAFT:
        raise Refused(actions.IS_SETTLED)
    return paper, reading.draft(paper)


def page(
    form, act, paper: CommitteePaper, draft: CommitteeDraft, title: str, button: str, intro=""
):
    """What becomes final and who sees it then, before the press."""
    return confirmed(
        form,
        act,
        _("The paper is settled. Its documents are kept under their hashes."),
        url_for(".show", id=paper.id),
        before_settling(paper, draft),
        title=title,
        button=button,
        intro=intro,
        breadcrumb=[
            (_("Papers for the committee"), url_for(".index")),
            (called(paper), url_for(".show", id=paper.id)),
        ],
    )


def kept(paper: CommitteePaper, draft: CommitteeDraft) -> list[actions.Document]:
    """Nothing is settled that is not one page."""
    with force_locale(making.KEPT_IN):
        if not making.meter(paper, draft).fits:
            raise Refused(actions.MORE_THAN_A_PAGE)
    return making.keep(paper, draft)


@bp.route("/<id:id>/settlement-on-paper", methods=["GET", "POST"])
def settle_on_paper(id):
    paper, draft = to_settle(id)
    form = SettleOnPaperForm(version=draft.version)

    def record():
        return actions.settle_on_paper(
            id, form.version.data, kept(paper, draft), form.paper(),
            by=current, at=clock.now(), on=clock.today(),
        )  # fmt: skip

    intro = _("Copy what stands on the paper. Whoever asked for the decision cannot record it.")
    title = _("The paper was settled on paper")
    return page(form, record, paper, draft, title, _("Record the decision"), intro)
