"""What the small line of the overview is drawn from. One statement."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from peewee import JOIN, fn

from secaudit.catalogue.carrying import Renamed
from secaudit.catalogue.controls import Catalogue, Control
from secaudit.catalogue.succession import renamed_over
from secaudit.database import db
from secaudit.reports.city_line import Answers, CityLine, Question, city_line
from secaudit.reports.pairing import Renaming
from secaudit.reports.reading import period_fact, until
from secaudit.reports.sheets import questions_of
from secaudit.reports.trends import YEARS
from secaudit.selfcheck.kinds import Form, SheetState
from secaudit.selfcheck.models import CountedSheet, Period, Sheet
from secaudit.selfcheck.reading import catalogue_of

Meanings = dict[str, Question]  # by the id that a control had in its own year


def line_until(of: Period, all_periods: list[Period], collecting: bool) -> CityLine | None:
    """Up to this period; while it is being collected, up to the one before."""
    periods = until(of, all_periods, YEARS)
    periods = periods[:-1] if collecting else periods
    if len(periods) < 2:
        return None
    letters = _letters(periods)
    return city_line(
        [
            (period_fact(each), _by_meaning(letters[each.id], meanings))
            for each, meanings in zip(periods, _meanings(periods), strict=True)
        ]
    )


def _letters(periods: list[Period]) -> Mapping[int, Mapping[str, str]]:
    """By period and by list of questions, of all sheets but the exempted; those that do not count
    have no letters."""
    was = fn.COALESCE(Sheet.frozen_from, Sheet.state)
    query = (
        Sheet.select(Sheet.period, Sheet.questions.cast("text"), CountedSheet.letters)
        .join(CountedSheet, JOIN.LEFT_OUTER, on=CountedSheet.sheet == Sheet.id)
        .where(Sheet.period.in_([each.id for each in periods]) & (Sheet.form == Form.DEPARTMENT))
        .where(was != SheetState.EXEMPTED)
    )
    found: Any = defaultdict(lambda: defaultdict(list))
    for period, questions, letters in db.execute(query).fetchall():
        found[period][questions].append(letters or "")
    return {
        period: {questions: "".join(each) for questions, each in some.items()}
        for period, some in found.items()
    }


def _by_meaning(letters: Mapping[str, str], meanings: Meanings) -> Answers:
    return {
        tuple(meanings[each] for each in questions_of(text)): some for text, some in letters.items()
    }


def _meanings(periods: list[Period]) -> list[Meanings]:
    """Of each period: by a control's id of that year, how it is called now and what it means."""
    renaming = renamed_over([each.edition for each in periods if each.edition])
    now = {each.id for each in catalogue_of(periods[-1]).controls}
    known = {each.edition_id: _of_edition(catalogue_of(each), renaming, now) for each in periods}
    return [known[each.edition_id] for each in periods]


def _of_edition(catalogue: Catalogue, renaming: Renaming, now: set[str]) -> Meanings:
    return {each.id: _meaning(each, renaming.get(each.id), now) for each in catalogue.controls}


def _meaning(control: Control, to: Renamed | None, now: set[str]) -> Question:
    if to is None or to.id not in now:
        return control.id, control.revision
    return to.id, control.revision + to.shift
