"""A migrated database for every test: made once a session, copied for each (or, on PostgreSQL,
emptied). Real commits; no mocks of our own code."""

import copy
import os
import shutil
from datetime import UTC, datetime

import hypothesis
import pytest
import time_machine

from secaudit.app import create_app, turn_to
from secaudit.database import db
from secaudit.launching import make_tables
from secaudit.organisation import settings
from tests import city as example
from tests import postgres
from tests.page import Browser
from tests.selection import pytest_collection_modifyitems, pytest_terminal_summary  # noqa: F401
from tests.statements import statements  # noqa: F401

# How long an example takes says how busy the machine is, and nothing of what is tested.
hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")

KEY = "a key for tests only, longer than thirty-two bytes"
ANY = "sqlite:///:memory:"  # of the application that no test has moved to its folder yet
TODAY = datetime(2026, 10, 22, 0, 0, tzinfo=UTC)  # 9 o'clock in Tokyo, a Thursday


@pytest.fixture(autouse=True)
def _push_request_context():
    """pytest-flask keeps one context open for a whole test, in which a second visitor would be
    taken for the first (Flask-Login keeps the user in it). Tests here open their own."""
    yield


@pytest.fixture(scope="session")
def made_once(tmp_path_factory):
    """The templates that databases are copied from: empty tables, and the small city in them."""
    folder = tmp_path_factory.mktemp("made")
    for purpose in ("empty", "city"):
        url = postgres.template(purpose) if on_postgres() else f"sqlite:///{folder}/{purpose}.db"
        with time_machine.travel(TODAY, tick=True):
            app = create_app(folder, SECRET_KEY=KEY, DATABASE_URL=url)
            with app.app_context():
                make_tables()
            if purpose == "city":
                example.build()
        db.close()
        db.close_all()
    return folder


def on_postgres() -> bool:
    return bool(os.environ.get("TEST_POSTGRES"))


@pytest.fixture(scope="session")
def product(made_once):
    """The application, and its settings as they were made: making it takes as long as a test."""
    app = create_app(made_once, SECRET_KEY=KEY, DATABASE_URL=ANY, TESTING=True)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app, copy.deepcopy(dict(app.config))


def moved(product, folder, url):
    """The application as if it had just been made on that folder. The shipped controls are read
    once for all."""
    app, made = product
    app.instance_path = str(folder)
    app.config.clear()
    app.config.update(copy.deepcopy(made), DATABASE_URL=url)
    app.config["LOCAL_CONTROLS"] = f"{folder}/controls"
    turn_to(app)
    return app


@pytest.fixture
def app(product, made_once, tmp_path, request):
    purpose = "city" if "city" in request.fixturenames else "empty"
    if on_postgres():
        url = postgres.copy(purpose)
    else:
        shutil.copy(made_once / f"{purpose}.db", tmp_path / "t.db")
        url = f"sqlite:///{tmp_path}/t.db"
    with time_machine.travel(TODAY, tick=True):
        settings.forget()
        yield moved(product, tmp_path, url)
        if not db.is_closed():
            db.close()
        db.close_all()
        if on_postgres():
            postgres.drop(url)


@pytest.fixture
def city(app):
    """A small city with named people; see tests/city.py."""
    return example.find()


@pytest.fixture
def browse(app, city):
    """`browse(hanako)` is Hanako's browser; `browse()` a stranger's."""

    def open_browser(person=None) -> Browser:
        return Browser(app, person)

    return open_browser
