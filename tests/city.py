"""A small city with people who have names: two bureaus, four departments, one of each role.

Hanako (clerk) and Tanaka (head) are in the citizens' department, Yamamoto and Ito in the tax
department next to it in the same bureau. Suzuki audits, Kobayashi leads the audits, Watanabe is in
the secretariat, Saito is CHIEF, Takahashi is CISO, Nakamura runs the server.
"""

from dataclasses import dataclass, field
from datetime import date

from secaudit.access.guard import COMMAND
from secaudit.access.roles import Role
from secaudit.accounts.actions import open_account
from secaudit.calendar import clock
from secaudit.database import db
from secaudit.journal.actions import record
from secaudit.organisation.kinds import Kind
from secaudit.organisation.models import System, Unit, UnitVersion
from secaudit.people.models import Assignment, Person
from secaudit.people.reading import actor_of

START = date(2024, 4, 1)
OFFICES = [  # key, kind, code, name, English, parent, facts
    ("mayor", Kind.BODY, "0000", "市長", "Mayor", None, []),
    ("general", Kind.BUREAU, "0100", "総務部", "General Affairs Bureau", "mayor", []),
    ("policy", Kind.DEPARTMENT, "0110", "情報政策課", "Information Policy Department", "general",
     ["chief_office", "owns_system", "shared_infrastructure", "server_room", "csirt", "personal_data"]),
    ("audit", Kind.DEPARTMENT, "0120", "行政監査課", "Administrative Audit Department", "general",
     ["audit_office"]),
    ("citizens_bureau", Kind.BUREAU, "0200", "市民部", "Citizens Bureau", "mayor", []),
    ("citizens", Kind.DEPARTMENT, "0210", "市民課", "Citizens Department", "citizens_bureau",
     ["my_number", "personal_data", "owns_system", "outsourcing"]),
    ("tax", Kind.DEPARTMENT, "0220", "税務課", "Tax Department", "citizens_bureau",
     ["my_number", "personal_data", "owns_system"]),
]  # fmt: skip
PEOPLE = [  # key, number, name, English, role, unit, title
    ("hanako", "001234", "佐藤　花子", "Hanako Sato", Role.CONTACT, "citizens", "主査"),
    ("tanaka", "001001", "田中　一郎", "Ichiro Tanaka", Role.MGR, "citizens", "市民課長"),
    ("yamamoto", "002234", "山本　恵", "Megumi Yamamoto", Role.CONTACT, "tax", "係長"),
    ("ito", "002001", "伊藤　健", "Ken Ito", Role.MGR, "tax", "税務課長"),
    ("kato", "003001", "加藤　誠", "Makoto Kato", Role.DIR, "citizens_bureau", "市民部長"),
    ("watanabe", "004001", "渡辺　直子", "Naoko Watanabe", Role.SECR, "policy", "主任"),
    ("saito", "004002", "斎藤　勝", "Masaru Saito", Role.CHIEF, None, "情報統括監"),
    ("takahashi", "000001", "髙橋　誠司", "Seiji Takahashi", Role.CISO, None, "副市長"),
    ("kobayashi", "005001", "小林　茂", "Shigeru Kobayashi", Role.AUDITLEAD, "audit", "行政監査課長"),
    ("suzuki", "005002", "鈴木　亮", "Ryo Suzuki", Role.AUDITOR, "audit", "監査員"),
    ("mori", "005003", "森　由美", "Yumi Mori", Role.AUDITOR, "audit", "監査員"),
    ("nakamura", "006001", "中村　進", "Susumu Nakamura", Role.ADMIN, "policy", "主事"),
    ("inoue", "007001", "井上　真", "Makoto Inoue", Role.COMMITTEE, None, "教育部長"),
    ("okada", "004003", "岡田　修", "Osamu Okada", Role.MGR, "policy", "情報政策課長"),
]  # fmt: skip


@dataclass
class City:
    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    def __getattr__(self, key: str):
        """`city.hanako` is the person, `city.tax` the unit."""
        for found in (self.__dict__["people"], self.__dict__["units"]):
            if key in found:
                return found[key]
        raise AttributeError(key)

    def acting(self, key: str):
        """The person as an actor of today."""
        return actor_of(self.people[key], clock.today())


def build() -> City:
    city = City()
    with db.atomic():
        _offices(city)
        _people(city)
    for person in city.people.values():
        open_account(person, by=COMMAND, at=clock.now())
    return city


def find() -> City:
    """The city as it was built into the database that is open."""
    codes = {
        v.code: v.unit
        for v in UnitVersion.select(UnitVersion, Unit).join(Unit, on=UnitVersion.unit)
    }
    numbers = {person.number: person for person in Person.select()}
    return City(
        {key: codes[code] for key, _kind, code, *_ in OFFICES},
        {key: numbers[number] for key, number, *_ in PEOPLE},
    )


def _offices(city: City) -> None:
    versions = []
    for position, (key, kind, code, name, english, parent, facts) in enumerate(OFFICES, 1):
        unit = Unit(kind=kind, opened_on=START, facts=facts)
        city.units[key] = unit
        versions.append(
            UnitVersion(
                unit=unit,
                valid_from=START,
                code=code,
                name=name,
                name_en=english,
                parent=city.units.get(parent),
                position=position * 10,
            )
        )
    system = System(
        code="S01",
        name="住民記録システム",
        name_en="Resident records",
        owner=city.citizens,
        opened_on=START,
    )
    record(
        COMMAND, "test.offices", "city:1", [*city.units.values(), *versions, system], at=clock.now()
    )


def _people(city: City) -> None:
    held = []
    for key, number, name, english, role, unit, title in PEOPLE:
        city.people[key] = Person(number=number, name=name, name_en=english)
        held.append(
            Assignment(
                person=city.people[key],
                role=role,
                unit=city.units.get(unit),
                title=title,
                valid_from=START,
            )
        )
    record(COMMAND, "test.people", "city:1", [*city.people.values(), *held], at=clock.now())
