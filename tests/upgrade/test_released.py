"""The databases of released versions, upgraded to this one. `fixtures/VERSION.db.xz` is the example
city of twelve departments as that version made it, without sessions and one-time codes."""

import lzma
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from playhouse.pool import PooledSqliteDatabase

from tests.running import configure, run, said

FIXTURES = Path(__file__).parent / "fixtures"
RELEASED = {  # version -> entries and root of the journal as they were released
    "0.1.0": (2448, "722aad1af1e054f3731da57106720317fd7ec6b7e74645fd9bf6b339020e2d98"),
}


@pytest.fixture
def released(app, tmp_path):
    """A data folder with the database of that version."""

    def of(version: str) -> Path:
        folder = configure(tmp_path / version)
        packed = (FIXTURES / f"{version}.db.xz").read_bytes()
        (folder / "secaudit.db").write_bytes(lzma.decompress(packed))
        return folder

    return of


def test_every_fixture_is_tried():
    assert {each.name.removesuffix(".db.xz") for each in FIXTURES.iterdir()} == set(RELEASED)


@pytest.mark.parametrize("version", RELEASED)
def test_upgraded_with_the_same_journal(released, version, tmp_path):
    folder = released(version)
    assert "older than this version" in run(folder, "serve", status=2).stderr

    run(folder, "migrate")

    verified = said(folder, "journal", "verify")
    assert (verified["size"], verified["root"]) == RELEASED[version]
    assert verified["faults"] == []
    assert "Applied" not in run(folder, "migrate").stdout


def tables(folder) -> list[tuple]:
    """The schema, and how many rows each table has."""
    with closing(sqlite3.connect(folder / "secaudit.db")) as found:
        made = found.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
        names = [name for name, sql in made if sql and sql.startswith("CREATE TABLE")]
        return made + [found.execute(f'SELECT count(*) FROM "{name}"').fetchone() for name in names]


class PowerFailed(Exception):
    """At this very statement."""


@pytest.mark.parametrize("at", [9, 60])
def test_interrupted_at_a_statement_nothing_happened(released, monkeypatch, at):
    folder = released("0.1.0")
    before, plain, count = tables(folder), PooledSqliteDatabase.execute_sql, iter(range(10_000))

    def failing(self, sql, *rest):
        if next(count) == at and self.database.startswith(str(folder)):
            raise PowerFailed
        return plain(self, sql, *rest)

    with monkeypatch.context() as patched:
        patched.setattr(PooledSqliteDatabase, "execute_sql", failing)
        with pytest.raises(AssertionError, match="PowerFailed"):
            run(folder, "migrate")

    assert tables(folder) == before
    run(folder, "migrate")
    assert said(folder, "journal", "verify")["faults"] == []
