"""The answers of this period."""

from functools import partial
from itertools import product
from typing import Any

from peewee import JOIN, fn

from secaudit.people.models import Person
from secaudit.prepared import Prepared, given
from secaudit.selfcheck.kinds import Form
from secaudit.selfcheck.models import Answer, Period, Sheet
from secaudit.selfcheck.reading.sheets import is_counted


def answers_of(row: Sheet, chapter: str = "", unasked: bool = False) -> dict[str, Answer]:
    """The sheet's answers by control, each with who gave it; `unasked`: also those that no longer
    count because the question was opened again."""
    return {each.control: each for each in ANSWERS[bool(chapter), unasked](row=row.id, of=chapter)}


def _answers(of_chapter: bool, unasked: bool):
    query = (
        Answer.select(Answer, Person.id, Person.name, Person.name_en)
        .join(Person, JOIN.LEFT_OUTER)
        .where(Answer.sheet == given("row"))
    )
    if not unasked:
        query = query.where(Answer.asked)
    return query.where(Answer.chapter == given("of")) if of_chapter else query


ANSWERS = {each: Prepared(partial(_answers, *each)) for each in product((True, False), repeat=2)}


def answers_for(of: Period, unit: int) -> dict[str, Answer]:
    """What a department handed in, by control; nothing before it has."""
    row = Sheet.get_or_none(
        (Sheet.period == of.id) & (Sheet.unit == unit) & (Sheet.form == Form.DEPARTMENT)
    )
    return answers_of(row) if row and is_counted(row) else {}


def answered_numbers(of: Period, sheets: list[int] | None = None) -> dict[int, int]:
    """How many questions have an answer, per sheet (of these, or of all), handed in or not."""
    some = (Answer.sheet.in_(sheets),) if sheets is not None else ()
    rows: Any = (
        Answer.select(Answer.sheet, fn.COUNT(Answer.id))
        .where((Answer.period == of.id) & Answer.asked, *some)
        .group_by(Answer.sheet)
        .tuples()
    )
    return dict(rows)


def answers_by_sheet(of: Period) -> dict[int, dict[str, Answer]]:
    """All answers of a period, handed in or not; people's own are left out. One statement."""
    found: dict[int, dict[str, Answer]] = {}
    personal = Sheet.select(Sheet.id).where((Sheet.period == of.id) & (Sheet.form == Form.PERSON))
    here = (Answer.period == of.id) & Answer.asked & Answer.sheet.not_in(personal)
    for answer in Answer.select().where(here):
        found.setdefault(answer.sheet_id, {})[answer.control] = answer
    return found
