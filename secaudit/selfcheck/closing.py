"""What is still open in a period before its figures become final."""

from dataclasses import dataclass

from secaudit.selfcheck import reading, threads
from secaudit.selfcheck.afterwards import seen_by_sheet
from secaudit.selfcheck.kinds import STAFF_FORMS, Form, SheetState, Value
from secaudit.selfcheck.models import Answer, Correction, Period, Sheet
from secaudit.selfcheck.waiting import WITH_DEPARTMENT, Standing, standing


@dataclass(frozen=True)
class Checklist:
    """Read by the secretariat from top to bottom; nothing of it forbids the freeze."""

    sheets: list[Sheet]  # the departments', in official order
    others: dict[Form, list[Sheet]]  # the other forms that are not in
    asked: int  # questions that wait for the secretariat
    unseen: list[Sheet]  # confirmed by a deputy; the head has not looked at it
    unknown: int  # answers ？
    earlier: int  # corrections of years before that wait for the CHIEF

    @property
    def standing(self) -> Standing:
        return standing(self.sheets)

    @property
    def returned(self) -> list[Sheet]:
        return [each for each in self.sheets if each.state == SheetState.RETURNED]

    @property
    def missing(self) -> list[Sheet]:
        """Not handed in, but for what was sent back."""
        return [each for each in self.sheets if each.state in WITH_DEPARTMENT[:2]]

    @property
    def unconfirmed(self) -> list[Sheet]:
        return [each for each in self.sheets if each.state == SheetState.SUBMITTED]

    @property
    def exempted(self) -> list[Sheet]:
        return [each for each in self.sheets if each.state == SheetState.EXEMPTED]

    @property
    def late(self) -> list[Sheet]:
        return [each for each in self.sheets if each.late and reading.is_counted(each)]


def checklist(of: Period) -> Checklist:
    sheets = reading.sheets_of(of)
    waiting = threads.waiting_for_secretariat([of.id]).get(of.id)
    deputed = [each for each in sheets if each.confirmed_for]
    seen = seen_by_sheet(deputed)
    return Checklist(
        sheets,
        _not_in(of),
        waiting.count if waiting else 0,
        [each for each in deputed if each.id not in seen],
        _unknown(of),
        _undecided(),
    )


def _not_in(of: Period) -> dict[Form, list[Sheet]]:
    """Of single people nobody is named: the page of the staff form says how many are in."""
    found = {}
    for form in of.other_forms:
        waits = [
            each
            for each in reading.sheets_of(of, form)
            if each.state in (*WITH_DEPARTMENT, SheetState.SUBMITTED)
        ]
        if waits:
            found[form] = [] if form == Form.PERSON else waits
    return found


def _unknown(of: Period) -> int:
    """Of the forms that offices answer, as far as they are in."""
    forms = [Form.DEPARTMENT, *(form for form in of.other_forms if form not in STAFF_FORMS)]
    counted = [each.id for each in reading.sheets_of(of, *forms) if reading.is_counted(each)]
    unknown = Answer.asked & (Answer.value == Value.UNKNOWN)
    return Answer.select().where(Answer.sheet.in_(counted) & unknown).count()


def _undecided() -> int:
    waits = Correction.approved_at.is_null() & (Correction.refused_words == "")
    return Correction.select().where(waits).count()
