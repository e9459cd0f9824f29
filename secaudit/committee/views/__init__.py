"""Pages of the paper for the committee."""

from flask import Blueprint
from flask_babel import gettext as _

from secaudit.committee.kinds import Audience, Form, State
from secaudit.committee.models import CommitteePaper
from secaudit.reports.reading import period_title
from secaudit.web.language import day, in_my_language

bp = Blueprint("committee", __name__, url_prefix="/committee")


def called(paper: CommitteePaper) -> str:
    """By its meeting, else by the period and the day on which its figures were frozen."""
    if paper.meeting_on:
        return _("Paper for the meeting on %(day)s", day=day(paper.meeting_on, "plain"))
    title = in_my_language(period_title(paper.snapshot.period))
    return _("Paper for the committee: %(period)s", period=title)


@bp.context_processor
def vocabulary():
    return {"called_paper": called, "Audience": Audience, "Form": Form, "State": State}


from secaudit.committee.views import freezing, one, settling, writing  # noqa: F401
