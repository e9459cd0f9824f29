"""The example city, built once with the real actions and copied for each test that wants it."""

import os
import shutil

import pytest
import time_machine

from secaudit.app import create_app
from secaudit.calendar import clock
from secaudit.catalogue.installed import shipped
from secaudit.database import db
from secaudit.example.build import build
from secaudit.launching import make_tables
from secaudit.organisation import settings
from tests import postgres
from tests.conftest import KEY, TODAY

TEMPLATE = "security_template"


def at(url: str, folder) -> None:
    made = create_app(folder, SECRET_KEY=KEY, DATABASE_URL=url, TESTING=True)
    made.config["PROPAGATE_EXCEPTIONS"] = False
    settings.forget()
    clock.shift(0)
    return made


def empty_database(folder) -> str:
    if not os.environ.get("TEST_POSTGRES"):
        return f"sqlite:///{folder}/t.db"
    postgres._admin(f"DROP DATABASE IF EXISTS {TEMPLATE}")
    postgres._admin(
        f"CREATE DATABASE {TEMPLATE} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
    )
    return postgres._named(TEMPLATE)


def copied(folder, target) -> str:
    if not os.environ.get("TEST_POSTGRES"):
        shutil.copy(folder / "t.db", target / "t.db")
        return f"sqlite:///{target}/t.db"
    name = f"security_{os.getpid()}"
    postgres._admin(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    postgres._admin(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    return postgres._named(name)


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """A folder with the example city: twelve departments, last year and this one."""
    folder = tmp_path_factory.mktemp("shiomi")
    with time_machine.travel(TODAY, tick=True):
        app = at(empty_database(folder), folder)
        with app.app_context():
            make_tables()
            controls = shipped(app.config["CONTROLS"])
            build(controls, today=clock.today(), years=1, departments=12)
        db.close_all()
    return folder


@pytest.fixture
def shiomi(built, tmp_path):
    """A copy of it that a test may change."""
    with time_machine.travel(TODAY, tick=True):
        yield at(copied(built, tmp_path), tmp_path)
        db.close_all()
