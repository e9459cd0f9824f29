"""Who may act on which paper: the team, and nobody on their own department."""

from datetime import date

from secaudit.access.guard import Actor
from secaudit.audits.models import Engagement, WorkingPaper
from secaudit.audits.reach import ground, own_engagements, reaches
from secaudit.audits.reading import obstacles
from secaudit.errors import N_, Forbidden, Refused

NOT_INDEPENDENT = N_(
    "You may not audit this department: your posts of this or the previous fiscal year, or a system"
    " you operate, belong to it. Another auditor has to do this."
)


def require_team(actor: Actor, deed: str, engagement: Engagement, on: date) -> None:
    """Refuse unless the person does this for the engagement as a whole."""
    if not reaches(actor, deed, engagement.id, own_engagements(actor, on), set()):
        raise Forbidden(N_("Your role does not allow this."))


def is_independent(person: int, unit: int, on: date) -> bool:
    return not obstacles([person], [unit], on)


def require_auditor(actor: Actor, deed: str, paper: WorkingPaper, on: date) -> None:
    """In the team (or the audit lead), and of another department."""
    known, own = ground(on), own_engagements(actor, on)
    if not reaches(actor, deed, paper.engagement_id, own, set()):
        raise Forbidden(N_("Your role does not allow this."))
    if actor.person and obstacles([actor.person], [paper.unit_id], on, known):
        raise Refused(NOT_INDEPENDENT)
