"""The example city for a module of tests: built once, then each test sees what those before it left."""

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import time_machine
from flask import Flask

from secaudit.app import create_app
from secaudit.calendar import clock
from secaudit.catalogue.installed import shipped
from secaudit.database import db
from secaudit.example.build import build
from secaudit.launching import make_tables
from secaudit.organisation import settings
from tests.conftest import KEY, TODAY

DEPARTMENTS, YEARS = 12, 2


@dataclass(frozen=True)
class Shiomi:
    app: Flask
    folder: Path


@contextmanager
def shiomi(folder: Path):
    """Two years and the one that is under way, on the day of the tests."""
    app = create_app(folder, SECRET_KEY=KEY, DATABASE_URL=f"sqlite:///{folder}/t.db", TESTING=True)
    settings.forget()
    with time_machine.travel(TODAY, tick=True), app.app_context():
        make_tables()
        controls = shipped(app.config["CONTROLS"])
        build(controls, today=clock.today(), years=YEARS, departments=DEPARTMENTS)
        yield Shiomi(app, folder)
        db.close_all()
