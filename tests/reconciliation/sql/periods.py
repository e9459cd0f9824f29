"""The pages of a self-check: how far each form is, who has it now, what is open before the freeze."""

from dataclasses import dataclass

from tests.reconciliation.sql import gaps
from tests.reconciliation.sql.base import Figure, Scope, Shown, day, number, plain, rows, share
from tests.reconciliation.sql.city import HANDED_IN, City

SHEETS = """
select s.id, s.form, s.unit_id, s.state, coalesce(s.frozen_from, s.state), s.submitted_by_head,
  s.late, coalesce(s.due_on, p.due_on), s.questions, p.state in ('open', 'closed')
from sheet s join period p on p.id = s.period_id where {which}
"""
ANSWERS = """
select a.value, count(*) from answer a join sheet s on s.id = a.sheet_id
where a.asked and s.period_id = {period} and s.form in ({forms})
  and coalesce(s.frozen_from, s.state) in ('submitted', 'confirmed', 'handed in') group by a.value
"""
GIVEN = "select count(*) from answer where asked and sheet_id = {sheet}"
ASKED = "select count(*) from thread where state = 'open' and to_id is null and {which}"
ENTERED = """
select c.control, c.implemented, c.partial, c.not_implemented, c.unknown, c.not_applicable
from staff_count c join sheet s on s.id = c.sheet_id
where s.period_id = {period} and coalesce(s.frozen_from, s.state) = 'handed in' and {which}
"""
WITH_DEPARTMENT = ("not started", "in progress", "returned")
LETTERS = ("a", "b", "c", "d", "n")
VALUES = ("implemented", "partial", "not implemented", "unknown", "not applicable")
WHO_ANSWERS = {"head": "Department head", "counts": "Department head", "chief": "CISO or CHIEF"}
STAFF = ("person", "counts")


@dataclass(frozen=True)
class Sheet:
    id: int
    form: str
    unit: int
    state: str
    was: str  # before the figures became final
    by_head: bool
    late: bool
    due: object
    questions: object
    moves: bool  # the figures are not final yet

    @property
    def holder(self) -> str:
        if self.state in WITH_DEPARTMENT:
            return WHO_ANSWERS.get(self.form, "Department")
        if self.state == "submitted":
            return "Bureau director or secretariat" if self.by_head else "Department head"
        return "Secretariat" if self.moves and self.state in ("confirmed", "handed in") else ""

    def days_late(self, city: City) -> int:
        waits = self.moves and self.state in (*WITH_DEPARTMENT, "submitted")
        return max((city.today - day(self.due)).days, 0) if waits else 0


def sheets(scope: Scope) -> list[Sheet]:
    which = f"s.id = {scope['sheet']}" if "sheet" in scope else f"s.period_id = {scope['period']}"
    found = [Sheet(*row) for row in rows(SHEETS, which=which)]
    if "sheet" in scope:
        return found
    return [each for each in found if each.form == scope.get("form", "department")]


def total(holds) -> Figure:
    return lambda city, scope: number(sum(holds(each) for each in sheets(scope)))


def states(*among: str) -> Figure:
    """As it was when the figures became final."""
    return total(lambda each: each.was in among)


def now(*among: str) -> Figure:
    return total(lambda each: each.state in among)


def fraction(above: int, below: int) -> Shown:
    return Shown(f"{above}/{below}", f"{above}/{below}")


def held_by(city: City, scope: Scope) -> Shown:
    found = sheets(scope)
    if scope["with"] == "late":
        return number(sum(each.days_late(city) > 0 for each in found))
    return number(sum(scope["with"] in ("all", each.holder) for each in found))


def answered(city: City, scope: Scope) -> Shown:
    (sheet,) = sheets(scope)
    return fraction(rows(GIVEN, sheet=sheet.id)[0][0], len(plain(sheet.questions)))


def handed_in(city: City, scope: Scope) -> Shown:
    asked = [each for each in sheets(scope) if each.was != "exempted"]
    return fraction(sum(each.was in HANDED_IN for each in asked), len(asked))


