"""Agenda or minutes on A4: on the page and as PDF."""

from flask import render_template

from secaudit.accounts.forms import EmptyForm
from secaudit.accounts.gate import current
from secaudit.calendar import clock
from secaudit.documents import Document, typeset
from secaudit.meetings import papers, reading, rows
from secaudit.meetings.actions.holding import note_export
from secaudit.meetings.members import members
from secaudit.meetings.models import Meeting
from secaudit.meetings.views import bp
from secaudit.meetings.views.words import meeting_words, trail
from secaudit.web.attachments import attached


def letter(row: Meeting) -> Document:
    return papers.meeting_paper(
        row,
        reading.agenda(row.id),
        rows.minutes_of(row),
        members(row.members, row.on),
        meeting_words(row),
        clock.today(),
    )


@bp.get("/meetings/<id:id>/paper")
def paper(id):
    row = rows.meeting(id)
    return render_template(
        "meetings/paper.html", row=row, letter=letter(row), form=EmptyForm(), breadcrumb=trail(row)
    )


@bp.post("/meetings/<id:id>/paper")
def paper_file(id):
    """The same as PDF; an entry of the journal."""
    row = rows.meeting(id)
    content = typeset(letter(row), clock.now()).pdf
    note_export(row, by=current, at=clock.now())
    return attached(content, f"secaudit-meeting-{row.fiscal_year}-{row.number}.pdf")
