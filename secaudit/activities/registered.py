"""What the city knows already when an attendance file is read or made."""

from datetime import date

from secaudit.activities import reading
from secaudit.activities.attendance import Known, short
from secaudit.activities.kinds import Took
from secaudit.activities.models import Activity
from secaudit.organisation.reading import tree
from secaudit.people.models import Assignment, Person
from secaudit.people.reading import in_force

MARKS = {Took.ATTENDED: "○", Took.ABSENT: "", Took.EXCUSED: "免除"}


def known(row: Activity, today: date) -> Known:
    offices = tree(row.held_on or today)
    concerned = offices.below(row.units) if row.units else set()
    people = {
        p.number: (p.id, p.name) for p in Person.select(Person.id, Person.number, Person.name)
    }
    codes = {short(office.code): office.id for office in offices}
    return Known(codes, people, frozenset(concerned), today)


def lines(row: Activity, today: date) -> list[list]:
    """As it was read in last; else the registered people of the offices concerned, all still open."""
    on = row.held_on or today
    codes = {office.id: office.code for office in tree(on)}
    there = [each for each in reading.listed(row.id).values() if not each.dropped]
    if there:
        return [
            [e.number, e.name, codes.get(e.unit_id, ""), MARKS[e.state], e.on and e.on.isoformat()]
            for e in there
        ]
    return _registered(row, on, codes)


def _registered(row: Activity, on: date, codes: dict[int, str]) -> list[list]:
    concerned = tree(on).below(row.units) if row.units else set(codes)
    rows = Assignment.select(Assignment, Person).join(Person, on=Assignment.person)
    rows = rows.where(in_force(on) & Assignment.unit.in_(concerned)).order_by(Assignment.id)
    first: dict[str, list] = {}
    for post in rows:
        first.setdefault(
            post.person.number,
            [post.person.number, post.person.name, codes.get(post.unit_id or 0, ""), "", ""],
        )
    return [first[number] for number in sorted(first)]
