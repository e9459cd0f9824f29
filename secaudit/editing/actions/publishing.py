"""The approver's yes: the edition is stored, and its files are written."""

from datetime import date, datetime
from pathlib import Path

from secaudit.access.guard import Actor, require
from secaudit.catalogue.controls import Catalogue
from secaudit.catalogue.installed import publish
from secaudit.database import Record
from secaudit.decisions.actions import Paper, decision
from secaudit.editing import reading
from secaudit.editing.actions.requesting import told
from secaudit.editing.folder import refuse_changed, write_folder
from secaudit.editing.judging import judged
from secaudit.editing.kinds import State
from secaudit.editing.models import Release
from secaudit.errors import N_, Invalid, Refused
from secaudit.journal.actions import based_on, record, transaction

NOT_WAITING = N_("This edition does not wait for approval.")
OWN_WORK = N_("Nobody approves what they wrote or asked for themselves.")
OTHER_FILES = N_("The edition is no longer the one that was shown. Read it again.")
NO_LONGER_FITS = N_(
    "The edition no longer fits the controls that come with the product. Take it back."
)


def approve(
    id: int, hash: str, *, shipped: Catalogue, folder: str | Path, by: Actor, at: datetime
) -> Release:
    """These files, to the byte, become the city's rules."""
    require(by, "approve catalogue")
    with transaction():
        release = _waiting(id, hash)
        if by.person in (*release.authors, release.requested_by_id):
            raise Refused(OWN_WORK)
        release.approved_by = by.person  # type: ignore[assignment]
        _publish(release, [], shipped, folder, by, at)
    return release


def approve_on_paper(
    id: int,
    hash: str,
    paper: Paper,
    *,
    shipped: Catalogue,
    folder: str | Path,
    by: Actor,
    at: datetime,
    on: date,
) -> Release:
    """The same, decided on paper and recorded by somebody who did not ask for it."""
    require(by, "record decisions")
    with transaction():
        release = _waiting(id, hash)
        asked = release.requested_by_id
        row = decision(paper, "approve edition", release, requester=asked, by=by, at=at, on=on)
        _publish(release, [row], shipped, folder, by, at)
    return release


def send_back(id: int, seen: int, reason: str, *, by: Actor, at: datetime) -> Release:
    """Not approved: what has to be put right. The drafts are open again."""
    require(by, "approve catalogue")
    if not reason.strip():
        raise Invalid(N_("Write the reason."), field="words")
    with transaction():
        release = _waiting(id)
        based_on(release, seen)
        release.state, release.returned = State.RETURNED, reason.strip()[:1000]
        record(by, "catalogue.send_back", release, [release], at=at, reason=release.returned)
    return release


def _waiting(id: int, hash: str | None = None) -> Release:
    release = reading.release(id, lock=True)
    if release.state != State.REQUESTED:
        raise Refused(NOT_WAITING)
    if hash is not None and hash != release.hash:
        raise Refused(OTHER_FILES)
    return release


def _publish(
    release: Release,
    rows: list[Record],
    shipped: Catalogue,
    folder: str | Path,
    by: Actor,
    at: datetime,
) -> None:
    """The files are written last: if that fails, nothing has happened."""
    found = judged(release.files, shipped).effective
    if found is None:
        raise Refused(NO_LONGER_FITS)
    refuse_changed(folder, release.base, release.files)
    release.edition = publish(found.catalogue, by=by, at=at)
    release.state, release.approved_at = State.PUBLISHED, at
    drafts = [] if release.imported else reading.open_drafts()
    for draft in drafts:
        draft.open = False
    record(by, "catalogue.publish", release, [release, *drafts, *rows], at=at, **told(release))
    write_folder(folder, release.files)
