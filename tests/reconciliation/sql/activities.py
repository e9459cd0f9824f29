"""Training, drills, reviews and tests: how many, and who took part."""

from tests.reconciliation.sql.base import Figure, Scope, number, rows, share
from tests.reconciliation.sql.city import City

ACTIVITIES = "select kind, state, coalesce(until, planned_on) < '{today}' from activity where fiscal_year = {year}"
TOOK = """
select unit_id, state, count(*) from attendance where activity_id = {activity} and not dropped
group by unit_id, state
"""
MAILED = """
select mailed, reported, opened from activity_result where activity_id = {activity}
order by number desc
"""
VIEWS = {
    "all": lambda state, over: True,
    "planned": lambda state, over: state == "activity planned",
    "late": lambda state, over: state == "activity planned" and over,
    "held": lambda state, over: state == "activity held",
    "cancelled": lambda state, over: state == "activity cancelled",
}


def listed(view: str) -> Figure:
    def counted(city: City, scope: Scope):
        found = rows(ACTIVITIES, year=scope["year"], today=city.today)
        found = [each[1:] for each in found if scope.get("kind") in (None, each[0])]
        return number(sum(VIEWS[view](*each) for each in found))

    return counted


def took(scope: Scope, *states: str) -> int:
    """How many people: of one office, of some, or of all that were asked."""
    units = scope.get("unit", scope.get("units", "")).split("+")
    return sum(
        how_many
        for unit, state, how_many in rows(TOOK, activity=scope["activity"])
        if state in states and (units == [""] or str(unit) in units)
    )


def people(*states: str) -> Figure:
    return lambda city, scope: number(took(scope, *states))


def attendance(city: City, scope: Scope):
    return share(took(scope, "attended"), took(scope, "attended", "not attended"))


def mailed(place: int) -> Figure:
    def counted(city: City, scope: Scope):
        newest = rows(MAILED, activity=scope["activity"])[0]
        return share(newest[place], newest[0])

    return counted


FIGURES: dict[str, Figure] = {
    **{f"activities_{view}": listed(view) for view in VIEWS},
    "listed": people("attended", "not attended", "excused"),
    "attended": people("attended"),
    "excused": people("excused"),
    "absent": people("not attended"),
    "attendance_rate": attendance,
    "reporting_rate": mailed(1),
    "opening_rate": mailed(2),
}
