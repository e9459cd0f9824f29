"""Whose turn to be audited is when, and the points by which departments are proposed."""

from datetime import date

from tests.reconciliation.sql.audits import ISSUED
from tests.reconciliation.sql.base import Figure, Scope, number, rows
from tests.reconciliation.sql.city import City
from tests.reconciliation.sql.findings import OPEN

AUDITS = """
select w.unit_id, e.fiscal_year, e.state in ({issued}) from working_paper w
join engagement e on e.id = w.engagement_id
where not w.removed and e.state <> 'cancelled' and e.id not in
  (select engagement_id from draw where engagement_id is not null and of = 'cells')
"""
TURNS = "select unit_id, fiscal_year from turn where not removed and programme_id = {programme}"
PROGRAMME = "select first_year, years, every from programme where id = {programme}"
FINAL = """
select id from period where state in ('frozen', 'reported', 'archived')
order by fiscal_year desc, number desc
"""
FOLLOWED = """
select count(*), count(repeats_id) from finding
where unit_id = {unit} and severity in ('major', 'minor') and state in ({open})
"""


def fiscal(day: date) -> int:
    return day.year - (day.month < 4)


def audits() -> list[tuple[int, int, bool]]:
    return rows(AUDITS, issued=ISSUED)


def last_audited(unit: int) -> int | None:
    return max((year for each, year, done in audits() if each == unit and done), default=None)


def of_year(city: City, scope: Scope):
    year = int(scope["year"])
    turns = rows(TURNS, programme=scope["programme"]) if "programme" in scope else []
    return number(len({each[0] for each in [*turns, *audits()] if each[1] == year}))


def late(city: City, scope: Scope):
    """Nothing is planned until the year in which each would have waited too long."""
    ((first, years, every),) = rows(PROGRAMME, **scope)
    now, found = fiscal(city.today), 0
    for (unit,) in rows("select id from unit where kind = 'department'"):
        before = last_audited(unit)
        latest = first + every - 1 if before is None else before + every
        coming = {year for each, year in rows(TURNS, **scope) if each == unit and year >= now}
        coming |= {year for each, year, done in audits() if each == unit and not done}
        found += latest < first + years and not any(year <= max(latest, now) for year in coming)
    return number(found)


def points(city: City, scope: Scope):
    period = next((id for (id,) in rows(FINAL)), city.period)
    counts = city.counts({"unit": scope["unit"], "period": str(period)})
    ((open, again),) = rows(FOLLOWED, unit=scope["unit"], open=OPEN)
    last = last_audited(int(scope["unit"]))
    waited = 5 if last is None else min(fiscal(city.today) - last, 5)
    answers = 2 * counts["not implemented"] + counts["partial"] + counts["unknown"]
    return number(answers + 5 * open + 5 * again + 3 * waited)


FIGURES: dict[str, Figure] = {
    "programme_departments": of_year,
    "programme_late": late,
    "audit_points": points,
}
