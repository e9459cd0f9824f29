"""One example city, one server, one Chromium for all tests of this folder."""

import fcntl
import json
import shutil
import threading
from contextlib import contextmanager
from dataclasses import asdict

import pytest
import time_machine
from werkzeug.serving import WSGIRequestHandler, make_server

from secaudit.app import create_app
from secaudit.calendar import clock
from secaudit.catalogue.installed import shipped
from secaudit.database import db
from secaudit.example.build import build
from secaudit.launching import make_tables
from secaudit.organisation import settings
from secaudit.people.models import Person
from tests.browser import waiting
from tests.browser.crawler import Visit, crawl
from tests.browser.looking import WIDE, Eye
from tests.conftest import KEY, TODAY
from tests.page import Browser
from tests.selection import browser as chromium_here

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
DEPARTMENTS, YEARS = 12, 2


def app_on(folder):
    """Always SQLite: how a page looks does not depend on where its rows lie."""
    app = create_app(folder, SECRET_KEY=KEY, DATABASE_URL=f"sqlite:///{folder}/t.db", TESTING=True)
    app.config["TRUSTED_HOSTS"] = ["127.0.0.1", "localhost"]
    settings.forget()
    clock.shift(0)
    return app


@contextmanager
def only_one(folder):
    """While one worker builds, the others wait for what it builds."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def shiomi(tmp_path_factory):
    """The folder of the city: its database, and in `visits` what there is to look at."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if base.name.startswith("popen-") else base) / "shiomi"
    folder.mkdir(exist_ok=True)
    with only_one(folder), time_machine.travel(TODAY, tick=True):
        if not (folder / "visits").exists():
            visits = crawl(built_in(folder))
            (folder / "visits").write_text(json.dumps([asdict(each) for each in visits]))
            db.close_all()
    return folder


def built_in(folder):
    app = app_on(folder)
    with app.app_context():
        make_tables()
        controls = shipped(app.config["CONTROLS"])
        story = build(controls, today=clock.today(), years=YEARS, departments=DEPARTMENTS)
        waiting.add(story)
    return app


@pytest.fixture(scope="session")
def visits(shiomi) -> list[Visit]:
    return [Visit(**each) for each in json.loads((shiomi / "visits").read_text())]


class Quiet(WSGIRequestHandler):
    def log_request(self, *_about):
        """Nobody reads it."""


@pytest.fixture(scope="package")
def site(shiomi, tmp_path_factory):
    """The application on a copy of the city, and its address while it is served."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copy(shiomi / "t.db", folder / "t.db")
    with time_machine.travel(TODAY, tick=True):
        app = app_on(folder)
        serving = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
        thread = threading.Thread(target=serving.serve_forever, daemon=True)
        thread.start()
        yield app, f"http://127.0.0.1:{serving.port}"
        serving.shutdown()
        thread.join()
        serving.server_close()
        db.close_all()


@pytest.fixture(scope="package")
def chromium(site):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_here(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def eyes(site, chromium):
    """`eyes(person, language)`: a tab of theirs, kept for all their pages."""
    app, address = site
    open_eyes: dict[tuple, Eye] = {}

    def eye(person: int | None, language: str) -> Eye:
        if (person, language) not in open_eyes:
            context = chromium.new_context(locale="ja-JP")
            context.add_cookies([cookie(app, person, language, address)])
            open_eyes[person, language] = Eye(context.new_page(), address)
        return open_eyes[person, language]

    yield eye
    for each in open_eyes.values():
        each.page.context.close()


def cookie(app, person: int | None, language: str, address: str) -> dict[str, str]:
    """The session of a browser in which that language was chosen."""
    with app.app_context():
        browser = Browser(app, person and Person.get_by_id(person))
    browser.client.get("/sign-in")
    app.config["WTF_CSRF_ENABLED"] = False  # a stranger has no form token yet
    browser.client.post("/language", data={"language": language, "next": "/"})
    app.config["WTF_CSRF_ENABLED"] = True
    value = browser.client.get_cookie("secaudit").value
    return {"name": "secaudit", "value": value, "url": address}


@pytest.fixture
def look(eyes):
    def look_at(visit: Visit, language: str, **how) -> list[str]:
        return eyes(visit.person, language).look(visit.address, language, **how)

    return look_at


@pytest.fixture
def tab(eyes, visits):
    """`tab("head", "findings.show")`: the first such page that the role finds, opened."""

    def open_tab(role: str, endpoint: str, state: str = "", language: str = "ja", query: str = ""):
        found = next(
            visit
            for visit in visits
            if (visit.role, visit.endpoint) == (role, endpoint) and state in visit.state
        )
        eye = eyes(found.person, language)
        eye.page.set_viewport_size(WIDE)
        eye.page.goto(eye.origin + found.address.partition("?")[0] + query)
        return eye.page

    return open_tab
