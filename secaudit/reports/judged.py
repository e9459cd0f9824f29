"""What stands behind the audited figures: each judgement with its working paper. One statement."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from secaudit.audits.models import Engagement, WorkingPaper
from secaudit.fieldwork.judging import Judgement
from secaudit.fieldwork.models import PaperItem
from secaudit.reports.audit_facts import judged_fact, judged_items
from secaudit.reports.inputs import JudgedFact, Text
from secaudit.selfcheck.kinds import Value
from secaudit.selfcheck.reading import is_counted


@dataclass(frozen=True)
class Cell:
    """One control of one department, as declared and as judged."""

    fact: JudgedFact
    judgement: Judgement
    value: Value | None  # as declared; none where the sheet was not handed in or did not ask it
    department: Text
    paper: int
    engagement: int
    title: str  # of the audit

    @property
    def differs(self) -> bool:
        """Declared implemented, judged otherwise."""
        return bool(self.fact.declared_implemented) and self.judgement != Judgement.CONFORMING


@dataclass(frozen=True)
class Behind:
    cells: list[Cell]
    hidden: int  # of audits that the reader has no part in


def behind(period: int, controls: Collection[str], engagements: set[int] | None) -> Behind:
    """The judgements on these controls; `engagements`: whose the reader may see (None: of all)."""
    found = [_cell(row) for row in _rows(period) if row.control in controls]
    shown = [cell for cell in found if engagements is None or cell.engagement in engagements]
    return Behind(shown, len(found) - len(shown))


def _rows(period: int) -> Any:
    more = (
        WorkingPaper.id.alias("paper"),
        WorkingPaper.name,
        WorkingPaper.name_en,
        Engagement.id.alias("audit"),
        Engagement.title,
    )
    order = (Engagement.issued_on, WorkingPaper.id, PaperItem.control)
    return judged_items(period).select_extend(*more).order_by(*order)


def _cell(row: Any) -> Cell:
    fact = judged_fact(row)
    return Cell(
        fact,
        Judgement(fact.verdict),
        Value(row.value) if row.value and is_counted(row) else None,
        {"ja": row.name, "en": row.name_en or row.name},
        row.paper,
        row.audit,
        row.title,
    )
