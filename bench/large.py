"""`python -m bench.large`: a city or a prefecture as large as asked for, its rows poured in.

The example city is made by the real actions and asks the core questions; this one asks every
department every question, and its answers are written past the journal, so that a million of them
take seconds. What is measured is reading: pages, files, what `journal verify` compares, memory.

    python -m bench.large --files                        200 departments, 193 questions, 5 years
    python -m bench.large --years 10                     no page slower by more than a fifth
    python -m bench.large --departments 5200 --years 1   a million answers in one period
"""

import argparse
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from random import Random

from flask import Flask

from bench import databases, earlier, memory
from bench.measure import Measured, measure, printed
from bench.pages import Visitor, holder
from secaudit.access.guard import COMMAND
from secaudit.access.roles import Role
from secaudit.accounts.actions import open_account
from secaudit.app import create_app
from secaudit.calendar import clock
from secaudit.catalogue.controls import Catalogue
from secaudit.catalogue.installed import publish, shipped
from secaudit.database import db
from secaudit.journal.actions import record
from secaudit.launching import make_tables, write_config
from secaudit.metrics.variant import STANDARD
from secaudit.organisation.kinds import Kind
from secaudit.organisation.models import Unit, UnitVersion
from secaudit.people.models import Assignment, Person
from secaudit.reports import files
from secaudit.reports.reading import chosen_period
from secaudit.selfcheck import counted
from secaudit.selfcheck.kinds import PeriodState, SheetState, Value
from secaudit.selfcheck.models import Answer, Period, Sheet

THIS_YEAR, START = 2026, date(2015, 4, 1)
VALUES = [each.value for each in Value]
WEIGHTS = [80, 8, 5, 5, 2]  # of a hundred answers
ANSWER = (
    "insert into answer (version, entry, sheet_id, period_id, unit_id, chapter, control, revision,"
    " asked, value, reason, same_years, source, answered_at)"
    " values (1, 0, ?, ?, ?, ?, ?, ?, true, ?, '', 0, 'web', ?)"
)
PAGES = ("/overview", "/overview/heat-map", "/overview/trend", "/overview/answers?chapter=AST")


def poured(folder: Path, departments: int, years: int, address: str = "") -> Flask:
    """The database, filled once in the folder."""
    fresh = write_config(folder, **databases.settings(address))
    app = create_app(folder)
    if fresh:
        with app.app_context():
            make_tables()
            with db.atomic():
                _pour(shipped(app.config["CONTROLS"]), departments, years)
    return app


def _pour(catalogue: Catalogue, departments: int, years: int) -> None:
    units, random = _offices(departments), Random(16)
    edition = publish(catalogue, by=COMMAND, at=clock.now())
    before: list[Sheet] = []
    last: Period | None = None
    for year in range(THIS_YEAR - years + 1, THIS_YEAR + 1):
        period = _period(year, edition, last)
        sheets = [_sheet(period, unit, n, catalogue, before) for n, unit in enumerate(units)]
        record(COMMAND, "bench.year", period, [period, *sheets], at=clock.now())
        _write(_answers(sheets, catalogue, random))
        counted.CountedSheet.delete().where(
            counted.CountedSheet.sheet.in_(Sheet.select(Sheet.id).where(Sheet.period == period))
        ).execute()
        counted.follow(sheets)
        before, last = sheets, period


def _write(answers: Iterator[tuple]) -> None:
    """Past peewee, in the way of marking places that the driver has."""
    statement = ANSWER.replace("?", db.obj.param)
    db.connection().cursor().executemany(statement, answers)


def _offices(departments: int) -> list[Unit]:
    top = Unit(kind=Kind.BODY, opened_on=START, facts=[])
    units = [Unit(kind=Kind.DEPARTMENT, opened_on=START, facts=[]) for _ in range(departments)]
    versions = [
        UnitVersion(
            unit=unit, valid_from=START, code=f"{n:04}", name=f"第{n}課" if n else "知事",
            name_en=f"Department {n}", parent=top if n else None, position=n,
        )
        for n, unit in enumerate([top, *units])
    ]  # fmt: skip
    ciso = Person(number="000001", name="副知事", name_en="Vice Governor")
    held = Assignment(person=ciso, role=Role.CISO, unit=None, title="副知事", valid_from=START)
    record(COMMAND, "bench.offices", "city:1", [top, *units, *versions, ciso, held], at=clock.now())
    open_account(ciso, by=COMMAND, at=clock.now())
    return units


