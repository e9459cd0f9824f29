"""The example city: two years and the one that is under way, on the day of the tests."""

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import time_machine
from flask import Flask

from secaudit.access.roles import Role
from secaudit.app import create_app
from secaudit.calendar import clock
from secaudit.catalogue.installed import shipped
from secaudit.database import db
from secaudit.example.build import build
from secaudit.launching import make_tables
from secaudit.organisation import settings
from secaudit.people.reading import holders
from tests.conftest import KEY, TODAY
from tests.page import Browser

DEPARTMENTS, YEARS = 12, 2


@dataclass(frozen=True)
class Shiomi:
    app: Flask
    folder: Path

    def browser_of(self, role: Role) -> Browser:
        return Browser(self.app, holders(role, clock.today())[0])


def build_in(folder: Path) -> None:
    with opened(folder) as app:
        make_tables()
        controls = shipped(app.config["CONTROLS"])
        build(controls, today=clock.today(), years=YEARS, departments=DEPARTMENTS)


@contextmanager
def opened(folder: Path):
    app = create_app(folder, SECRET_KEY=KEY, DATABASE_URL=f"sqlite:///{folder}/t.db", TESTING=True)
    settings.forget()
    with time_machine.travel(TODAY, tick=True), app.app_context():
        yield app
        db.close_all()
