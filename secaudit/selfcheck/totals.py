"""Figures of the forms beside the departments': of each form, and of the staff form by department.

What single people answered is only ever read as numbers, and only once the figures are final: from
two totals of a running period, one could read what the person in between has answered.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from peewee import fn

from secaudit.metrics.answers import implementation_rate, summed
from secaudit.metrics.counts import Counts
from secaudit.metrics.rate import Rate
from secaudit.selfcheck.kinds import FINAL, LETTER, STAFF_FORMS, Form, SheetState, Value
from secaudit.selfcheck.models import Answer, Period, Sheet, StaffCount
from secaudit.selfcheck.reading import is_counted, sheets_of
from secaudit.selfcheck.small_groups import hidden
from secaudit.selfcheck.states import COUNTED

COLUMNS = {value: value.value.replace(" ", "_") for value in Value}  # of StaffCount
ByControl = dict[str, Counts]


@dataclass(frozen=True)
class FormLine:
    """One form of a period: how many sheets, and what they said; None where it is not shown."""

    form: Form
    required: int
    handed_in: int
    counts: Counts | None

    @property
    def rate(self) -> Rate | None:
        return implementation_rate(self.counts) if self.counts else None


@dataclass(frozen=True)
class Group:
    """The staff of one department. `counts` is None where they are too few, or it is too early."""

    sheet: Sheet  # the department's, for its name and place
    required: int
    people: int  # whose answers are counted
    counts: ByControl | None = None


@dataclass(frozen=True)
class Staff:
    """The staff form over all departments, in official order."""

    form: Form
    groups: list[Group]
    questions: list[str]  # in the order of the form
    counts: ByControl | None = None  # of all, where they are enough
    shown: bool = False  # the figures are final
    least: int = 5
    hidden: frozenset[int] = field(default_factory=frozenset)  # units

    @property
    def people(self) -> int:
        return sum(group.people for group in self.groups)

    @property
    def required(self) -> int:
        return sum(group.required for group in self.groups)


# --- by form ----------------------------------------------------------------------------------


def form_lines(of: Period) -> list[FormLine]:
    """A line for each form. Each answer is in exactly one of them."""
    return [_line(of, form) for form in (Form.DEPARTMENT, *of.other_forms)]


def _line(of: Period, form: Form) -> FormLine:
    sheets = [row for row in sheets_of(of, form) if row.state != SheetState.EXEMPTED]
    done = [row for row in sheets if is_counted(row)]
    if form in STAFF_FORMS:
        counts = staff(of).counts
        shown = summed(counts.values()) if counts is not None else None
        return FormLine(form, len(sheets), len(done), shown)
    missing = sum(len(row.questions) for row in sheets if not is_counted(row))
    return FormLine(form, len(sheets), len(done), _given(of, form) + Counts(m=missing))


def _given(of: Period, form: Form) -> Counts:
    rows: Any = (
        Answer.select(Answer.value, fn.COUNT(Answer.id))
        .where((Answer.period == of.id) & Answer.asked & Answer.sheet.in_(_counted(of, form)))
        .group_by(Answer.value)
        .tuples()
    )
    return Counts(**{LETTER[Value(value)]: number for value, number in rows})


def _counted(of: Period, form: Form):
    """Sheets of a form that were handed in, in time or late."""
    was = fn.COALESCE(Sheet.frozen_from, Sheet.state)
    done = (Sheet.period == of.id) & (Sheet.form == form) & was.in_([str(each) for each in COUNTED])
    return Sheet.select(Sheet.id).where(done)


# --- the staff form ---------------------------------------------------------------------------


def staff(of: Period) -> Staff:
    """By department; without any breakdown before the figures are final."""
    form = next(form for form in of.other_forms if form in STAFF_FORMS)
    asked = [row for row in sheets_of(of, form) if row.state != SheetState.EXEMPTED]
    offices = {row.unit_id: row for row in sheets_of(of)}
    counts = _staff_counts(of, form)
    people = _people(form, asked, counts)
    small, final = hidden(people, of.small_group), of.state in FINAL
    groups = [
        Group(
            offices[unit],
            required=sum(row.unit_id == unit for row in asked),
            people=people.get(unit, 0),
            counts=counts.get(unit, {}) if final and unit not in small else None,
        )
        for unit in offices
        if any(row.unit_id == unit for row in asked)
    ]
    return Staff(
        form,
        groups,
        questions=list(dict.fromkeys(control for row in asked for control in row.questions)),
        counts=_all(counts, small, of.small_group) if final else None,
        shown=final,
        least=of.small_group,
        hidden=small,
    )


def _people(form: Form, asked: Iterable[Sheet], counts: Mapping[int, ByControl]) -> dict[int, int]:
    """How many people's answers are in, by department."""
    if form == Form.COUNTS:
        return {
            unit: max((c.answered for c in each.values()), default=0)
            for unit, each in counts.items()
        }
    found: dict[int, int] = {}
    for row in asked:
        found[row.unit_id] = found.get(row.unit_id, 0) + is_counted(row)
    return found


def _staff_counts(of: Period, form: Form) -> dict[int, ByControl]:
    return _entered(of) if form == Form.COUNTS else _answered(of)


def _answered(of: Period) -> dict[int, ByControl]:
    rows: Any = (
        Answer.select(Answer.unit, Answer.control, Answer.value, fn.COUNT(Answer.id))
        .where(Answer.asked & Answer.sheet.in_(_counted(of, Form.PERSON)))
        .group_by(Answer.unit, Answer.control, Answer.value)
        .tuples()
    )
    found: dict[int, ByControl] = {}
    for unit, control, value, number in rows:
        one = Counts(**{LETTER[Value(value)]: number})
        of_unit = found.setdefault(unit, {})
        of_unit[control] = of_unit.get(control, Counts()) + one
    return found


def _entered(of: Period) -> dict[int, ByControl]:
    rows = StaffCount.select(StaffCount, Sheet.unit).join(Sheet)
    found: dict[int, ByControl] = {}
    for row in rows.where(StaffCount.sheet.in_(_counted(of, Form.COUNTS))):
        found.setdefault(row.sheet.unit_id, {})[row.control] = as_counts(row)
    return found


def as_counts(row: StaffCount) -> Counts:
    return Counts(**{LETTER[value]: getattr(row, name) for value, name in COLUMNS.items()})


def _all(by_unit: Mapping[int, ByControl], small: Collection[int], least: int) -> ByControl | None:
    """Of the whole city. A question that only few were asked, or that few beside the departments
    shown were asked, is left out: its numbers would be theirs."""
    found: ByControl = {}
    apart: dict[str, int] = {}
    for unit, each in by_unit.items():
        for control, counts in each.items():
            found[control] = found.get(control, Counts()) + counts
            apart[control] = apart.get(control, 0) + (counts.answered if unit in small else 0)
    kept = {c: n for c, n in found.items() if n.answered >= least and not 0 < apart[c] < least}
    return kept or None
