"""The example city, built once for all modules that ask for it; each has a copy of its own."""

import shutil

import pytest
from flask_babel import force_locale

from tests.reconciliation.shiomi import Shiomi, build_in, opened


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("built")
    build_in(folder)
    return folder


@pytest.fixture(scope="module")
def example(built, tmp_path_factory) -> Shiomi:
    """Each test of a module sees what those before it left."""
    folder = tmp_path_factory.mktemp("shiomi")
    shutil.copy(built / "t.db", folder)
    with opened(folder) as app, force_locale("ja"):
        yield Shiomi(app, folder)
