"""Every figure a paper can need, frozen at one moment. Pure."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date

from secaudit.committee.plainly import plain, read
from secaudit.errors import N_, Problem
from secaudit.journal import canonical
from secaudit.metrics.rate import Rate
from secaudit.reports.inputs import Text
from secaudit.reports.summary import FindingLine, Summary

SCHEMA = "secaudit-committee-snapshot/1"


@dataclass(frozen=True)
class EarlierYear:
    """What stands beside this year's figures, over all questions of its own period."""

    fiscal_year: int
    implemented: Rate
    handed_in: Rate


@dataclass(frozen=True)
class ChangedQuestion:
    """A question that does not mean what it meant in the year compared with."""

    id: str
    change: str  # the word for what became of it, as a message id
    title: Text


@dataclass(frozen=True)
class Matter:
    """Something that can be put before the committee, with its own number: R7-03."""

    key: str  # by which a draft names it
    kind: str  # point (of the agenda), extension, risk acceptance, overdue
    number: str = ""
    department: Text = field(default_factory=dict)
    words: str = ""  # of a point, as it was written
    about: str = ""  # as the journal calls it: finding:12
    until: date | None = None  # the date that is asked for
    days_late: int = 0
    extensions: int = 0


@dataclass(frozen=True)
class Resolved:
    """A decision of an earlier meeting, and what has become of it."""

    decided_on: date
    words: str
    owner: str = ""  # by post
    due_on: date | None = None
    state: str = ""  # as a message id
    done: bool = False
    moved: int = 0  # how often its day was put off since
    first_due_on: date | None = None  # as it was agreed, where it was moved


@dataclass(frozen=True)
class Ahead:
    """What lies between this meeting and the next."""

    on: date
    kind: str  # as a message id
    words: str = ""  # as somebody wrote it
    number: int = 0  # how many of them


@dataclass(frozen=True)
class Support:
    """How many declared ○ rest on nothing stronger, and the age in months in the middle of them."""

    number: int = 0
    months: int | None = None


@dataclass(frozen=True)
class Standing:
    """The declared ○ of the city, a chapter or a department, by what stands behind them."""

    of: str  # as a message id: City, Chapter, Department
    name: Text
    asserted: Support = Support()
    recorded: Support = Support()
    exercised: Support = Support()
    audited: Support = Support()
    contradicted: int = 0  # declared ○, judged otherwise by the newest audit


@dataclass(frozen=True)
class Snapshot:
    """Of findings it holds what may leave the circle of those concerned, and never their titles."""

    schema: str
    summary: Summary
    earlier: tuple[EarlierYear, ...] = ()  # oldest first
    findings: tuple[FindingLine, ...] = ()  # open, or of this fiscal year
    changed: tuple[ChangedQuestion, ...] = ()
    matters: tuple[Matter, ...] = ()
    resolved: tuple[Resolved, ...] = ()
    ahead: tuple[Ahead, ...] = ()
    systems: tuple[Text, ...] = ()  # names that are not for the public
    meeting_on: date | None = None
    target: int | None = None  # of the city's rate, in percent, as approved for the year
    strength: tuple[Standing, ...] = ()  # the city, then chapters, then departments


class Unreadable(Problem):
    """A snapshot that this version does not know."""

    status = 409


def as_bytes(snapshot: Snapshot) -> bytes:
    """The one spelling of a snapshot."""
    return canonical.encode(plain(snapshot))


def hash_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def from_bytes(content: bytes) -> Snapshot:
    value = json.loads(content)
    if value.get("schema") != SCHEMA:
        message = N_(
            "This snapshot was made by a version that this one does not know (%(schema)s)."
        )
        raise Unreadable(message, schema=str(value.get("schema")))
    return read(Snapshot, value)
