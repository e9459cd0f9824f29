"""The records move to another database and stay the same."""

import pytest
from peewee import PeeweeException

from secaudit.access.guard import COMMAND
from secaudit.calendar import clock
from secaudit.database import database_at, db, using
from secaudit.journal.actions import record
from secaudit.launching import make_tables
from secaudit.people.models import Person
from tests import postgres
from tests.conftest import on_postgres
from tests.running import run, said


@pytest.fixture
def new(tmp_path):
    """The address of an empty database: of the other kind where a PostgreSQL runs."""
    if not on_postgres():
        yield f"sqlite:///{tmp_path}/new.db"
        return
    url = postgres.copy("empty")
    yield url
    postgres.drop(url)


def hire(name: str) -> None:
    with db.atomic():
        person = Person(number=f"9{name}", name=name)
        record(COMMAND, "person.new", "person:0", [person], at=clock.now())


def test_the_same_journal_with_the_same_root(here, city, new):
    (here / "config.toml").write_text(
        "# the city's own words\n" + (here / "config.toml").read_text()
    )
    before = said(here, "journal", "verify")

    moved = said(here, "move", "--to", new)

    assert said(here, "journal", "verify") == before
    assert (moved["entries"], moved["root"]) == (before["size"], before["root"])
    assert (
        new in (here / "config.toml").read_text()
        and "own words" in (here / "config.toml").read_text()
    )
    with pytest.raises(PeeweeException, match="moved to another database"):
        hire("too late")  # a server that still runs on the old one
    with using(database_at(new)):
        hire("in time")
        db.close_all()
    assert said(here, "journal", "verify")["size"] == before["size"] + 1


def test_interrupted_before_the_end_a_second_run_finishes(here, city, new):
    config = (here / "config.toml").read_text()
    first = said(here, "move", "--to", new)
    (here / "config.toml").write_text(config)  # as if the power had failed just before

    assert said(here, "move", "--to", new) == first


def test_a_database_that_is_somebodys_is_left_alone(app, here, city, new):
    with using(database_at(new)):
        make_tables()
        hire("somebody")
        db.close_all()
    config = (here / "config.toml").read_text()

    refused = run(here, "move", "--to", new, status=2)

    assert "other records" in refused.stderr and "空の" in refused.stderr
    assert (here / "config.toml").read_text() == config
    hire("still here")
    assert "already" in run(here, "move", "--to", app.config["DATABASE_URL"], status=2).stderr
