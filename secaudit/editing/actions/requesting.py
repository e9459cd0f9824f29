"""A new edition on its way to the approver: from the drafts, or from an archive."""

from datetime import date, datetime

from secaudit.access.guard import Actor, require
from secaudit.catalogue.controls import Catalogue
from secaudit.editing import reading
from secaudit.editing.actions.drafting import mark_of, refuse_while_decided, with_author
from secaudit.editing.files import Files, entries, fingerprint, hashes, with_edition
from secaudit.editing.judging import judged
from secaudit.editing.kinds import State
from secaudit.editing.models import ControlDraft, Release
from secaudit.errors import N_, Invalid, Refused
from secaudit.journal.actions import based_on, record, transaction
from secaudit.organisation.texts import line

NOTHING_WRITTEN = N_("Nothing is being written. There is nothing to publish.")
PROBLEMS = N_("The drafts have %(count)s problems. Put them right first; they are listed.")
OTHER_ENTRY = N_(
    "What is in force of %(id)s has changed since its draft was begun. Open the draft."
)
SAME_LABEL = N_("This is the name of the edition that is in force. Give the new one its own.")
IN_THE_PAST = N_("An edition takes effect today or later.")
AS_IT_IS = N_("These are the files that are in force already.")
NOT_CHECKED = N_("This edition is not waiting to be asked for.")


def request_release(
    label: str,
    effective_on: date,
    note: str,
    *,
    now: Files,
    before: Catalogue,
    shipped: Catalogue,
    by: Actor,
    at: datetime,
    on: date,
) -> Release:
    """All drafts together as a new edition. `now`: the files as they are in the folder."""
    require(by, "edit catalogue")
    label = line(label, "label", 40, needed=True)
    if label == before.edition:
        raise Invalid(SAME_LABEL, field="label")
    if effective_on < on:
        raise Invalid(IN_THE_PAST, field="effective_on")
    with transaction():
        refuse_while_decided()
        drafts = reading.open_drafts()
        refuse_stale(drafts, now)
        files = with_edition(
            reading.with_drafts(now, drafts, shipped), label, effective_on.isoformat()
        )
        if problems := judged(files, shipped, before).problems:
            raise Refused(PROBLEMS, count=len(problems))
        release = _release(label, effective_on, note, files, now)
        for draft in drafts:
            release.authors += [each for each in draft.authors if each not in release.authors]
        _ask(release, by, at)
        record(by, "catalogue.request", "release", [release], at=at, **told(release))
    return release


def refuse_stale(drafts: list[ControlDraft], now: Files) -> None:
    if not drafts:
        raise Refused(NOTHING_WRITTEN)
    published = entries(now)
    for draft in drafts:
        if draft.base != mark_of(published.get(draft.control, {})):
            raise Refused(OTHER_ENTRY, id=draft.control)


def read_in(
    files: Files, *, now: Files, before: Catalogue, shipped: Catalogue, by: Actor, at: datetime
) -> Release:
    """The files of an archive, to the byte."""
    require(by, "edit catalogue")
    found = judged(files, shipped, before)
    if found.problems or not found.effective:
        raise Refused(PROBLEMS, count=len(found.problems))
    after = found.effective.catalogue
    if files == now:
        raise Refused(AS_IT_IS)
    if after.edition == before.edition:
        raise Invalid(SAME_LABEL, field="file")
    with transaction():
        refuse_while_decided()
        release = _release(after.edition, after.effective, "", files, now)
        release.state, release.imported = State.CHECKED, True
        release.authors = with_author([], by)
        record(by, "catalogue.read_in", "release", [release], at=at, **told(release))
    return release


def ask(id: int, seen: int, note: str, *, by: Actor, at: datetime) -> Release:
    """An edition that was read in goes to the approver."""
    require(by, "edit catalogue")
    with transaction():
        release = reading.release(id, lock=True)
        based_on(release, seen)
        if release.state != State.CHECKED:
            raise Refused(NOT_CHECKED)
        release.note = note.strip()[:2000]
        _ask(release, by, at)
        record(by, "catalogue.request", release, [release], at=at, **told(release))
    return release


def take_back(id: int, seen: int, *, by: Actor, at: datetime) -> Release:
    """Nothing is decided; the drafts can be written in again."""
    return drop_release(id, seen, by=by, at=at)


def drop_release(id: int, seen: int, *, by: Actor, at: datetime) -> Release:
    require(by, "edit catalogue")
    with transaction():
        release = reading.release(id, lock=True)
        based_on(release, seen)
        if release.state not in reading.ON_THE_WAY:
            raise Refused(NOT_CHECKED)
        release.state = State.DROPPED
        record(by, "catalogue.take_back", release, [release], at=at, label=release.label)
    return release


def _release(label: str, effective_on: date, note: str, files: Files, now: Files) -> Release:
    return Release(
        label=label,
        effective_on=effective_on,
        note=note.strip()[:2000],
        state=State.REQUESTED,
        files=files,
        base=hashes(now),
        hash=fingerprint(files),
    )


def _ask(release: Release, by: Actor, at: datetime) -> None:
    release.state = State.REQUESTED
    release.authors = with_author(release.authors, by)
    release.requested_by = by.person  # type: ignore[assignment]
    release.requested_at = at


def told(release: Release) -> dict[str, str]:
    """What the entry of the journal says about the files."""
    return {"label": release.label, "hash": release.hash}
