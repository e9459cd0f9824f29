"""All the tables, parents before children, and which of them the journal answers for."""

from secaudit.accounts.models import (
    Account,
    Credential,
    Failure,
    OneTimeCode,
    RecoveryCode,
    Session,
)
from secaudit.activities.models import Activity, ActivityResult, Attendance
from secaudit.audits.models import Engagement, TeamMember, WorkingPaper
from secaudit.audits.programme.models import AnnualPlan, Programme, Turn
from secaudit.audits.sampling.models import Draw
from secaudit.catalogue.models import Edition
from secaudit.committee.models import (
    CommitteeDraft,
    CommitteeFile,
    CommitteePaper,
    CommitteeSnapshot,
)
from secaudit.correspondence.models import Head, Reminder
from secaudit.decisions.models import Decision
from secaudit.editing.models import ControlDraft, Release
from secaudit.evidence.models import Evidence
from secaudit.exceptions.models import Deviation
from secaudit.fieldwork.models import PaperItem
from secaudit.findings.models import (
    Action,
    Amendment,
    DueDate,
    EffectCheck,
    Extension,
    Finding,
    Inquiry,
    InquiryReply,
    Instruction,
    RiskAcceptance,
    SavedView,
)
from secaudit.improvements.models import Improvement, Promise
from secaudit.incidents.models import Incident
from secaudit.journal.models import JournalEntry, JournalHead, JournalPayload, SentForm
from secaudit.mail.models import Letter
from secaudit.measures.models import Measure, MeasureResult, MeasureYear, TargetSet
from secaudit.meetings.models import AgendaItem, Meeting, MeetingAction, Minutes, Resolution
from secaudit.organisation.models import Setting, Succession, System, Unit, UnitVersion
from secaudit.people.models import Assignment, Person
from secaudit.policies.models import Policy, PolicyVersion
from secaudit.reports.looks.models import Look
from secaudit.retention.models import Disposal, DisposalApproval, Hold
from secaudit.selfcheck import counted
from secaudit.selfcheck.models import (
    Afresh,
    Answer,
    Correction,
    CountedSheet,
    Period,
    Sheet,
    SheetReturn,
    StaffCount,
    Submission,
)
from secaudit.selfcheck.together import Charge, Message, SeenAfterwards, Thread

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
    Thread,
    Message,
    Charge,
    SeenAfterwards,
    Improvement,
    Promise,
    TargetSet,
    Measure,
    MeasureYear,
    MeasureResult,
    Activity,
    ActivityResult,
    Attendance,
    Incident,
    Look,
    Head,
    Reminder,
    Evidence,
    Deviation,
    Engagement,
    TeamMember,
    WorkingPaper,
    Programme,
    Turn,
    AnnualPlan,
    Draw,
    Finding,
    Action,
    DueDate,
    Instruction,
    EffectCheck,
    Inquiry,
    InquiryReply,
    Extension,
    RiskAcceptance,
    Amendment,
    Meeting,
    Minutes,
    AgendaItem,
    Resolution,
    MeetingAction,
    PaperItem,
    Policy,
    PolicyVersion,
    ControlDraft,
    Release,
    Disposal,
    DisposalApproval,
    Hold,
    CommitteeSnapshot,
    CommitteePaper,
    CommitteeDraft,
    CommitteeFile,
]

# The journal itself, what follows from the tables above, and what is no record: proofs of who
# somebody is, sessions, codes, limits.
NOT_JOURNALED = [
    CountedSheet,
    JournalEntry,
    JournalPayload,
    JournalHead,
    SentForm,
    Credential,
    RecoveryCode,
    OneTimeCode,
    Session,
    Failure,
    SavedView,
    Letter,
]

MODELS = [*JOURNALED, *NOT_JOURNALED]
FOLLOWING = [counted.KEPT]  # written with the entries that change what they follow from
