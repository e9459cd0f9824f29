"""The inputs of a summary, read from the tables in a constant number of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from secaudit import __version__
from secaudit.calendar.fiscal import fiscal_label, year_before
from secaudit.calendar.moments import to_tokyo
from secaudit.catalogue.controls import Catalogue
from secaudit.catalogue.succession import renamed_over
from secaudit.errors import Missing
from secaudit.incidents.listing import Totals
from secaudit.incidents.reading import totals_of_year as incident_totals
from secaudit.journal import tree
from secaudit.journal.models import JournalHead
from secaudit.metrics.variant import STANDARD, Variant
from secaudit.organisation.settings import settings
from secaudit.reports.audit_facts import finding_facts, judged_facts
from secaudit.reports.building import build_summary
from secaudit.reports.counting import Tally
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
from secaudit.reports.pairing import by_ids_of_now, pairs, sharing, with_controls
from secaudit.reports.sheets import sheet_facts
from secaudit.reports.summary import Summary
from secaudit.reports.trends import unchanged
from secaudit.reports.year_ago import known_since
from secaudit.selfcheck.kinds import FINAL, PeriodState
from secaudit.selfcheck.models import Period
from secaudit.selfcheck.reading import catalogue_of, periods

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
    year, last = years(of, previous, unit)
    return Inputs(
        at=at,
        on=on,
        city={"ja": chosen["city_name"], "en": chosen["city_name_en"] or chosen["city_name"]},
        year=year,
        last=last,
        cells=cells,
        known_since=known_since() if last and unit is None else None,
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


def years(of: Period, previous: Period | None, unit: int | None = None) -> tuple[Year, Year | None]:
    both = [each for each in (of, previous) if each is not None]
    sheets = sheet_facts([each.id for each in both])
    if unit is not None:
        sheets = only(unit, of.id, sheets)
    year = _year(of, sheets[of.id])
    if previous is None:
        return year, None
    renaming = renamed_over([e for e in (previous.edition, of.edition) if e])
    last = by_ids_of_now(_year(previous, sheets[previous.id]), year.controls, renaming)
    common = pairs(year.controls, last.controls, year.sheets, last.sheets)
    return (
        sharing(year, common.now, common.controls),
        sharing(last, common.before, common.controls),
    )


def only(unit: int, period: int, sheets: dict[int, list[SheetFact]]) -> dict:
    own = [each for each in sheets[period] if each.unit == unit]
    before = {id for each in own for id in each.before}
    return {
        each: own if each == period else [s for s in some if s.id in before]
        for each, some in sheets.items()
    }


def several_years(of: Period, all_periods: list[Period], most: int) -> list[Year]:
    """This period and the final ones before it, the oldest first. `shared` is what every year asks
    with the same meaning."""
    chosen = until(of, all_periods, most)
    sheets = sheet_facts([each.id for each in chosen])
    found = by_newest_ids([_year(each, sheets[each.id]) for each in chosen], chosen)
    same = unchanged(found)
    return [sharing(year, year.sheets_counted, same) for year in found]


def by_newest_ids(years: Sequence[Year], periods: Sequence[Period]) -> list[Year]:
    """The years of these periods, the oldest first, with their controls called as in the newest."""
    renaming = renamed_over([each.edition for each in periods if each.edition])
    return [by_ids_of_now(year, years[-1].controls, renaming) for year in years]


def until(of: Period, all_periods: list[Period], most: int) -> list[Period]:
    """This period and the final ones before it, the oldest first."""
    order = (of.fiscal_year, of.number)
    earlier = [p for p in all_periods if p.state in FINAL and (p.fiscal_year, p.number) < order]
    return sorted([of, *earlier[: most - 1]], key=lambda each: (each.fiscal_year, each.number))


def _year(of: Period, sheets: list[SheetFact]) -> Year:
    lines = {each.id: each.letters for each in sheets if not each.exempted}
    return replace(
        year_of(of, lines),
        chapters=chapter_facts(catalogue_of(of)),
        sheets=tuple(sheets),
        variant=variant_of(of),
    )


def year_of(of: Period, lines: Mapping[int, str]) -> Year:
    """With the answers alone: `lines` by sheet."""
    year = Year(period_fact(of), tally=Tally(lines))
    return with_controls(year, control_facts(catalogue_of(of)))


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


def position() -> Position:
    """How far the journal went, with the root of its tree."""
    head = JournalHead.get_by_id(1)
    return Position(head.size, tree.root(tree.unpack(head.frontier)).hex(), head.origin)
