"""Commands on the data folder of a test, as whoever runs the machine types them."""

import json
import socket
from pathlib import Path

from click.testing import CliRunner, Result

from secaudit.commands import main
from secaudit.database import db
from tests.conftest import KEY


def free_port() -> int:
    """That nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def configure(folder: Path, url: str = "", **settings) -> Path:
    """A data folder with a config.toml; without `url` on a SQLite file of its own."""
    folder.mkdir(exist_ok=True)
    wanted = {
        "SECRET_KEY": KEY,
        "DATABASE_URL": url or f"sqlite:///{folder}/secaudit.db",
        **settings,
    }
    lines = [f"{name} = {json.dumps(value)}" for name, value in wanted.items()]
    (folder / "config.toml").write_text("\n".join(lines) + "\n")
    return folder


def run(folder: Path, *words: object, status: int = 0) -> Result:
    """`secaudit --data folder words…`; afterwards the tables are again those of before."""
    before = db.obj
    try:
        result = CliRunner().invoke(main, ["--data", str(folder), *map(str, words)])
    finally:
        if db.obj is not before:
            db.close_all()
            db.initialize(before)
    assert result.exit_code == status, (result.exit_code, result.output, result.exception)
    return result


def said(folder: Path, *words: object, status: int = 0) -> dict:
    """What the command says to a script."""
    return json.loads(run(folder, *words, "--json", status=status).stdout)
