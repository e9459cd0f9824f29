import os
import subprocess
import sys

import pytest

from tests.deploy.archive import archive

FOUND = ["--city", "汐見市", "--preset", "standard", "--number", "001", "--name", "清水"]


class Machine:
    """One machine below a folder, and what is typed on it."""

    def __init__(self, root):
        self.root, self.data = root, root / "var/lib/secaudit"
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(root)}

    def install(self, unpacked, *words, status=0, before=":"):
        """`before`: what the shell is told first, such as a limit."""
        script = f'{before}; exec sh {unpacked}/install.sh --root {self.root} "$@"'
        python = ["--python", sys.executable]
        return self._run(["sh", "-c", script, "sh", *python, *words], status)

    def found(self, unpacked):
        return self.install(unpacked, "--", *FOUND)

    def secaudit(self, *words, status=0, before=":"):
        script = f'{before}; exec {self.root}/usr/local/bin/secaudit "$@"'
        return self._run(["sh", "-c", script, "sh", *map(str, words)], status)

    def _run(self, words, status):
        done = subprocess.run(
            words, env=self.environment, capture_output=True, text=True, check=False, timeout=600
        )
        assert done.returncode == status, (done.returncode, done.stdout, done.stderr)
        return done.stdout + done.stderr

    @property
    def version(self):
        return os.readlink(self.root / "opt/secaudit/current")


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path / "machine")


@pytest.fixture(scope="session")
def first(tmp_path_factory):
    """The archive of 0.1.0, unpacked."""
    return archive(tmp_path_factory.mktemp("archives") / "first", "0.1.0")
