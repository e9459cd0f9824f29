"""The yearly look through all accounts: the list, the paper, the outcome."""

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _

from secaudit.accessreview import actions, papers, reading
from secaudit.accounts.forms import EmptyForm
from secaudit.accounts.gate import current
from secaudit.accounts.saving import form_page
from secaudit.calendar import clock
from secaudit.decisions.forms import DecisionForm
from secaudit.documents import typeset
from secaudit.web.attachments import attached

bp = Blueprint("accessreview", __name__, url_prefix="/accounts/review")


@bp.get("")
def show():
    found = reading.rows(clock.today())
    return render_template(
        "accessreview/show.html",
        offices=reading.by_office(found),
        conclusion=papers.conclusion(found),
        outcomes=reading.outcomes(),
    )


@bp.post("/paper")
def paper():
    """The list for signature as PDF; an entry of the journal."""
    if not EmptyForm().validate_on_submit():
        return redirect(url_for(".show"))
    found = reading.rows(clock.today())
    made = typeset(papers.review_list(found, clock.today()), clock.now())
    actions.note_export(len(found), by=current, at=clock.now())
    return attached(made.pdf, "secaudit-accounts.pdf")


@bp.route("/outcome", methods=["GET", "POST"])
def outcome():
    """Who signed, when, and what was found."""
    form = DecisionForm()
    at, on = clock.now(), clock.today()
    return form_page(
        form,
        lambda: actions.record_outcome(form.paper(), by=current, at=at, on=on),
        _("The outcome of the review is recorded."),
        url_for(".show"),
        title=_("Record the outcome of the review"),
        intro=_("Copy what stands on the signed list. What was found, and which accounts were disabled, goes into the note."),
        button=_("Record the outcome"),
        breadcrumb=[(_("Yearly review of accounts"), url_for(".show"))],
    )  # fmt: skip
