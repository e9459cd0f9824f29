"""Who sees what of findings: as a condition on rows, and as a question about one row.

Drafts are seen by the auditors alone; the audited department and those who lead it know of a
finding once its fact check has begun. The secretariat sees number, department, status and the
publishable summary of what was issued.
"""

from dataclasses import dataclass
from datetime import date

from secaudit.access.guard import Actor
from secaudit.access.matrix import ALL, MAY, UNIT
from secaudit.access.roles import Role
from secaudit.audits.models import WorkingPaper
from secaudit.audits.reach import Ground, ground, own_engagements
from secaudit.findings.models import Finding

KNOWN = Finding.fact_check_due_on.is_null(False)
NOTHING = Finding.id == 0


@dataclass(frozen=True)
class Sight:
    """How far one person sees on one day."""

    leads: bool = False  # all, drafts included, but for their own department's drafts
    everywhere: bool = False  # all that departments know of
    statuses: bool = False  # number, department, status
    engagements: frozenset[int] = frozenset()  # in whose team
    units: frozenset[int] = frozenset()  # under whose head, with those that came before
    looked_at: frozenset[int] = frozenset()  # departments of own engagements: also their past
    own: frozenset[int] = frozenset()  # departments whose drafts are kept from this person

    def condition(self):
        """Rows that are seen with everything in them."""
        parts = [part for part in self._parts() if part is not None]
        if not parts:
            return NOTHING
        whole = parts[0]
        for part in parts[1:]:
            whole = whole | part
        return whole

    def _parts(self):
        not_own = KNOWN | Finding.unit.not_in(list(self.own)) if self.own else None
        if self.leads:
            yield not_own if self.own else (Finding.id > 0)
        if self.everywhere:
            yield KNOWN
        if self.engagements:
            mine = Finding.engagement.in_(list(self.engagements))
            yield mine & not_own if self.own else mine
        if self.units or self.looked_at:
            yield KNOWN & Finding.unit.in_(list(self.units | self.looked_at))

    def any_condition(self):
        """Rows of which at least the status is seen."""
        return self.condition() | KNOWN if self.statuses else self.condition()

    def whole(self, finding: Finding) -> bool:
        """Whether this one is seen with everything in it."""
        known = finding.fact_check_due_on is not None
        shown = known or finding.unit_id not in self.own
        return bool(
            (self.leads and shown)
            or (self.everywhere and known)
            or (finding.engagement_id in self.engagements and shown)
            or (known and finding.unit_id in self.units | self.looked_at)
        )

    def status(self, finding: Finding) -> bool:
        known = finding.fact_check_due_on is not None
        return self.whole(finding) or (self.statuses and known)


def sight_of(actor: Actor, on: date, known: Ground | None = None) -> Sight:
    """Read once a request. Three queries at most; `known`: the offices, where they were read."""
    if actor.trusted:
        return Sight(leads=True)
    scheme = MAY["read findings"]
    engagements = own_engagements(actor, on)
    heads = {p.unit for p in actor.posts if p.unit and scheme.get(p.role) == UNIT}
    places = {p.unit for p in actor.posts if p.unit}
    known = (known or ground(on)) if places or engagements else None
    return Sight(
        leads=Role.AUDITLEAD in actor.roles,
        everywhere=any(scheme.get(r) == ALL for r in actor.roles - {Role.AUDITLEAD}),
        statuses=any(MAY["read finding statuses"].get(role) == ALL for role in actor.roles),
        engagements=frozenset(engagements),
        units=frozenset(known.below(heads) if known and heads else ()),
        looked_at=frozenset(_looked_at(actor, engagements, known)),
        own=frozenset(known.below(places) if known and places else ()),
    )


def _looked_at(actor: Actor, engagements: set[int], known) -> set[int]:
    """Those from outside the city see no more than their own engagements."""
    if not engagements or Role.AUDITOR not in actor.roles:
        return set()
    rows = WorkingPaper.select(WorkingPaper.unit).where(
        WorkingPaper.engagement.in_(list(engagements)) & ~WorkingPaper.removed
    )
    return known.lines.before({row.unit_id for row in rows})
