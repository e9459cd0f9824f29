"""The rows of one city: its sheets, their answers, and the edition each period asked."""

import json
from datetime import date

from tests.reconciliation.sql.base import Scope, day, plain, rows

HANDED_IN = ("submitted", "confirmed", "handed in")  # what a sheet was when it was frozen, or is
RATED = ("implemented", "partial", "not implemented", "unknown")
ANSWERED = (*RATED, "not applicable")
SHEETS = """
select id, period_id, unit_id, coalesce(frozen_from, state), questions, before, due_on, submitted_at
from sheet where form = 'department'
"""
ANSWERS = """
select sheet_id, control, value, count(*) from answer where asked group by sheet_id, control, value
"""
EDITIONS = "select p.id, e.content from period p join edition e on e.id = p.edition_id"


class City:
    """The rows of one city as they stand, on one day."""

    def __init__(self, period: int, today: date):
        self.period, self.today = period, today
        self.sheets = [Sheet(*row) for row in rows(SHEETS)]
        self.answers = rows(ANSWERS)
        self.editions = {id: catalogue(text) for id, text in rows(EDITIONS)}
        self.before = dict(rows("select id, previous_id from period"))[period]
        (self.year,), *_ = rows("select fiscal_year from period where id = {id}", id=period)

    def of(self, scope: Scope) -> list["Sheet"]:
        """The sheets that were asked, those of a department or of all."""
        period = int(scope.get("period", self.period))
        unit = scope.get("unit")
        return [
            each
            for each in self.sheets
            if each.period == period and each.state != "exempted" and unit in (None, str(each.unit))
        ]

    def counts(self, scope: Scope, controls=None, sheets=None) -> dict[str, int]:
        period = int(scope.get("period", self.period))
        sheets = self.of(scope) if sheets is None else sheets
        chosen = self.chosen(scope, period) if controls is None else controls
        found = dict.fromkeys(ANSWERED, 0)
        given = {each.id for each in sheets if each.handed_in}
        for sheet, control, value, how_often in self.answers:
            if sheet in given and control in chosen:
                found[value] += how_often
        found["not submitted"] = sum(
            len(chosen & set(each.questions)) for each in sheets if not each.handed_in
        )
        return found

    def chosen(self, scope: Scope, period: int) -> set[str]:
        """The controls of a chapter, of an item of the ordinance, one, or all."""
        return {
            id
            for id, (chapter, _revision, law) in self.editions[period].items()
            if scope.get("chapter") in (None, chapter)
            and scope.get("control") in (None, id)
            and (scope.get("item") is None or scope["item"] in law)
        }

    def asked(self, period: int, scope: Scope | None = None) -> set[str]:
        sheets = self.of((scope or {}) | {"period": str(period)})
        return {id for each in sheets for id in each.questions}

    def days(self, since) -> int:
        return max((self.today - day(since)).days, 0) if since else 0


def catalogue(text: str) -> dict[str, tuple[str, int, list[str]]]:
    """Of every control its chapter, its revision and the items of the ordinance."""
    return {
        control["id"]: (
            chapter["id"],
            control.get("revision", 1),
            control.get("mappings", {}).get("law", []),
        )
        for chapter in json.loads(text)["chapters"]
        for control in chapter["controls"]
    }


class Sheet:
    def __init__(self, id, period, unit, state, questions, before, due_on, submitted_at):
        self.id, self.period, self.unit, self.state = id, period, unit, state
        self.questions, self.before = plain(questions), plain(before)
        self.due_on, self.submitted_at = due_on, submitted_at
        self.handed_in = state in HANDED_IN


def rated(counts: dict[str, int]) -> tuple[int, int]:
    return counts["implemented"], sum(counts[each] for each in RATED)
