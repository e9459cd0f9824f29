import pytest

from tests.running import configure


@pytest.fixture
def here(app, tmp_path):
    """The data folder of the running city, as `secaudit init` leaves it."""
    folder = configure(tmp_path, app.config["DATABASE_URL"])
    (folder / "config.toml").chmod(0o600)
    return folder