def said(scope: Scope) -> dict[str, int]:
    """How often which answer was given, of one form."""
    if scope["form"] == "counts":
        found = entered(scope | {"unit": ""})
        return dict(
            zip(VALUES, (sum(each) for each in zip(*found.values(), strict=True)), strict=True)
        )
    return dict(rows(ANSWERS, period=scope["period"], forms=f"'{scope['form']}'"))


def entered(scope: Scope) -> dict[str, tuple[int, ...]]:
    """By question; of one department or of all."""
    unit = scope.get("unit")
    which = f"s.unit_id = {unit}" if unit else "1 = 1"
    found: dict[str, tuple[int, ...]] = {}
    for control, *counts in rows(ENTERED, period=scope["period"], which=which):
        before = found.get(control, (0,) * len(VALUES))
        found[control] = tuple(a + b for a, b in zip(before, counts, strict=True))
    return found


def people(city: City, scope: Scope) -> Shown:
    """Everybody answers every question, so any question tells how many they were."""
    return number(max((sum(each) for each in entered(scope).values()), default=0))


def form_missing(city: City, scope: Scope) -> Shown:
    waits = [each for each in sheets(scope) if each.was not in (*HANDED_IN, "exempted")]
    return number(0 if scope["form"] in STAFF else sum(len(plain(e.questions)) for e in waits))


def form_rate(city: City, scope: Scope) -> Shown:
    counts = said(scope)
    return share(counts.get(VALUES[0], 0), sum(counts.get(each, 0) for each in VALUES[:4]))


def other_forms(city: City, scope: Scope) -> Shown:
    """Forms, not sheets: each is named with how many of it are missing."""
    every = [Sheet(*row) for row in rows(SHEETS, which=f"s.period_id = {scope['period']}")]
    waits = {e.form for e in every if e.state in (*WITH_DEPARTMENT, "submitted")}
    return number(len(waits - {"department"}))


def unknown(city: City, scope: Scope) -> Shown:
    forms = "'department', 'head', 'system', 'chief'"
    return number(dict(rows(ANSWERS, period=scope["period"], forms=forms)).get("unknown", 0))


def asked(which: str) -> Figure:
    return lambda city, scope: number(rows(ASKED, which=which.format(**scope))[0][0])


def answer_number(value: str) -> Figure:
    return lambda city, scope: number(said(scope).get(value, 0))


def staff_number(place: int) -> Figure:
    return lambda city, scope: number(entered(scope)[scope["control"]][place])


FIGURES: dict[str, Figure] = {
    "form_required": total(lambda each: each.was != "exempted"),
    "form_confirmed": states("confirmed", "handed in"),
    "form_submitted": states("submitted"),
    "form_with_department": states(*WITH_DEPARTMENT),
    "form_exempted": states("exempted"),
    "form_late": lambda city, scope: held_by(city, scope | {"with": "late"}),
    "form_handed_in": handed_in,
    "form_not_in": now(*WITH_DEPARTMENT, "submitted"),
    "held_by": held_by,
    "answered": answered,
    "sheet_days_late": lambda city, scope: number(sheets(scope)[0].days_late(city)),
    "questions_open": asked("sheet_id = {sheet}"),
    **{f"form_{letter}": answer_number(v) for letter, v in zip(LETTERS, VALUES, strict=True)},
    "form_m": form_missing,
    "form_rate": form_rate,
    **{f"staff_{letter}": staff_number(place) for place, letter in enumerate(LETTERS)},
    "staff_people": people,
    "staff_counted": people,
    "final_missing": now("not started", "in progress"),
    "final_returned": now("returned"),
    "final_unconfirmed": now("submitted"),
    "final_late": total(lambda each: each.late and each.was in HANDED_IN),
    "final_exempted": now("exempted"),
    "final_others": other_forms,
    "final_asked": asked("period_id = {period}"),
    "final_unknown": unknown,
    "final_unpromised": lambda city, scope: number(
        gaps.number("none", scope["period"], city.today)
    ),
}
