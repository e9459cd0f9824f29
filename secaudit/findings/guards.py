"""Whether somebody may do an act on a finding: the table's deed, the reach, and independence."""

from datetime import date

from secaudit.access.guard import Actor
from secaudit.access.roles import Role
from secaudit.audits.guards import NOT_INDEPENDENT
from secaudit.audits.reach import Ground, ground, own_engagements, reaches
from secaudit.audits.reading import obstacles
from secaudit.errors import N_, Forbidden, Refused
from secaudit.findings.kinds import Turn
from secaudit.findings.lifecycle import TRANSITIONS
from secaudit.findings.models import Action, Extension, Finding
from secaudit.findings.rules import owns

# Deeds of the audit side: whoever does them must be independent of the department.
AUDITING = {"audit", "issue findings", "verify findings", "close findings"}


def require_deed(actor: Actor, deed: str, finding: Finding, on: date) -> None:
    """Refuse unless a post allows the deed on this finding, and nothing ties the auditor to it."""
    known = ground(on)
    if not may(actor, deed, finding, own_engagements(actor, on), known):
        raise Forbidden(N_("Your role does not allow this."))
    if deed in AUDITING and is_tied(actor, finding, on, known):
        raise Refused(NOT_INDEPENDENT)


def may(actor: Actor, deed: str, finding: Finding, own: set[int], known: Ground) -> bool:
    if not deed:
        return actor.trusted  # the passing of time, not a person
    within = known.within(finding.unit_id)
    return reaches(actor, deed, finding.engagement_id, own, within)


def is_tied(actor: Actor, finding: Finding, on: date, known: Ground) -> bool:
    return bool(actor.person and obstacles([actor.person], [finding.unit_id], on, known))


def require_act(actor: Actor, act: str, finding: Finding, on: date) -> None:
    """Who may do this act. Whether it is possible now is said by `lifecycle.after`."""
    require_deed(actor, TRANSITIONS[act].deed, finding, on)


def refuse_owner(actor: Actor, finding: Finding, actions: list[Action]) -> None:
    """Nobody verifies or closes what they promised, did or reported themselves."""
    if is_owner(actor, finding, actions):
        raise Refused(N_("Nobody verifies or closes their own work. Somebody else has to."))


def is_owner(actor: Actor, finding: Finding, actions: list[Action]) -> bool:
    posts = [(post.unit, post.title) for post in actor.posts]
    did = {finding.reported_by_id, *(action.submitted_by_id for action in actions)}
    return bool(actor.person and actor.person in did) or any(
        owns(posts, each.owner_unit_id, each.owner_title) for each in actions
    )


DECIDES = {Turn.LEAD: Role.AUDITLEAD, Turn.CISO: Role.CISO}


def decides(actor: Actor, request: Extension) -> bool:
    """The request's own level, and not whoever asked."""
    return actor.person != request.requested_by_id and DECIDES[request.level] in actor.roles
