"""Evidence of an answer: attached, taken over, replaced, removed. What was attached stays on record."""

import dataclasses
from datetime import date, datetime

from secaudit.access.guard import Actor
from secaudit.errors import N_, Missing, Refused
from secaudit.evidence.actions import Proof, again, evidence, keep_file
from secaudit.evidence.models import Evidence
from secaudit.journal.actions import based_on, record, transaction
from secaudit.selfcheck import reading
from secaudit.selfcheck.actions.answering import asked_control, refuse_locked
from secaudit.selfcheck.asking import asking
from secaudit.selfcheck.models import Sheet
from secaudit.selfcheck.proofs import about, proofs_of, reusable
from secaudit.selfcheck.rights import require_answering

MOST = 20  # pieces for one answer


def _open(sheet_id: int, control: str, by: Actor) -> Sheet:
    sheet = reading.sheet_for(by, sheet_id, lock=True)
    if not asking(sheet.form).reasons:
        raise Missing()  # evidence is the department's; a staff form leaves nothing there
    require_answering(sheet, by, [asked_control(sheet, control).chapter])
    refuse_locked(sheet)
    return sheet


def _refuse_too_many(sheet: Sheet, control: str) -> None:
    if len(proofs_of(sheet).own.get(control, [])) >= MOST:
        raise Refused(N_("Up to %(limit)s pieces of evidence for one answer."), limit=MOST)


def attach_evidence(
    sheet_id: int,
    control: str,
    proof: Proof,
    *,
    by: Actor,
    at: datetime,
    on: date,
) -> Evidence:
    with transaction():
        sheet = _open(sheet_id, control, by)
        _refuse_too_many(sheet, control)
        row = evidence(
            proof,
            by,
            about=sheet,
            unit=sheet.unit_id,
            control=control,
            at=at,
            on=on,
        )
        record(by, "answer.prove", sheet, [row], at=at, control=control)
        return row


def reuse_evidence(
    sheet_id: int, control: str, evidence_id: int, *, by: Actor, at: datetime, on: date
) -> Evidence:
    """What the department attached to another answer, or last year."""
    with transaction():
        sheet = _open(sheet_id, control, by)
        for row in proofs_of(sheet).own.get(control, []):
            if row.reused_id == evidence_id:
                return row
        _refuse_too_many(sheet, control)
        earlier = next((e for e in reusable(sheet, control) if e.id == evidence_id), None)
        if earlier is None:
            raise Missing()
        row = again(earlier, by, about=sheet, control=control, unit=sheet.unit_id, at=at, on=on)
        record(by, "answer.prove", sheet, [row], at=at, control=control)
        return row


def replace_evidence(
    sheet_id: int,
    evidence_id: int,
    proof: Proof,
    version: int,
    *,
    by: Actor,
    at: datetime,
    on: date,
) -> Evidence:
    """A new version; without a file of its own it keeps the earlier one's."""
    with transaction():
        old = _held(sheet_id, evidence_id)
        sheet = _open(sheet_id, old.control, by)
        based_on(old, version)
        row = evidence(
            _with_place(proof, old),
            by,
            about=sheet,
            unit=sheet.unit_id,
            control=old.control,
            at=at,
            on=on,
        )
        keep_file(old, row)
        row.replaces, old.removed = old, True  # type: ignore[assignment]
        record(by, "answer.replace_proof", sheet, [old, row], at=at, control=old.control)
        return row


def _with_place(proof: Proof, old: Evidence) -> Proof:
    """Without a place: the file that stays is where it is."""
    if proof.kept_at.strip() or proof.file or not old.file_hash:
        return proof
    return dataclasses.replace(proof, kept_at=old.kept_at or old.file_name)


def remove_evidence(
    sheet_id: int, evidence_id: int, version: int, *, by: Actor, at: datetime
) -> Evidence:
    """It no longer counts for the answer; the row and its file stay."""
    with transaction():
        row = _held(sheet_id, evidence_id)
        sheet = _open(sheet_id, row.control, by)
        based_on(row, version)
        row.removed = True
        record(by, "answer.remove_proof", sheet, [row], at=at, control=row.control)
        return row


def _held(sheet_id: int, evidence_id: int) -> Evidence:
    row = Evidence.get_or_none((Evidence.id == evidence_id) & (Evidence.about == about(sheet_id)))
    if row is None:
        raise Missing()
    if row.removed:
        raise Refused(N_("This evidence was replaced or removed already."))
    return row
