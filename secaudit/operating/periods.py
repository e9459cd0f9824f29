"""`secaudit period`: plan, open, close and freeze a self-check without a browser.

The plan's approval is given in the browser, by a person: a command is nobody's signature.
"""

import json

import click
from flask import current_app

from secaudit.access.guard import COMMAND
from secaudit.calendar import clock
from secaudit.calendar.reading import read_date
from secaudit.catalogue.installed import to_open_with
from secaudit.launching import in_city
from secaudit.selfcheck import reading
from secaudit.selfcheck.actions import opening, periods
from secaudit.selfcheck.kinds import SheetState
from secaudit.selfcheck.models import Period


@click.group()
def period():
    """Plan, open, close and freeze self-checks."""


@period.command("list")
@click.option("--json", "as_json", is_flag=True)
@in_city
def list_periods(as_json: bool) -> None:
    """Every period with its state and how many sheets are confirmed."""
    rows = [_row(each) for each in reading.periods()]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
    else:
        for row in rows:
            click.echo("{id}  {year}-{number}  {state}  {confirmed}/{sheets}".format(**row))


def _row(each: Period) -> dict:
    states = list(reading.sheet_states(each).values())
    done = sum(state in (SheetState.CONFIRMED, SheetState.FROZEN) for state in states)
    return {
        "id": each.id,
        "year": each.fiscal_year,
        "number": each.number,
        "state": each.state.value,
        "confirmed": done,
        "sheets": len(states),
    }


@period.command("plan")
@click.argument("year", type=int)
@click.option("--opens", required=True, help="First day: 2026-10-01, R8.10.1 …")
@click.option("--due", required=True, help="Last day for the departments.")
@click.option("--reference", required=True, help="「この1年間」 ends with this day.")
@in_city
def plan(year: int, opens: str, due: str, reference: str) -> None:
    """A new period as a draft; prints its number."""
    new = periods.Plan(
        fiscal_year=year,
        opens_on=read_date(opens),
        due_on=read_date(due),
        reference_date=read_date(reference),
    )
    click.echo(periods.plan_period(new, by=COMMAND, at=clock.now()).id)


@period.command("open")
@click.argument("id", type=int)
@in_city
def open_(id: int) -> None:
    """Pin catalogue, offices and settings, and give every department its sheet."""
    row = reading.period(id)
    catalogue = to_open_with(current_app.config)
    opening.open_period(id, row.version, catalogue, by=COMMAND, at=clock.now(), on=clock.today())


@period.command("close")
@click.argument("id", type=int)
@in_city
def close(id: int) -> None:
    """No more answers without a late mark."""
    periods.close_period(id, reading.period(id).version, by=COMMAND, at=clock.now())


@period.command("freeze")
@click.argument("id", type=int)
@in_city
def freeze(id: int) -> None:
    """The figures become final."""
    periods.freeze_period(id, reading.period(id).version, by=COMMAND, at=clock.now())
