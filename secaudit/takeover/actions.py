"""Taking over: the questions go to the approver as a new edition, the answers are an earlier period."""

from dataclasses import dataclass
from datetime import date, datetime

from secaudit.access.guard import Actor, require
from secaudit.calendar.fiscal import fiscal_year
from secaudit.catalogue.controls import Catalogue
from secaudit.catalogue.installed import publish
from secaudit.database import Record
from secaudit.editing import actions as editing
from secaudit.editing.files import Files
from secaudit.editing.judging import judged
from secaudit.editing.models import Release
from secaudit.errors import N_, Invalid, Refused
from secaudit.journal.actions import record, transaction
from secaudit.organisation.tree import Office, Tree
from secaudit.selfcheck.actions.opening import pinned_settings
from secaudit.selfcheck.actions.periods import FIRST_YEAR
from secaudit.selfcheck.kinds import Form, PeriodState, SheetState, Source
from secaudit.selfcheck.models import Answer, Period, Sheet
from secaudit.takeover.plan import Plan
from secaudit.takeover.writing import earlier_edition, with_questions

NOT_EARLIER = N_("Give a year before this one, from %(low)s on.")
YEAR_TAKEN = N_("There is a self-check of that year already.")
FAULTS = N_("The file has %(count)s things to put right; nothing was taken over.")
NOT_A_CATALOGUE = N_("The questions cannot stand in the catalogue as they are: %(problem)s")


@dataclass(frozen=True)
class Wish:
    """What the secretariat says beside the file."""

    year: int
    on: date  # the departments as of this day
    label: str  # of the new edition


@dataclass(frozen=True)
class Present:
    """The catalogue and the city's files as they are today."""

    files: Files
    before: Catalogue
    shipped: Catalogue


def check_year(year: int, today: date) -> None:
    """An earlier year in which nobody was asked here."""
    if not FIRST_YEAR <= year < fiscal_year(today):
        raise Invalid(NOT_EARLIER, field="year", low=FIRST_YEAR)
    if Period.select().where(Period.fiscal_year == year).exists():
        raise Invalid(YEAR_TAKEN, field="year")


def take_over(
    plan: Plan, wish: Wish, present: Present, offices: Tree, *, by: Actor, at: datetime, today: date
) -> tuple[Period | None, Release | None]:
    """All of it or nothing."""
    require(by, "edit catalogue")
    require(by, "manage periods")
    if plan.faults:
        raise Refused(FAULTS, count=len(plan.faults))
    with transaction():
        check_year(wish.year, today)
        release, catalogue = _questions(plan, wish, present, by, at, today)
        period = _period(plan, wish, catalogue, offices, by, at) if plan.answers else None
        return period, release


def _questions(
    plan: Plan, wish: Wish, present: Present, by: Actor, at: datetime, today: date
) -> tuple[Release | None, Catalogue]:
    """The new questions as an edition that waits for its approver; the catalogue with them."""
    if not plan.new:
        return None, present.before
    files = with_questions(present.files, plan, wish.label, today)
    found = judged(files, present.shipped, present.before)
    if found.effective is None or found.problems:
        raise Refused(NOT_A_CATALOGUE, problem=str(found.problems[0]))
    now, before, shipped = present.files, present.before, present.shipped
    release = editing.read_in(files, now=now, before=before, shipped=shipped, by=by, at=at)
    return release, found.effective.catalogue


# --- the earlier period ---------------------------------------------------------------------


def _period(
    plan: Plan, wish: Wish, catalogue: Catalogue, offices: Tree, by: Actor, at: datetime
) -> Period:
    then = earlier_edition(catalogue, plan, wish.year)
    period = Period(
        fiscal_year=wish.year,
        opens_on=date(wish.year, 4, 1),
        due_on=date(wish.year + 1, 3, 31),
        reference_date=wish.on,
        state=PeriodState.FROZEN,
        core_only=False,
        edition=publish(then, by=by, at=at),
        organisation_date=wish.on,
        settings=pinned_settings(),
        planned_by=by.person,
        frozen_at=at,
        imported=True,
    )
    sheets: list[Record] = []
    answers: list[Record] = []
    order = [control.id for control in then.controls]
    for place, office in enumerate(_in_order(plan, offices), 1):
        mine = {
            plan.questions[each.number].control: each
            for each in plan.answers.values()
            if each.office.id == office.id
        }
        sheet = _sheet(period, office, offices, place, [id for id in order if id in mine])
        sheets.append(sheet)
        answers += [
            _answer(period, sheet, then, id, given, at)
            for id, given in mine.items()
            if given.value is not None
        ]
    rows: list[Record] = [period, *sheets, *answers]
    record(by, "period.take_over", "period", rows, at=at, year=wish.year, answers=len(answers))
    return period


def _in_order(plan: Plan, offices: Tree) -> list[Office]:
    """In official order; offices of another day at the end."""
    place = {office.id: number for number, office in enumerate(offices)}
    return sorted(plan.offices, key=lambda office: (place.get(office.id, len(place)), office.code))


def _sheet(period: Period, office: Office, offices: Tree, place: int, asked: list[str]) -> Sheet:
    known = offices.get(office.id) is not None
    bureau = offices.bureau(office.id) if known else None
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
        path=offices.above(office.id) if known else [office.id],
        lineage=[office.id],
        position=place,
        facts=sorted(office.facts),
        questions=asked,
        state=SheetState.FROZEN,
        frozen_from=SheetState.CONFIRMED,
    )


def _answer(
    period: Period, sheet: Sheet, edition: Catalogue, id: str, given, at: datetime
) -> Answer:
    control = edition.control(id)
    return Answer(
        sheet=sheet,
        period=period,
        unit=sheet.unit_id,
        chapter=control.chapter,
        control=id,
        revision=control.revision,
        value=given.value,
        reason=given.reason,
        source=Source.EXCEL,
        answered_at=at,
    )
