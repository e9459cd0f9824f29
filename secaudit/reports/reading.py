"""The inputs of a summary, read from the tables in a constant number of statements."""

import json
from collections import namedtuple
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from peewee import JOIN

from secaudit import __version__
from secaudit.calendar.fiscal import fiscal_label, year_before
from secaudit.calendar.moments import to_tokyo
from secaudit.catalogue.controls import Catalogue
from secaudit.catalogue.succession import renamed_over
from secaudit.database import db
from secaudit.errors import Missing
from secaudit.incidents.listing import Totals
from secaudit.incidents.reading import totals_of_year as incident_totals
from secaudit.journal import tree
from secaudit.journal.models import JournalHead
from secaudit.metrics.variant import STANDARD, Variant
from secaudit.organisation.settings import settings
from secaudit.reports.audit_facts import finding_facts, judged_facts
from secaudit.reports.building import build_summary
from secaudit.reports.counting import with_tallies
from secaudit.reports.inputs import (
    ChapterFact,
    ControlFact,
    Inputs,
    LawItem,
    PeriodFact,
    Position,
    SheetFact,
    Text,
    Year,
)
from secaudit.reports.pairing import by_ids_of_now, pairs
from secaudit.reports.summary import Summary
from secaudit.reports.trends import unchanged
from secaudit.selfcheck.kinds import FINAL, Form, PeriodState, SheetState
from secaudit.selfcheck.models import CountedSheet, Period, Sheet
from secaudit.selfcheck.reading import catalogue_of, is_counted, periods

LAW = "law"  # the framework whose items are the ordinance's eight and PI
NOT_OPENED = (PeriodState.DRAFT, PeriodState.APPROVED)


def summary_of(
    of: Period, all_periods: list[Period], at: datetime, cells: bool = False, journal: bool = False
) -> Summary:
    """`cells`: with department × chapter; `journal`: with the journal's position (for paper)."""
    return build_summary(inputs_of(of, all_periods, at, cells, journal))


def inputs_of(
    of: Period,
    all_periods: list[Period],
    at: datetime,
    cells: bool = False,
    journal: bool = False,
    unit: int | None = None,
) -> Inputs:
    """`unit`: that department and what it came from, and nothing else."""
    chosen, on = settings(), to_tokyo(at).date()
    previous = next((each for each in all_periods if each.id == of.previous_id), None)
    year, last = years(of, previous, cells, unit)
    return Inputs(
        at=at,
        on=on,
        city={"ja": chosen["city_name"], "en": chosen["city_name_en"] or chosen["city_name"]},
        year=year,
        last=last,
        items=law_items(catalogue_of(of)),
        law_title=law_title(catalogue_of(of)),
        findings=finding_facts(of.fiscal_year, year_before(on)) if unit is None else (),
        judged=tuple(each for each in judged_facts(of.id) if unit in (None, each.unit)),
        incidents=incident_totals(of.fiscal_year, on) if unit is None else Totals(),
        variant=variant_of(of),
        handling=chosen["handling_mark"],
        position=position() if journal else None,
        product=__version__,
    )


# --- periods --------------------------------------------------------------------------------


def opened(all_periods: list[Period]) -> list[Period]:
    """Periods that have figures, the newest first."""
    return [each for each in all_periods if each.state not in NOT_OPENED]


def chosen_period(id: int | None) -> tuple[Period | None, list[Period]]:
    """The period asked for, else the newest that was opened; and all of them. One statement."""
    found = periods()
    if id is None:
        return next(iter(opened(found)), None), found
    chosen = next((each for each in opened(found) if each.id == id), None)
    if chosen is None:
        raise Missing()
    return chosen, found


def variant_of(of: Period) -> Variant:
    return Variant.of(of.settings) if of.settings else STANDARD


def period_title(of: Period) -> Text:
    if of.title:
        return {"ja": of.title, "en": of.title}
    again = of.number > 1
    return {
        "ja": f"{fiscal_label(of.fiscal_year)} 自己点検"
        + (f"（第{of.number}回）" if again else ""),
        "en": f"Self-check {fiscal_label(of.fiscal_year, 'en')}"
        + (f" no. {of.number}" if again else ""),
    }


def period_fact(of: Period) -> PeriodFact:
    return PeriodFact(
        id=of.id,
        fiscal_year=of.fiscal_year,
        title=period_title(of),
        state=of.state.value,
        final=of.state in FINAL,
        open=of.state == PeriodState.OPEN,
        opens_on=of.opens_on,
        due_on=of.due_on,
        reference_date=of.reference_date,
        edition=of.edition.label if of.edition else "",
        edition_hash=of.edition.hash if of.edition else "",
    )


# --- two years ------------------------------------------------------------------------------


def years(
    of: Period, previous: Period | None, cells: bool, unit: int | None = None
) -> tuple[Year, Year | None]:
    both = [each for each in (of, previous) if each is not None]
    sheets = sheet_facts([each.id for each in both])
    if unit is not None:
        sheets = only(unit, of.id, sheets)
    year = _year(of, sheets[of.id])
    if previous is None:
        return with_tallies(year, (), (), cells), None
    renaming = renamed_over([e for e in (previous.edition, of.edition) if e])
    last = by_ids_of_now(_year(previous, sheets[previous.id]), year.controls, renaming)
    common = pairs(year.controls, last.controls, year.sheets, last.sheets)
    return (
        with_tallies(year, common.now, common.controls, cells),
        with_tallies(last, common.before, common.controls, cells, newest=False),
    )


