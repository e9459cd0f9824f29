"""The sheets beside the departments': of heads, systems, people, and of the city's leadership."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from peewee import JOIN

from secaudit.access.roles import OF_A_UNIT
from secaudit.catalogue.controls import Catalogue
from secaudit.catalogue.editions import department_questions
from secaudit.organisation.models import System
from secaudit.organisation.tree import Office, Tree
from secaudit.people.models import Assignment, Person
from secaudit.people.reading import in_force
from secaudit.selfcheck.asking import asking
from secaudit.selfcheck.kinds import Form
from secaudit.selfcheck.models import Period, Sheet
from secaudit.selfcheck.reading import sheets_of

OWNER = "owns_system"
LEADERSHIP = "chief_office"
LONGEST_NAME, LONGEST_ENGLISH = 120, 160


@dataclass(frozen=True)
class Target:
    """Whom a sheet is for, and where it stands in the city."""

    key: str  # system:3, person:87 …
    office: Office
    name: str = ""  # where it is not the office's
    name_en: str = ""
    facts: frozenset[str] = frozenset()
    system: int | None = None
    person: int | None = None


@dataclass
class Making:
    """What sheets are made from on the day a period opens."""

    period: Period
    catalogue: Catalogue
    offices: Tree
    on: date
    departments: list[Sheet]  # already made: place, path and bureau are theirs
    before: dict[tuple[Form, str], int] = field(default_factory=dict)


def other_sheets(
    period: Period, catalogue: Catalogue, offices: Tree, on: date, departments: list[Sheet]
) -> list[Sheet]:
    """For each form that was chosen, a sheet per target of which something is asked."""
    forms = period.other_forms
    making = Making(period, catalogue, offices, on, departments, _last_period(period, forms))
    made = [_sheet(making, form, each) for form in forms for each in TARGETS[form](making)]
    return [sheet for sheet in made if sheet.questions]


def _last_period(period: Period, forms: Iterable[Form]) -> dict[tuple[Form, str], int]:
    if not period.previous or not forms:
        return {}
    return {(each.form, each.target): each.id for each in sheets_of(period.previous, *forms)}


# --- whom a form is for -----------------------------------------------------------------------


def offices(making: Making) -> Iterator[Target]:
    for office in making.offices.answering():
        yield Target(f"unit:{office.id}", office, facts=office.facts)


def systems(making: Making) -> Iterator[Target]:
    """What is in use on that day, with its owner's gates and its own."""
    answering = {office.id: office for office in making.offices.answering()}
    closed = System.closed_on.is_null() | (System.closed_on > making.on)
    rows = System.select().where((System.opened_on <= making.on) & closed).order_by(System.code)
    for row in (row for row in rows if row.owner_id in answering):
        office = answering[row.owner_id]
        facts = office.facts | set(row.facts) | {OWNER}
        yield Target(
            f"system:{row.id}",
            office,
            name=f"{row.name}（{office.name}）",
            name_en=f"{row.name_en or row.name} ({office.name_en or office.name})",
            facts=frozenset(facts),
            system=row.id,
        )


def people(making: Making) -> Iterator[Target]:
    """Everybody with a post in a department, each once. A sheet bears the office's name only."""
    answering = {office.id: office for office in making.offices.answering()}
    stays = Person.left_on.is_null() | (Person.left_on > making.on)
    rows = (
        Assignment.select(Assignment, Person.id)
        .join(Person, JOIN.INNER, on=Assignment.person)
        .where(in_force(making.on) & stays & Assignment.unit.in_(sorted(answering)))
        .order_by(Assignment.person, Assignment.id)
    )
    first: dict[int, Assignment] = {}
    for row in sorted(rows, key=lambda row: row.role not in OF_A_UNIT):
        first.setdefault(row.person_id, row)
    for person, row in sorted(first.items()):
        office = answering[row.unit_id]  # type: ignore[index]
        yield Target(f"person:{person}", office, facts=office.facts, person=person)


def leadership(making: Making) -> Iterator[Target]:
    """One for the city; it stands with the office that houses the CHIEF."""
    answering = making.offices.answering()
    office = next((each for each in answering if LEADERSHIP in each.facts), answering[0])
    facts = frozenset(gate.id for gate in making.catalogue.gates)
    yield Target("city:1", office, "CISO・統括責任者用", "CISO and CHIEF", facts=facts)


TARGETS: dict[Form, Callable[[Making], Iterable[Target]]] = {
    Form.HEAD: offices,
    Form.SYSTEM: systems,
    Form.PERSON: people,
    Form.COUNTS: offices,
    Form.CHIEF: leadership,
}


# --- the sheet --------------------------------------------------------------------------------


def _sheet(making: Making, form: Form, target: Target) -> Sheet:
    beside = next(each for each in making.departments if each.unit_id == target.office.id)
    about, ja, en = asking(form), *asking(form).suffix
    core = making.period.core_only or about.core
    asked = department_questions(making.catalogue, target.facts, core, about.roles)
    return Sheet(
        period=making.period,
        form=form,
        target=target.key,
        unit=target.office.id,
        system=target.system,
        person=target.person,
        code=beside.code,
        name=(target.name or beside.name)[: LONGEST_NAME - len(ja)] + ja,
        name_en=_english(target, beside, en),
        bureau=beside.bureau,
        bureau_name=beside.bureau_name,
        bureau_name_en=beside.bureau_name_en,
        path=[] if form == Form.CHIEF else beside.path,
        lineage=beside.lineage,
        before=_before(making, form, target, beside),
        position=beside.position,
        facts=sorted(target.facts),
        questions=[control.id for control, _question in asked],
    )


def _english(target: Target, beside: Sheet, suffix: str) -> str:
    name = target.name_en or beside.name_en
    return name[: LONGEST_ENGLISH - len(suffix)] + suffix if name else ""


def _before(making: Making, form: Form, target: Target, beside: Sheet) -> list[int]:
    """Last period's sheet of the same system or person; of an office, also those it came from."""
    if form == Form.COUNTS:
        return []  # numbers of a group: nothing to repeat
    of_office = target.key.startswith("unit:")
    wanted = [f"unit:{unit}" for unit in beside.lineage] if of_office else [target.key]
    return [making.before[form, key] for key in wanted if (form, key) in making.before]
