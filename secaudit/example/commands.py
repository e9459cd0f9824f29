"""`secaudit demo`: the example city, built once and then served."""

import json
from datetime import date, datetime, time
from pathlib import Path

import click
from flask import Flask

from secaudit.calendar import clock
from secaudit.calendar.moments import from_tokyo
from secaudit.catalogue.installed import shipped
from secaudit.database import db
from secaudit.disks import write_at_once
from secaudit.example import surveys
from secaudit.example.accounts import PASSWORD, Guest, let_in
from secaudit.example.build import FIRST_DAY, build
from secaudit.launching import make_tables, started, write_config
from secaudit.resources import PACKAGE

GUESTS = "demo-accounts.json"
LOOPBACK = "127.0.0.1"


@click.command()
@click.option("--port", default=8000, type=click.IntRange(1, 65535), show_default=True)
@click.option("--serve/--no-serve", default=True, help="Serve after building.")
@click.option("--departments", default=45, type=click.IntRange(45, 1000), show_default=True)
@click.option("--years", default=3, type=click.IntRange(0, 10), show_default=True)
@click.option(
    "--date", "day", default=FIRST_DAY.isoformat(), show_default=True, help="Its first day."
)
@click.pass_obj
def demo(data: str | None, port: int, serve: bool, departments: int, years: int, day: str):
    """Build the example city 汐見市 (once) and serve it on this machine only."""
    folder = Path(data) if data else PACKAGE.parent / "instance" / "demo"
    today = date.fromisoformat(day)
    fresh = write_config(
        folder,
        DEMO=True,
        BASE_URL=f"http://{LOOPBACK}:{port}",
        CLOCK_OFFSET=int((nine_o_clock(today) - clock.real_now()).total_seconds()),
    )
    app = started(str(folder), BASE_URL=f"http://{LOOPBACK}:{port}")
    _refuse_a_real_city(app)
    if fresh or not (folder / GUESTS).exists():
        _make(app, folder, today, years, departments)
    _print_guests(folder, port)
    if serve:
        from secaudit.serving import run

        run(app, LOOPBACK, port, workers=2)


def nine_o_clock(day: date) -> datetime:
    return from_tokyo(datetime.combine(day, time(9)))


def _refuse_a_real_city(app: Flask) -> None:
    if not app.config["DEMO"]:
        raise click.ClickException("This data folder belongs to a real city. Give another --data.")


def _make(app: Flask, folder: Path, today: date, years: int, departments: int) -> None:
    """Everything in one transaction: a city that was interrupted is begun anew."""
    with app.app_context():
        make_tables()
        click.echo("Building the example city …", err=True)
        with db.atomic():
            story = build(
                shipped(app.config["CONTROLS"]),
                today=today,
                years=years,
                departments=departments,
                say=lambda words: click.echo(f"  {words}", err=True),
            )
            surveys.write(story, Path(app.config["LOCAL_CONTROLS"]) / "surveys")
            guests = let_in(story)
        listed = json.dumps([vars(guest) for guest in guests], ensure_ascii=False, indent=1)
        write_at_once(folder / GUESTS, listed.encode())


def _print_guests(folder: Path, port: int) -> None:
    click.echo(f"\nhttp://{LOOPBACK}:{port}   password for all: {PASSWORD}\n")
    for each in json.loads((folder / GUESTS).read_text()):
        guest = Guest(**each)
        extra = f"   second factor: {guest.second_factor}" if guest.second_factor else ""
        click.echo(f"  {guest.number}  {guest.name}  {guest.what}{extra}")
    click.echo("")
