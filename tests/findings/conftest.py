import pytest


@pytest.fixture(autouse=True)
def _in_app(app):
    """The stories are told through the actions, without a browser."""
    with app.app_context():
        yield
