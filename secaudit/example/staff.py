"""The people of the city, each with a post from the beginning."""

from collections.abc import Callable, Iterator
from datetime import date

from secaudit.access.guard import COMMAND
from secaudit.access.roles import Role
from secaudit.accounts.actions import open_account
from secaudit.example import names
from secaudit.example.story import Story, noon
from secaudit.organisation.kinds import Kind
from secaudit.organisation.models import System
from secaudit.organisation.reading import tree
from secaudit.organisation.tree import Tree
from secaudit.people.actions import add_person, assign
from secaudit.people.models import Person

# Posts of the whole city: role, title, office (for showing who it is), how many.
CITYWIDE = [
    (Role.CISO, "副市長", "秘書課", 1),
    (Role.CHIEF, "情報統括監", "デジタル推進課", 1),
    (Role.SECR, "主任", "デジタル推進課", 2),
    (Role.AUDITLEAD, "行政経営課長", "行政経営課", 1),
    (Role.AUDITOR, "監査員", "行政経営課", 2),
    (Role.AUDITOR, "監査員（兼務）", "総務課", 1),
    (Role.EXTERNAL, "外部監査人", None, 1),
    (Role.COMMITTEE, "委員", None, 5),
    (Role.CSIRT, "CSIRT要員", "デジタル推進課", 2),
    (Role.ADMIN, "システム管理者", "デジタル推進課", 1),
]
TITLES = ["主査", "係長", "主任"]


def hire(story: Story) -> None:
    """Heads and contacts of every department, directors of bureaus, and who serves the city."""
    supply = names.people(story.random)
    offices = tree(story.start)
    numbers = iter(range(1001, 100_000))

    def newcomer() -> Person:
        name, kana, english = next(supply)
        number = f"{next(numbers):06}"
        told = {"name_en": english, "kana": kana, "mail": f"p{number}@city.shiomi.example"}
        return add_person(number, name, **told, by=COMMAND, at=noon(story.start))

    for role, title, office, count in CITYWIDE:
        for _ in range(count):
            person = newcomer()
            story.roles.setdefault(role, []).append(person)
            unit = story.units.get(office) if office else None
            _post(story, person, role, title, unit)
    _lead_bureaus(story, offices, newcomer)
    _staff_departments(story, offices, newcomer)
    for system in System.select():
        _post(
            story, story.contacts[system.owner_id], Role.SYSMGR, "システム管理者", None, system.id
        )
    for person in list(everybody(story)):
        open_account(person, by=COMMAND, at=noon(story.start))


def _lead_bureaus(story: Story, offices: Tree, newcomer: Callable[[], Person]) -> None:
    for bureau in offices:
        if bureau.kind == Kind.BUREAU:
            story.directors[bureau.id] = person = newcomer()
            _post(story, person, Role.DIR, _head_of(bureau.name), bureau.id)


def _staff_departments(story: Story, offices: Tree, newcomer: Callable[[], Person]) -> None:
    lead = story.somebody(Role.AUDITLEAD)  # heads the department that audits
    for place in offices.answering():
        head = lead if place.id == story.units["行政経営課"] else newcomer()
        contact = newcomer()
        story.heads[place.id], story.contacts[place.id] = head, contact
        story.skill[place.id] = min(0.97, max(0.45, story.random.gauss(0.78, 0.13)))
        _post(story, head, Role.MGR, _head_of(place.name), place.id)
        _post(story, contact, Role.CONTACT, story.random.choice(TITLES), place.id)


def _post(story: Story, person: Person, role: Role, title: str, unit, system=None) -> None:
    assign(
        person.id,
        role,
        valid_from=story.start,
        by=COMMAND,
        at=noon(story.start),
        unit=unit,
        system=system,
        title=title,
        valid_to=date(story.this_year + 1, 4, 1) if role == Role.EXTERNAL else None,
    )


def _head_of(office: str) -> str:
    """市民課 → 市民課長, 図書館 → 図書館長, 市長公室 → 市長公室長."""
    return f"{office}長"


def everybody(story: Story) -> Iterator[Person]:
    seen: set[int] = set()
    groups = [*story.roles.values(), story.directors.values(), story.heads.values()]
    for group in [*groups, story.contacts.values()]:
        for person in group:
            if person.id not in seen:
                seen.add(person.id)
                yield person
