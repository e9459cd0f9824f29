"""What waits for an approval, out of five tables in one statement."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN, SQL

from secaudit.audits.lifecycle import State as OfAudit
from secaudit.audits.models import Engagement
from secaudit.audits.programme.kinds import Standing
from secaudit.audits.programme.models import AnnualPlan, Programme
from secaudit.database import db
from secaudit.exceptions.kinds import State as OfException
from secaudit.exceptions.models import Deviation
from secaudit.findings.reading import uninstructed_audits
from secaudit.organisation.models import UnitVersion
from secaudit.policies.kinds import State as OfRule
from secaudit.policies.models import Policy, PolicyVersion

NONE = SQL("''")


class Waiting(NamedTuple):
    """`detail`: what the name needs beside it, the control of an exception for example."""

    source: str
    id: int
    by: int  # who planned it or asked for it
    detail: str
    name: str
    name_en: str

    def called(self, language: str) -> str:
        if self.source == "year":
            return str(self.id)
        name = self.name_en if language == "en" and self.name_en else self.name or ""
        return f"E{self.id} {name} {self.detail}" if self.source == "exception" else name


def audits(visible: Any) -> Any:
    """Plans of audits, and audits whose findings the departments are to be told to mend."""
    waits = (Engagement.state == OfAudit.PLANNED) | Engagement.id.in_(uninstructed_audits())
    columns = (Engagement.id, Engagement.planned_by, Engagement.state, Engagement.title, NONE)
    return visible.where(waits).order_by().select(SQL("'audit'"), *columns)


def programmes() -> Any:
    columns = (Programme.id, Programme.planned_by, NONE, Programme.title, NONE)
    rows = Programme.select(SQL("'programme'"), *columns)
    return rows.where(Programme.state == Standing.PLANNED)


def years() -> Any:
    columns = (AnnualPlan.fiscal_year, AnnualPlan.planned_by, NONE, NONE, NONE)
    return AnnualPlan.select(SQL("'year'"), *columns).where(AnnualPlan.state == Standing.PLANNED)


def rules() -> Any:
    columns = (PolicyVersion.id, PolicyVersion.requested_by, NONE, Policy.title, Policy.title_en)
    rows = PolicyVersion.select(SQL("'rule'"), *columns).join(Policy)
    return rows.where(PolicyVersion.state == OfRule.REQUESTED)


def exceptions(on: date) -> Any:
    held = (UnitVersion.valid_from <= on) & (
        UnitVersion.valid_to.is_null() | (UnitVersion.valid_to > on)
    )
    columns = (Deviation.id, Deviation.requested_by, Deviation.control)
    rows = Deviation.select(SQL("'exception'"), *columns, UnitVersion.name, UnitVersion.name_en)
    return rows.join(
        UnitVersion, JOIN.LEFT_OUTER, on=(UnitVersion.unit == Deviation.unit) & held
    ).where(Deviation.state == OfException.REQUESTED)


def read(queries: Iterable[Any]) -> list[Waiting]:
    """Of several of the queries above; nothing is asked where there are none."""
    every = list(queries)
    if not every:
        return []
    union = every[0]
    for query in every[1:]:
        union = union + query
    return [Waiting(*row) for row in db.execute(union).fetchall()]
