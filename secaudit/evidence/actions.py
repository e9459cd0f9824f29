"""Rows of evidence, made for whoever owns what they belong to: the owner guards and records them."""

from dataclasses import dataclass
from datetime import date, datetime

from secaudit.calendar.fiscal import fiscal_year
from secaudit.database import Record
from secaudit.errors import N_, Invalid
from secaudit.evidence.models import Evidence
from secaudit.evidence.reading import used_in_year
from secaudit.evidence.rules import Limits, refuse_odd_dates, refuse_too_much
from secaudit.evidence.store import Stored
from secaudit.journal.actions import Author, name


@dataclass(frozen=True)
class Proof:
    """A piece of evidence as it is typed."""

    title: str
    kept_at: str = ""
    seen_on: date | None = None
    obtained_from: str = ""
    kind: str = ""
    covers_from: date | None = None
    covers_to: date | None = None
    expires_on: date | None = None
    file: Stored | None = None
    limits: Limits | None = None  # what the city allows, where a file comes along


TYPED = ("seen_on", "kind", "covers_from", "covers_to", "expires_on")
COPIED = (
    "kind", "title", "kept_at", "covers_from", "covers_to", "expires_on", "seen_on", "obtained_from",
    "file_hash", "file_name", "file_type", "file_size",
)  # fmt: skip


def evidence(
    proof: Proof,
    by: Author,
    *,
    about: Record,
    unit: int,
    at: datetime,
    on: date,
    control: str = "",
) -> Evidence:
    """A new row, not written yet. Without a file it must say where the thing is kept."""
    title = proof.title.strip() or (proof.file.name if proof.file else "")
    if not title:
        raise Invalid(N_("Say what the evidence is."), field="title")
    if not proof.kept_at.strip() and proof.file is None:
        raise Invalid(N_("Say where the evidence is kept."), field="kept_at")
    refuse_odd_dates(proof.covers_from, proof.covers_to)
    row = Evidence(
        about=name(about),
        control=control,
        unit=unit,
        fiscal_year=fiscal_year(on),
        title=title,
        kept_at=proof.kept_at.strip(),
        obtained_from=proof.obtained_from.strip(),
        recorded_by=getattr(by, "person", None),
        recorded_at=at,
        **{field: getattr(proof, field) for field in TYPED},
    )
    if proof.file:
        _put_in(row, proof.file, proof.limits)
    return row


def _put_in(row: Evidence, file: Stored, limits: Limits | None) -> None:
    if limits is not None:
        used = used_in_year(row.unit_id, row.fiscal_year, but=file.hash)
        refuse_too_much(file.size, used, limits)
    row.file_hash, row.file_name = file.hash, file.name
    row.file_type, row.file_size = file.type, file.size


def again(
    earlier: Evidence, by: Author, *, about: Record, control: str, unit: int, at: datetime, on: date
) -> Evidence:
    """The same evidence for another answer, not written yet. A file is stored once."""
    return Evidence(
        about=name(about),
        control=control,
        unit=unit,
        fiscal_year=fiscal_year(on),
        reused=earlier,
        recorded_by=getattr(by, "person", None),
        recorded_at=at,
        **{field: getattr(earlier, field) for field in COPIED},
    )


def keep_file(old: Evidence, new: Evidence) -> None:
    """A new version that brings no file of its own keeps the earlier one's."""
    if not new.file_hash:
        for field in ("file_hash", "file_name", "file_type", "file_size"):
            setattr(new, field, getattr(old, field))
