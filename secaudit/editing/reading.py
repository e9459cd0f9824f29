"""Named queries: drafts, editions on their way, and who was asked what."""

from collections import Counter

from secaudit.catalogue.controls import Catalogue
from secaudit.database import locking
from secaudit.editing.files import Files, with_override, with_own
from secaudit.editing.kinds import State
from secaudit.editing.models import ControlDraft, Release
from secaudit.errors import Missing
from secaudit.selfcheck.models import Period, Sheet

ON_THE_WAY = (State.CHECKED, State.REQUESTED)


def open_drafts() -> list[ControlDraft]:
    query = ControlDraft.select().where(ControlDraft.open)
    return list(query.order_by(ControlDraft.chapter, ControlDraft.control))


def draft_of(control: str) -> ControlDraft | None:
    """The row of a control, open or not."""
    return ControlDraft.get_or_none(ControlDraft.control == control)


def draft(id: int) -> ControlDraft:
    row = ControlDraft.get_or_none(ControlDraft.id == id)
    if row is None:
        raise Missing()
    return row


def release(id: int, lock: bool = False) -> Release:
    query = Release.select().where(Release.id == id)
    row = (locking(query) if lock else query).first()
    if row is None:
        raise Missing()
    return row


def releases() -> list[Release]:
    """All but their files, newest first."""
    columns = [each for name, each in Release._meta.fields.items() if name != "files"]
    return list(Release.select(*columns).order_by(Release.id.desc()))


def on_the_way() -> Release | None:
    """The one edition that is being decided about; while it is, nobody writes."""
    return Release.select().where(Release.state.in_(ON_THE_WAY)).order_by(Release.id).first()


def waiting_for_approval() -> list[Release]:
    return list(Release.select().where(Release.state == State.REQUESTED).order_by(Release.id))


def with_drafts(files: Files, drafts: list[ControlDraft], catalogue: Catalogue) -> Files:
    """The files as they would be with everything that is being written."""
    order = [control.id for chapter in catalogue.chapters for control in chapter.controls]
    for each in drafts:
        if each.own:
            files = with_own(files, each.chapter, each.entry_tree)
        else:
            files = with_override(files, each.control, each.entry_tree, order)
    return files


def asked_in_newest_period() -> Counter[str]:
    """How many departments have each control on their sheet."""
    newest = (
        Period.select(Period.id)
        .where(Period.opened_at.is_null(False))
        .order_by(Period.fiscal_year.desc(), Period.number.desc())
        .first()
    )
    found: Counter[str] = Counter()
    if newest:
        for sheet in Sheet.select(Sheet.questions).where(Sheet.period == newest.id):
            found.update(sheet.questions)
    return found
