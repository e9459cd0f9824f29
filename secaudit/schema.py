"""All the tables, parents before children, and which of them the journal answers for."""

from secaudit.accounts.models import Account, Failure, OneTimeCode, Session, TotpStep
from secaudit.catalogue.models import Edition
from secaudit.journal.models import JournalEntry, JournalHead, JournalPayload
from secaudit.organisation.models import Setting, Succession, System, Unit, UnitVersion
from secaudit.people.models import Assignment, Person

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
]

# The journal itself, and what is no record: sessions, codes, limits.
NOT_JOURNALED = [
    JournalEntry,
    JournalPayload,
    JournalHead,
    TotpStep,
    OneTimeCode,
    Session,
    Failure,
]

MODELS = [*JOURNALED, *NOT_JOURNALED]
