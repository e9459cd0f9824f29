import pytest

from tests.accounts.people import give_password


@pytest.fixture
def hanako(city):
    """Hanako has used her slip and has a password."""
    give_password(city.hanako)
    return city.hanako
