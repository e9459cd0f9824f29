"""Which packages in which versions, and the hash of every file of theirs that may be installed."""

import configparser
import re
import tempfile
from collections import defaultdict
from importlib import metadata
from pathlib import Path

from packaging.utils import canonicalize_name, parse_wheel_filename

from tools.bundle.packing import sha256
from tools.bundle.pip import download

HEAD = """\
# Every package of the archive with the hash of each of its files. Made by `make lock` from setup.cfg,
# in the versions that the tests ran with; read the difference before you commit it.
"""
PINNED = re.compile(r"^([\w.-]+)==(\S+)", re.MULTILINE)


def wanted(setup: Path) -> list[str]:
    """What setup.cfg asks for, with all extras but the developers'; and pip, which installs it."""
    said = configparser.ConfigParser()
    said.read(setup, encoding="utf-8")
    extras = [value for name, value in said["options.extras_require"].items() if name != "dev"]
    lines = [said["options"]["install_requires"], *extras, "pip"]
    return [each.strip() for line in lines for each in line.strip().splitlines()]


def renew(setup: Path, lock: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        constraints = Path(name, "tested.txt")
        constraints.write_text("".join(f"{each}=={v}\n" for each, v in installed().items()))
        fetched = Path(name, "wheels")
        download(fetched, "--constraint", str(constraints), *wanted(setup))
        lock.write_text(HEAD + text(fetched), encoding="utf-8")


def installed() -> dict[str, str]:
    """The versions beside us; pip's own is that of the machine and says nothing."""
    found = {canonicalize_name(each.name): each.version for each in metadata.distributions()}
    return {name: found[name] for name in sorted(found) if name not in ("pip", "secaudit")}


def text(folder: Path) -> str:
    hashes = defaultdict(list)
    for wheel in folder.glob("*.whl"):
        name, version, _build, _tags = parse_wheel_filename(wheel.name)
        hashes[f"{name}=={version}"].append(sha256(wheel))
    return "".join(_lines(pin, sorted(hashes[pin])) for pin in sorted(hashes))


def _lines(pin: str, hashes: list[str]) -> str:
    return " \\\n".join([pin, *(f"    --hash=sha256:{each}" for each in hashes)]) + "\n"


def read(lock: Path) -> dict[str, str]:
    """Names and versions of a lock."""
    return dict(PINNED.findall(lock.read_text(encoding="utf-8")))
