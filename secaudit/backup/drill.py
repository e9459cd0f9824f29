"""A backup is proved by restoring it: into an empty folder, read through, thrown away."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from flask_babel import gettext

from secaudit.backup.archive import Manifest
from secaudit.backup.making import Place, Say
from secaudit.backup.restoring import restore
from secaudit.calendar import clock
from secaudit.database import Model, database_at, using
from secaudit.disks import workplace
from secaudit.errors import N_
from secaudit.evidence import store
from secaudit.evidence.models import Evidence
from secaudit.findings.models import Finding
from secaudit.journal.verification import Fault, verify
from secaudit.organisation.models import Unit
from secaudit.people.models import Person
from secaudit.schema import JOURNALED
from secaudit.selfcheck.models import Answer, Sheet
from secaudit.web.language import at as moment

COUNTED: dict[str, type[Model]] = {
    N_("Offices"): Unit,
    N_("People"): Person,
    N_("Sheets"): Sheet,
    N_("Answers"): Answer,
    N_("Findings"): Finding,
    N_("Evidence"): Evidence,
}


@dataclass(frozen=True)
class Minutes:
    """What a drill found."""

    file: Path
    size: int  # bytes
    manifest: Manifest
    counts: dict[str, int]
    faults: list[Fault]  # of the restored journal
    missing: list[str]  # files of evidence that records name
    at: datetime
    lasted: timedelta

    @property
    def good(self) -> bool:
        return not self.faults and not self.missing


def rehearse(place: Place, file: Path, shown: Path, say: Say) -> Minutes:
    """Restore `file` as a new machine would; `shown` is what the minutes call it."""
    begun = clock.real_now()
    with (
        workplace(place.folder, ".drill-") as work,
        _machine(work, place.folder) as empty,
    ):
        done = restore(empty, file, say=say)
        say("Reading the restored records …")
        faults = verify(JOURNALED).faults
        counts = {words: model.select().count() for words, model in COUNTED.items()}
    ended = clock.real_now()
    size = shown.stat().st_size
    return Minutes(shown, size, done.manifest, counts, faults, done.missing, begun, ended - begun)


@contextmanager
def _machine(folder: Path, ours: Path) -> Iterator[Place]:
    """An empty data folder on SQLite, in which this process works for a while."""
    empty = Place(folder, f"sqlite:///{folder}/secaudit.db", {})
    other = database_at(empty.url)
    store.use(folder / "evidence")
    try:
        with using(other):
            yield empty
    finally:
        other.close_all()
        store.use(ours / "evidence")


RESULTS = {
    True: N_("Result: the backup can be restored; the journal agrees and no file is missing."),
    False: N_(
        "Result: not everything is there. Keep this backup, look for the rest in an older one."
    ),
}


def written(minutes: Minutes) -> str:
    """The minutes, to be printed, signed and kept. Needs a language."""
    manifest = minutes.manifest
    counts = [f"{gettext(name)} {count}" for name, count in minutes.counts.items()]
    found = [str(fault) for fault in minutes.faults] + minutes.missing
    lines = [
        gettext("Minutes of a restore drill"),
        gettext("Begun %(at)s, lasted %(seconds)s seconds", at=moment(minutes.at), seconds=round(minutes.lasted.total_seconds(), 1)),
        gettext("Backup: %(file)s, %(size)s bytes", file=minutes.file, size=minutes.size),
        gettext("Made %(at)s by version %(version)s", at=manifest.made_at, version=manifest.app),
        gettext("Restored into an empty folder of this machine, which was removed afterwards"),
        gettext("Journal: %(count)s entries, root %(root)s", count=manifest.size, root=manifest.root),
        gettext("Records: %(text)s", text=", ".join(counts)),
        gettext("Faults of the journal: %(count)s; missing or altered files of evidence: %(files)s",
                count=len(minutes.faults), files=len(minutes.missing)),
        *(f"  - {each}" for each in found),
        gettext(RESULTS[minutes.good]),
        gettext("Carried out by: ____________  Confirmed by: ____________"),
    ]  # fmt: skip
    return "\n".join(lines)