def _period(year: int, edition, last: Period | None) -> Period:
    now = year == THIS_YEAR
    return Period(
        fiscal_year=year,
        opens_on=date(year, 10, 1),
        due_on=date(year, 10, 30),
        reference_date=date(year, 9, 30),
        state=PeriodState.OPEN if now else PeriodState.FROZEN,
        core_only=False,
        edition=edition,
        previous=last,
        organisation_date=date(year, 9, 30),
        settings=STANDARD.as_data(),
        opened_at=datetime(year, 10, 1),
    )


def _sheet(period: Period, unit: Unit, place: int, catalogue: Catalogue, before) -> Sheet:
    final = period.state == PeriodState.FROZEN
    return Sheet(
        period=period,
        target=f"unit:{unit.id}",
        unit=unit,
        code=f"{place:04}",
        name=f"第{place + 1}課",
        path=[unit.id, 1],
        lineage=[unit.id],
        before=[before[place].id] if before else [],
        position=place,
        questions=[control.id for control in catalogue.controls],
        state=SheetState.FROZEN if final else SheetState.CONFIRMED,
        frozen_from=SheetState.CONFIRMED if final else None,
        submitted_at=datetime(period.fiscal_year, 10, 20),
    )


def _answers(sheets: list[Sheet], catalogue: Catalogue, random: Random) -> Iterator[tuple]:
    asked = [(each.chapter, each.id, each.revision) for each in catalogue.controls]
    for sheet in sheets:
        period, at = sheet.period_id, sheet.submitted_at.isoformat(" ")
        values = random.choices(VALUES, WEIGHTS, k=len(asked))
        for (chapter, control, revision), value in zip(asked, values, strict=True):
            yield sheet.id, period, sheet.unit_id, chapter, control, revision, value, at


def measured(app: Flask, runs: int, with_files: bool = True) -> Iterator[Measured]:
    """Against the raw SQL of an overview's counts: every answer of both years, once."""
    ciso = Visitor(app, holder(Role.CISO))
    period, every = chosen_period(None)
    assert period is not None
    raw = _counts([each.id for each in every[:2]])
    for page in PAGES:
        yield measure(page, ciso.get(page), runs, raw, "raw SQL counts")
    if with_files:
        with app.test_request_context():
            yield measure("answers XLSX", lambda: _xlsx(period), 3)


def _counts(periods: list[int]) -> Callable[[], object]:
    chosen = ",".join(map(str, periods))
    raw = (
        "select period_id, chapter, value, count(*) from answer"
        f" where asked and period_id in ({chosen}) group by period_id, chapter, value"
    )
    return lambda: db.execute_sql(raw).fetchall()


def _xlsx(period: Period) -> int:
    return len(files.answers_file(period, "xlsx", clock.now()).content)


def kept(app: Flask) -> Measured:
    """What `journal verify` compares: every row that is kept with the answers it comes from."""
    return measure("journal verify: counted rows", lambda: len(list(counted.differing())), 1)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--departments", type=int, default=200)
    options.add_argument("--years", type=int, default=5)
    options.add_argument("--runs", type=int, default=9)
    options.add_argument("--data", type=Path, help="keep the database here and use it again")
    options.add_argument("--files", action="store_true", help="the XLSX of all answers too")
    databases.add_choice(options)
    asked = options.parse_args()
    for name, folder, address in databases.cities(asked):
        app = poured(folder, asked.departments, asked.years, address)
        with app.app_context():
            print(f"{name}: {Answer.select().count():,} answers in {asked.years} years")
            rows = [*measured(app, asked.runs, asked.files), kept(app)]
            print(printed([*rows, *earlier.measured(app, 3)]))
        print(memory.of_worker("large", folder))


if __name__ == "__main__":
    main()
