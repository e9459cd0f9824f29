import os
import shutil

import pytest

from tests import postgres
from tests.faults import site as building


@pytest.fixture(scope="session")
def built_on_sqlite(tmp_path_factory):
    folder = tmp_path_factory.mktemp("built")
    return folder / "t.db", building.build(folder, f"sqlite:///{folder}/t.db")


@pytest.fixture(scope="session")
def built_on_postgres(tmp_path_factory):
    url = postgres.template("built")
    return "built", building.build(tmp_path_factory.mktemp("built"), url)


@pytest.fixture
def sqlite_site(built_on_sqlite, tmp_path):
    """A server that is not started yet, on SQLite: for faults of this machine's disk."""
    built, clerks = built_on_sqlite
    shutil.copy(built, tmp_path / "secaudit.db")
    with building.site(tmp_path, f"sqlite:///{tmp_path}/secaudit.db", clerks) as here:
        yield here


@pytest.fixture
def postgres_site(request, tmp_path):
    built, clerks = request.getfixturevalue("built_on_postgres")
    url = postgres.copy(built)
    with building.site(tmp_path, url, clerks) as here:
        yield here
    postgres.drop(url)


@pytest.fixture
def site(request):
    """The same on the database that the tests run on."""
    kind = "postgres_site" if os.environ.get("TEST_POSTGRES") else "sqlite_site"
    return request.getfixturevalue(kind)
