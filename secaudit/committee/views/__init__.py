"""Pages of the paper for the committee."""

from datetime import date

from flask import Blueprint, url_for
from flask_babel import gettext as _

from secaudit.accounts.gate import current, opens
from secaudit.committee import reading
from secaudit.committee.kinds import Audience, Form, Part, State
from secaudit.committee.models import CommitteePaper
from secaudit.meetings.views.words import meeting_words, papers_elsewhere
from secaudit.reports.reading import period_title
from secaudit.web.language import day, in_my_language

bp = Blueprint("committee", __name__, url_prefix="/committee")


def called(paper: CommitteePaper) -> str:
    """By its meeting, else by the period and the day on which its figures were frozen."""
    if paper.meeting_on:
        return _("Paper for the meeting on %(day)s", day=day(paper.meeting_on, "plain"))
    title = in_my_language(period_title(paper.snapshot.period))
    return _("Paper for the committee: %(period)s", period=title)


def links_of(meeting_on: date) -> list[tuple[str, str]]:
    """On the page of a meeting: what was prepared for it."""
    if not opens("committee.show"):
        return []
    found = reading.papers_of(current, meeting_on)
    return [
        (f"{called(each)}　{labelled(each)}", url_for("committee.show", id=each.id))
        for each in found
    ]


def labelled(paper: CommitteePaper) -> str:
    return _("Final") if paper.state == State.FINAL else _("Draft %(num)s", num=paper.number)


papers_elsewhere.append(links_of)


@bp.context_processor
def vocabulary():
    words = {"called_paper": called, "meeting_words": meeting_words}
    return {**words, "Audience": Audience, "Form": Form, "Part": Part, "State": State}


from secaudit.committee.views import freezing, one, settling, writing  # noqa: F401
