"""One disposal list: how it stands, and as it is filed."""

from flask import render_template

from secaudit.accounts.gate import current
from secaudit.calendar import clock
from secaudit.decisions.reading import decisions_about
from secaudit.documents import typeset
from secaudit.people.reading import names
from secaudit.retention import actions, erasing, papers, reading
from secaudit.retention.models import Disposal
from secaudit.retention.rules import APPROVALS, State
from secaudit.retention.views.pages import bp, heading, label
from secaudit.web.attachments import attached


@bp.get("/<id:id>")
def show(id):
    row = reading.disposal(id, current)
    approvals = reading.approvals(row)
    return render_template(
        "retention/show.html",
        row=row,
        title=heading(row),
        items=[(item, label(item)) for item in row.listed],
        extent=erasing.extent(row.listed)
        if row.state in (State.PROPOSED, State.APPROVED)
        else None,
        approvals=approvals,
        papers=decisions_about(row),
        people=names(each for each in (row.proposed_by_id, row.carried_out_by_id) if each),
        missing=APPROVALS - len(approvals),
        **what_may_be_done(row, [each.by_id for each in approvals]),
    )


def what_may_be_done(row: Disposal, approved_by: list) -> dict[str, bool]:
    proposed, approved = row.state == State.PROPOSED, row.state == State.APPROVED
    proposes, own = current.may("propose disposals"), current.person == row.proposed_by_id
    return {
        "may_approve": proposed
        and current.may("approve disposals")
        and not own
        and current.person not in approved_by,
        "may_record": proposed and current.may("record decisions") and not own,
        "may_withdraw": (proposed or approved) and proposes,
        "may_carry_out": approved and proposes,
    }


@bp.post("/<id:id>/paper")
def paper(id):
    """The list as it is filed, with the boxes of those who approve."""
    row = reading.disposal(id, current)
    made = typeset(papers.list_paper(row, label, clock.today()), clock.now())
    actions.note_export(row, by=current, at=clock.now())
    return attached(made.pdf, f"secaudit-disposal-{row.id}.pdf")
