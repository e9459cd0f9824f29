import pytest

from tests.running import configure


@pytest.fixture
def here(app, tmp_path):
    """The data folder of the running city."""
    return configure(tmp_path, app.config["DATABASE_URL"])


@pytest.fixture
def elsewhere(tmp_path):
    """The data folder of a new machine, on SQLite."""
    return configure(tmp_path / "elsewhere")


@pytest.fixture
def backup(here, city, tmp_path):
    from tests.running import run

    run(here, "backup", tmp_path / "b.zip")
    return tmp_path / "b.zip"
