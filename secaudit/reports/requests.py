"""The city's rules and exceptions that wait for approval, in one statement."""

from dataclasses import dataclass
from datetime import date

from peewee import JOIN, SQL

from secaudit.errors import N_
from secaudit.exceptions.kinds import State as OfException
from secaudit.exceptions.models import Deviation
from secaudit.organisation.models import UnitVersion
from secaudit.policies.kinds import State as OfRule
from secaudit.policies.models import Policy, PolicyVersion


@dataclass(frozen=True)
class Request:
    """What waits: a version of a rule, or (with its control) an exception of a department."""

    id: int
    requested_by: int
    control: str
    name: str
    name_en: str

    @property
    def words(self) -> str:
        return (
            N_("Decide about the exception %(title)s")
            if self.control
            else N_("Approve “%(title)s”")
        )

    @property
    def address(self) -> tuple[str, int]:
        return ("exceptions.show" if self.control else "policies.version"), self.id

    def called(self, language: str) -> str:
        name = self.name_en if language == "en" and self.name_en else self.name
        return f"E{self.id} {name} {self.control}" if self.control else name


def waiting_requests(on: date) -> list[Request]:
    """Rules first, each kind in the order of asking."""
    rules = (
        PolicyVersion.select(
            PolicyVersion.id, PolicyVersion.requested_by, SQL("''"), Policy.title, Policy.title_en
        )
        .join(Policy)
        .where(PolicyVersion.state == OfRule.REQUESTED)
    )
    held = (UnitVersion.valid_from <= on) & (
        UnitVersion.valid_to.is_null() | (UnitVersion.valid_to > on)
    )
    exceptions = (
        Deviation.select(
            Deviation.id, Deviation.requested_by, Deviation.control, UnitVersion.name,
            UnitVersion.name_en,
        )
        .join(UnitVersion, JOIN.LEFT_OUTER, on=(UnitVersion.unit == Deviation.unit) & held)
        .where(Deviation.state == OfException.REQUESTED)
    )  # fmt: skip
    found = [
        Request(id, by, control, name or "", name_en or "")
        for id, by, control, name, name_en in (rules + exceptions).tuples()
    ]
    return sorted(found, key=lambda each: (bool(each.control), each.id))
