"""What happened to a finding, in office words, out of the journal."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from secaudit.audits.rows import tuples
from secaudit.errors import N_
from secaudit.findings.models import Finding
from secaudit.journal.actions import name
from secaudit.journal.models import JournalEntry, JournalPayload
from secaudit.people.reading import names

WORDS = {
    "finding.draft": N_("recorded the finding"),
    "finding.write": N_("changed the text"),
    "finding.prove": N_("recorded evidence"),
    "finding.ask": N_("asked for the fact check"),
    "finding.discard": N_("dropped the draft"),
    "finding.agree": N_("agreed with the facts"),
    "finding.dispute": N_("objected to the facts"),
    "finding.lapse": N_("The time for the fact check passed; the facts count as agreed"),
    "finding.uphold": N_("upheld the finding in spite of the objection"),
    "finding.drop": N_("dropped the finding"),
    "finding.cancel": N_("dropped it because the audit was cancelled"),
    "finding.issue": N_("issued the finding with the report"),
    "finding.reply": N_("replied; the observation is closed"),
    "plan.write": N_("wrote the corrective plan"),
    "plan.submit": N_("submitted the corrective plan"),
    "plan.endorse": N_("endorsed the plan for the bureau"),
    "plan.return": N_("returned the plan"),
    "plan.done": N_("reported an action as done"),
    "finding.accept_plan": N_("accepted the plan"),
    "finding.start": N_("began to mend it"),
    "finding.report": N_("reported it as mended"),
    "finding.verify": N_("verified that it is mended"),
    "finding.reopen": N_("sent it back: not mended yet"),
    "finding.effective": N_("saw that the measure has lasted"),
    "finding.ineffective": N_("saw that the measure has not lasted; it is open again"),
    "finding.close": N_("closed the finding"),
    "finding.instruct": N_("gave the instruction to mend it; the deadlines run from here"),
    "finding.spread": N_("asked other departments whether they have the same problem"),
    "finding.assign": N_("settled who follows it up"),
    "finding.remind": N_("reminded whoever's turn it is"),
    "extension.ask": N_("asked for a later date"),
    "extension.grant": N_("granted the later date"),
    "extension.refuse": N_("did not grant the later date"),
    "risk.ask": N_("asked the CISO to accept the risk for a time"),
    "finding.accept_risk": N_("accepted the risk for a time"),
    "risk.refuse": N_("did not accept the risk"),
    "finding.resume": N_("The time for which the risk was accepted is over"),
    "finding.amend": N_("added a correction"),
}
# Of drafts only the auditors know: the department's timeline begins with the fact check.
BEFORE_KNOWN = {"finding.draft", "finding.write", "finding.prove"}


@dataclass(frozen=True)
class Event:
    at: datetime
    who: Any  # a person, or None for the passing of time
    post: str
    words: str  # a message id
    text: str = ""  # what they wrote with it


def events(finding: Finding, with_drafts: bool = True) -> list[Event]:
    """Oldest first. Two queries."""
    rows = tuples(
        JournalEntry.select(
            JournalEntry.act, JournalEntry.actor, JournalEntry.at, JournalPayload.body
        )
        .join(JournalPayload, on=(JournalPayload.id == JournalEntry.id))
        .where(JournalEntry.obj == name(finding))
        .order_by(JournalEntry.id)
        .limit(500)
    )
    people = names(_person(actor) for _, actor, _, _ in rows if _person(actor))
    shown = [row for row in rows if with_drafts or row[0] not in BEFORE_KNOWN]
    return [_event(row, people) for row in shown if row[0] in WORDS]


def _person(actor: str) -> int:
    kind, _, id = actor.partition(":")
    return int(id) if kind == "person" else 0


def _event(row: tuple, people: dict) -> Event:
    act, actor, at, body = row
    said = json.loads(body)
    return Event(at, people.get(_person(actor)), said["post"], WORDS[act], said["reason"])
