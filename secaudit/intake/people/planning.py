"""The list of people and their posts as of a day, compared with what is there."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from peewee import fn

from secaudit.access.guard import Actor
from secaudit.access.roles import Role
from secaudit.errors import Refused
from secaudit.intake.columns import PEOPLE
from secaudit.intake.entries import Fault, read
from secaudit.intake.people.comparing import compare, gone
from secaudit.intake.people.reading import refuse_lost_zeros, want
from secaudit.intake.people.wanted import Comparison, State
from secaudit.intake.plans import Plan
from secaudit.organisation.drafting import stamp
from secaudit.organisation.models import System
from secaudit.organisation.reading import last_names, tree
from secaudit.people import posts
from secaudit.people.models import Assignment, Person
from secaudit.web.spreadsheets import Row


def newest() -> int:
    """The entry that last changed anything a plan of people is made from."""
    found = [table.select(fn.MAX(table.entry)).scalar() for table in (Person, Assignment)]
    return max([stamp(), *(number for number in found if number is not None)])


def state(on: date) -> State:
    offices = tree(on)
    held: dict[int, list[Assignment]] = defaultdict(list)
    for post in Assignment.select().where(posts.open_on(on)).order_by(Assignment.id):
        held[post.person_id].append(post)
    units = {post.unit_id for each in held.values() for post in each if post.unit_id}
    systems = System.select().where(System.closed_on.is_null() | (System.closed_on > on))
    return State(
        on,
        {person.number: person for person in Person.select().order_by(Person.number)},
        held,
        {office.code: office.id for office in offices},
        {system.code: system.id for system in systems},
        {id: row.name for id, row in last_names(units | set(offices.offices)).items()},
        {system.id: system.name for system in System.select()},
    )


def plan_people(on: date, rows: Sequence[Row], complete: bool, by: Actor) -> Plan:
    """What the file changes. The plan's rows are ready to be written where it has no faults."""
    table = read(rows, PEOPLE)
    plan = Plan(on, newest(), faults=list(table.faults), ignored=table.ignored)
    work = Comparison(state(on), plan, by)
    for entry in table.entries:
        want(work, entry)
    refuse_lost_zeros(work)
    if plan.faults:
        return plan
    for wanted in work.wanted.values():
        plan.lines.append(compare(work, wanted))
    if complete:
        plan.lines += [gone(work, person) for person in vanished(work)]
    refuse_without_administrator(work)
    plan.rows = [] if plan.faults else work.rows()
    return plan


def vanished(work: Comparison) -> list[Person]:
    there = (person for person in work.state.people.values() if person.left_on is None)
    return [person for person in there if person.number not in work.wanted]


def refuse_without_administrator(work: Comparison) -> None:
    if any(post.role == Role.ADMIN for post in work.new_posts):
        return
    try:
        posts.refuse_without_administrator(work.ended, work.state.on)
    except Refused as problem:
        work.plan.faults.append(Fault("", problem.message))
