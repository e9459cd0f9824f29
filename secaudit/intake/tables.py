"""The files to fill in: empty, or with what is there today. Read back as they are, they change nothing."""

from datetime import date

from secaudit.intake.columns import KINDS, OFFICES, PEOPLE, Column
from secaudit.organisation.drafting import present
from secaudit.organisation.models import System
from secaudit.organisation.reading import tree
from secaudit.people.models import Assignment, Person
from secaudit.people.reading import in_force
from secaudit.web.spreadsheets import Table


def headings(columns: tuple[Column, ...], language: str) -> list[str]:
    return [column.heading if language == "ja" else column.key for column in columns]


def offices(on: date, language: str, filled: bool) -> Table:
    rows = office_rows(on, language) if filled else []
    return Table("offices", headings(OFFICES, language), rows)


def office_rows(on: date, language: str) -> list[list]:
    chart = present(on).chart
    found = chart.tree()
    rows = []
    for office in found:
        standing = chart.standing(office.id)
        parent = found.get(office.parent)
        words = KINDS[office.kind][0] if language == "ja" else office.kind.value
        rows.append(
            [
                office.code,
                office.name,
                office.name_en,
                office.kana,
                standing.short_name,
                words,
                parent.code if parent else "",
                str(office.position),
                "",
            ]
        )
    return rows


def people(on: date, language: str, filled: bool) -> Table:
    rows = people_rows(on) if filled else []
    return Table("people", headings(PEOPLE, language), rows)


def people_rows(on: date) -> list[list]:
    """One row a post; whoever has none has one row without. Standing in is not listed."""
    codes = {office.id: office.code for office in tree(on)}
    systems = {system.id: system.code for system in System.select()}
    held: dict[int, list[Assignment]] = {}
    current = Assignment.select().where(in_force(on) & Assignment.acting_for.is_null())
    for post in current.order_by(Assignment.id):
        held.setdefault(post.person_id, []).append(post)
    here = Person.left_on.is_null() | (Person.left_on > on)
    return [
        [person.number, person.name, person.name_en, person.kana, person.mail, *cells]
        for person in Person.select().where(here).order_by(Person.number)
        for cells in [_post(post, codes, systems) for post in held.get(person.id, [])]
        or [["", "", "", ""]]
    ]


def _post(post: Assignment, codes: dict, systems: dict) -> list[str]:
    unit = codes.get(post.unit_id, "") if post.unit_id else ""
    system = systems.get(post.system_id, "") if post.system_id else ""
    return [unit, post.role.value, post.title, system]
