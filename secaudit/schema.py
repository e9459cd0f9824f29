"""All the tables, parents before children, and which of them the journal answers for."""

from secaudit.accounts.models import (
    Account,
    Credential,
    Failure,
    OneTimeCode,
    RecoveryCode,
    Session,
)
from secaudit.audits.models import Engagement, TeamMember, WorkingPaper
from secaudit.catalogue.models import Edition
from secaudit.decisions.models import Decision
from secaudit.editing.models import ControlDraft, Release
from secaudit.fieldwork.models import PaperItem
from secaudit.findings.models import (
    Action,
    Amendment,
    EvidenceRecord,
    Extension,
    Finding,
    RiskAcceptance,
)
from secaudit.journal.models import JournalEntry, JournalHead, JournalPayload
from secaudit.organisation.models import Setting, Succession, System, Unit, UnitVersion
from secaudit.people.models import Assignment, Person
from secaudit.policies.models import Policy, PolicyVersion
from secaudit.selfcheck.models import (
    Afresh,
    Answer,
    Correction,
    Period,
    Sheet,
    SheetReturn,
    StaffCount,
    Submission,
)

# Every change of a row in these is an entry; `journal verify` replays them against the tables.
JOURNALED = [
    Setting,
    Unit,
    UnitVersion,
    Succession,
    System,
    Person,
    Assignment,
    Account,
    Edition,
    Decision,
    Period,
    Sheet,
    Answer,
    StaffCount,
    Submission,
    SheetReturn,
    Correction,
    Afresh,
    Engagement,
    TeamMember,
    WorkingPaper,
    Finding,
    Action,
    EvidenceRecord,
    Extension,
    RiskAcceptance,
    Amendment,
    PaperItem,
    Policy,
    PolicyVersion,
    ControlDraft,
    Release,
]

# The journal itself, and what is no record: proofs of who somebody is, sessions, codes, limits.
NOT_JOURNALED = [
    JournalEntry,
    JournalPayload,
    JournalHead,
    Credential,
    RecoveryCode,
    OneTimeCode,
    Session,
    Failure,
]

MODELS = [*JOURNALED, *NOT_JOURNALED]
