"""Opening a period: edition, offices and settings are pinned, each department gets its sheet."""

from datetime import date, datetime

from secaudit.access.guard import Actor, require
from secaudit.catalogue.editions import Catalogue, department_questions
from secaudit.catalogue.installed import publish
from secaudit.errors import N_, Refused
from secaudit.journal.actions import record, transaction
from secaudit.metrics.variant import Variant
from secaudit.organisation.reading import lineages, tree
from secaudit.organisation.settings import settings
from secaudit.organisation.tree import Office, Tree
from secaudit.selfcheck.actions.periods import locked
from secaudit.selfcheck.actions.targets import other_sheets
from secaudit.selfcheck.kinds import Form
from secaudit.selfcheck.models import Period, Sheet
from secaudit.selfcheck.reading import previous_period, sheets_of
from secaudit.selfcheck.states import next_period_state


def open_period(
    id: int, version: int, catalogue: Catalogue, *, by: Actor, at: datetime, on: date
) -> Period:
    """From now on departments answer. Nothing that changes later in the catalogue, the offices or
    the settings changes this period."""
    with transaction():
        require(by, "manage periods")
        period = locked(id, version)
        period.state = next_period_state("open", period.state)
        offices = tree(on)
        if not offices.answering():
            raise Refused(
                N_("There is no department yet that could answer. Add departments first.")
            )
        period.edition = publish(catalogue, by=by, at=at)
        period.previous = previous_period(period)
        period.organisation_date, period.opened_at = on, at
        period.settings = pinned_settings()
        period.small_group = settings()["small_group"]
        sheets = make_sheets(period, catalogue, offices)
        sheets += other_sheets(period, catalogue, offices, on, sheets)
        record(by, "period.open", period, [period, *sheets], at=at, edition=period.edition.hash)
        return period


def pinned_settings() -> dict:
    """How this period's figures are counted."""
    chosen = settings()
    return Variant(
        unknown_is_grasped=chosen["unknown_is_grasped"],
        target=chosen["target_percent"],
        shows_weighted=chosen["shows_weighted"],
    ).as_data()


def make_sheets(period: Period, catalogue: Catalogue, offices: Tree) -> list[Sheet]:
    """One sheet for each department, in official order, with the questions that apply to it."""
    answering = offices.answering()
    history = lineages({office.id for office in answering})
    before: dict[int, list[int]] = {}
    for sheet in sheets_of(period.previous) if period.previous else []:
        if sheet.form == Form.DEPARTMENT:
            before.setdefault(sheet.unit_id, []).append(sheet.id)
    return [
        _sheet(period, catalogue, offices, office, place, history[office.id], before)
        for place, office in enumerate(answering, 1)
    ]


def _sheet(
    period: Period,
    catalogue: Catalogue,
    offices: Tree,
    office: Office,
    place: int,
    lineage: set[int],
    before: dict[int, list[int]],
) -> Sheet:
    bureau = offices.bureau(office.id)
    asked = department_questions(catalogue, office.facts, core_only=period.core_only)
    return Sheet(
        period=period,
        form=Form.DEPARTMENT,
        target=f"unit:{office.id}",
        unit=office.id,
        code=office.code,
        name=office.name,
        name_en=office.name_en,
        bureau=bureau.id if bureau else None,
        bureau_name=bureau.name if bureau else "",
        bureau_name_en=bureau.name_en if bureau else "",
        path=offices.above(office.id),
        lineage=sorted(lineage),
        before=[id for unit in sorted(lineage) for id in before.get(unit, [])],
        position=place,
        facts=sorted(office.facts),
        questions=[control.id for control, _question in asked],
    )
