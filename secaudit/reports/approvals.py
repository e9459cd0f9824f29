"""What rests with the reader to approve, beside the findings: plans of audits and the city's rules."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from secaudit.access.guard import Actor
from secaudit.audits.lifecycle import State
from secaudit.audits.reading import visible_engagements
from secaudit.errors import N_
from secaudit.reports import waiting
from secaudit.reports.waiting import Waiting

# How each is called and where it is decided, in the order in which they are shown.
SOURCES = {
    "instruction": (N_("Give the instruction to mend what “%(title)s” found"), "findings.instruction"),
    "audit": (N_("Approve the audit plan “%(title)s”"), "fieldwork.engagement"),
    "programme": (N_("Approve the audit programme “%(title)s”"), "programme.show"),
    "year": (N_("Approve the audit plan of fiscal year %(title)s"), "programme.year"),
    "rule": (N_("Approve “%(title)s”"), "policies.version"),
    "exception": (N_("Decide about the exception %(title)s"), "exceptions.show"),
}  # fmt: skip
ORDER = list(SOURCES)


@dataclass(frozen=True)
class Approval:
    """`words` is a message id with `title`, which may have a name in each language."""

    words: str
    title: Any
    address: tuple[str, int]


def approvals(actor: Actor, on: date) -> list[Approval]:
    """In one statement; none of one's own: nobody approves what they planned or asked for."""
    return _shown(actor, _queries(actor, on))


def of_programme(actor: Actor) -> list[Approval]:
    """Audit programmes and plans of years that wait for this person."""
    return _shown(actor, [waiting.programmes(), waiting.years()])


def _queries(actor: Actor, on: date) -> Iterator[Any]:
    if actor.may("approve audits"):
        yield waiting.audits(visible_engagements(actor, on))
        yield waiting.programmes()
        yield waiting.years()
    if actor.may("approve policies") and actor.may("approve exceptions"):
        yield waiting.rules()
        yield waiting.exceptions(on)


def _shown(actor: Actor, queries) -> list[Approval]:
    found = [(_source(each), each) for each in waiting.read(queries)]
    mine = [(s, e) for s, e in found if s == "instruction" or e.by != actor.person]
    mine.sort(key=lambda pair: (ORDER.index(pair[0]), pair[1].id))
    return [Approval(SOURCES[s][0], e, (SOURCES[s][1], e.id)) for s, e in mine]


def _source(each: Waiting) -> str:
    """An audit that is past its plan waits for the instruction."""
    mended = each.source == "audit" and each.detail != State.PLANNED
    return "instruction" if mended else each.source