def only(unit: int, period: int, sheets: dict[int, list[SheetFact]]) -> dict:
    own = [each for each in sheets[period] if each.unit == unit]
    before = {id for each in own for id in each.before}
    return {
        each: own if each == period else [s for s in some if s.id in before]
        for each, some in sheets.items()
    }


def several_years(
    of: Period, all_periods: list[Period], most: int, cells: bool = False
) -> list[Year]:
    """This period and the final ones before it, the oldest first. `shared` is what every year asks
    with the same meaning."""
    order = (of.fiscal_year, of.number)
    earlier = [p for p in all_periods if p.state in FINAL and (p.fiscal_year, p.number) < order]
    chosen = sorted([of, *earlier[: most - 1]], key=lambda each: (each.fiscal_year, each.number))
    sheets = sheet_facts([each.id for each in chosen])
    renaming = renamed_over([each.edition for each in chosen if each.edition])
    now = control_facts(catalogue_of(chosen[-1]))
    found = [by_ids_of_now(_year(each, sheets[each.id]), now, renaming) for each in chosen]
    same = unchanged(found)
    return [with_tallies(year, year.sheets_counted, same, cells) for year in found]


def _year(of: Period, sheets: list[SheetFact]) -> Year:
    catalogue = catalogue_of(of)
    return Year(
        period_fact(of),
        chapter_facts(catalogue),
        control_facts(catalogue),
        tuple(sheets),
        variant=variant_of(of),
    )


def chapter_facts(catalogue: Catalogue) -> tuple[ChapterFact, ...]:
    return tuple(ChapterFact(chapter.id, chapter.title) for chapter in catalogue.chapters)


def control_facts(catalogue: Catalogue) -> tuple[ControlFact, ...]:
    return tuple(
        ControlFact(
            each.id,
            each.chapter,
            each.revision,
            each.mappings.get(LAW, ()),
            each.required,
            each.title,
        )
        for each in catalogue.controls
    )


def law_items(catalogue: Catalogue) -> tuple[LawItem, ...]:
    law = next((each for each in catalogue.frameworks if each.id == LAW), None)
    return tuple(LawItem(id, title) for id, title in law.targets.items()) if law else ()


def law_title(catalogue: Catalogue) -> Text:
    law = next((each for each in catalogue.frameworks if each.id == LAW), None)
    return law.title if law else {}


SHEET_COLUMNS = {
    "id": Sheet.id,
    "period": Sheet.period,
    "unit": Sheet.unit,
    "name": Sheet.name,
    "name_en": Sheet.name_en,
    "bureau": Sheet.bureau,
    "bureau_name": Sheet.bureau_name,
    "bureau_name_en": Sheet.bureau_name_en,
    "position": Sheet.position,
    "state": Sheet.state,
    "frozen_from": Sheet.frozen_from,
    "exempt_reason": Sheet.exempt_reason,
    # As text on every database: hundreds of these are read for one page.
    "due_on": Sheet.due_on.cast("text"),
    "submitted_at": Sheet.submitted_at.cast("text"),
    "questions": Sheet.questions.cast("text"),
    "before": Sheet.before.cast("text"),
    "letters": CountedSheet.letters,
}
SheetRow = namedtuple("SheetRow", SHEET_COLUMNS)  # type: ignore[misc]


def sheet_facts(of: list[int]) -> dict[int, list[SheetFact]]:
    """Departments' sheets by period, in official order. One statement, straight from the driver."""
    query = (
        Sheet.select(*SHEET_COLUMNS.values())
        .join(CountedSheet, JOIN.LEFT_OUTER, on=CountedSheet.sheet == Sheet.id)
        .where(Sheet.period.in_(of) & (Sheet.form == Form.DEPARTMENT))
        .order_by(Sheet.position)
    )
    found: dict[int, list[SheetFact]] = {each: [] for each in of}
    rows: Any = map(SheetRow._make, db.execute(query).fetchall())
    for row in rows:
        found[row.period].append(_sheet_fact(row))
    return found


def _sheet_fact(row: Any) -> SheetFact:
    was = row.frozen_from or row.state
    return SheetFact(
        id=row.id,
        unit=row.unit,
        name={"ja": row.name, "en": row.name_en or row.name},
        bureau={"ja": row.bureau_name, "en": row.bureau_name_en or row.bureau_name},
        bureau_id=row.bureau,
        position=row.position,
        state=row.state,
        counted=is_counted(row),
        confirmed=was == SheetState.CONFIRMED,
        exempted=was == SheetState.EXEMPTED,
        exempt_reason=row.exempt_reason,
        due_on=date.fromisoformat(row.due_on) if row.due_on else None,
        submitted_on=_day(row.submitted_at[:16]) if row.submitted_at else None,
        controls=_questions(row.questions),
        before=tuple(json.loads(row.before)),
        letters=row.letters or "",
    )


@lru_cache(maxsize=1000)
def _questions(text: str) -> tuple[str, ...]:
    """Departments of one kind are asked the same: read once."""
    return tuple(json.loads(text))


@lru_cache(maxsize=4096)
def _day(minute: str) -> date:
    return to_tokyo(datetime.fromisoformat(minute)).date()


def position() -> Position:
    """How far the journal went, with the root of its tree."""
    head = JournalHead.get_by_id(1)
    return Position(head.size, tree.root(tree.unpack(head.frontier)).hex(), head.origin)
