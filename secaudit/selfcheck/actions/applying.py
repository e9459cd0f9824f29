"""A department says what applies to it: groups of questions come in, or are answered at once."""

from collections.abc import Mapping
from datetime import datetime

from secaudit.access.guard import Actor
from secaudit.journal.actions import based_on, record, transaction
from secaudit.selfcheck import reading
from secaudit.selfcheck.actions.answering import put_answer, refuse_locked
from secaudit.selfcheck.answers import Given
from secaudit.selfcheck.applying import Applies, applies
from secaudit.selfcheck.asking import asking
from secaudit.selfcheck.kinds import ReadyReason, SheetState, Source, Value
from secaudit.selfcheck.models import Answer, Sheet
from secaudit.selfcheck.rights import require_handling

SPARED = Given(Value.NOT_APPLICABLE, ready_reason=ReadyReason.NO_SUCH_TASK)


def say_what_applies(
    sheet_id: int, version: int, says: Mapping[str, bool], *, by: Actor, at: datetime
) -> int:
    """How many questions are answered by it. What a person has answered stays as it is; a no that
    becomes a yes opens its questions again."""
    with transaction():
        sheet = reading.sheet_for(by, sheet_id, lock=True)
        require_handling(sheet, by)
        refuse_locked(sheet)
        based_on(sheet, version)
        catalogue = reading.catalogue_of(sheet.period)
        known = {gate.id for gate in catalogue.gates}
        now = applies(
            catalogue,
            sheet.facts,
            {gate: yes for gate, yes in says.items() if gate in known},
            sheet.period.core_only,
            asking(sheet.form).roles,
        )
        changed = _answered(sheet, now, by, at) + _opened_again(sheet, now)
        sheet.facts, sheet.declined = sorted(now.facts), sorted(now.declined)
        sheet.questions = list(now.asked)
        if sheet.state == SheetState.NOT_STARTED:
            sheet.state = SheetState.IN_PROGRESS
        record(by, "sheet.applies", sheet, [sheet, *changed], at=at, declined=sheet.declined)
        return len(now.spared)


def _answered(sheet: Sheet, now: Applies, by: Actor, at: datetime) -> list[Answer]:
    stored = reading.answers_of(sheet, unasked=True)
    catalogue = reading.catalogue_of(sheet.period)
    open_ones = (c for c in now.asked if c in now.spared and not _stands(stored.get(c)))
    return [
        put_answer(sheet, catalogue.control(c), stored.get(c), SPARED, by, at, Source.GATE)
        for c in open_ones
    ]


def _stands(answer: Answer | None) -> bool:
    return answer is not None and answer.asked


def _opened_again(sheet: Sheet, now: Applies) -> list[Answer]:
    found = []
    for control, answer in reading.answers_of(sheet).items():
        if answer.source == Source.GATE and control not in now.spared:
            answer.asked = False
            found.append(answer)
    return found
