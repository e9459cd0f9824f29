"""The product as a wheel, made from what is committed, and the wheels that it needs."""

import os
import subprocess
from pathlib import Path

from tools.bundle.lock import read
from tools.bundle.packing import sha256
from tools.bundle.pip import download, pip

BUILT_WITH = "setuptools==80.9.0\n"  # another one writes other bytes


def export(root: Path, to: Path) -> int:
    """The committed files, and when they were committed: nothing that lies about gets in."""
    to.mkdir(parents=True)
    git = ["git", "-C", str(root), "-c", "tar.umask=0022"]
    packed = subprocess.run([*git, "archive", "HEAD"], check=True, capture_output=True).stdout
    subprocess.run(["tar", "-x", "-C", str(to)], input=packed, check=True)
    said = subprocess.run([*git, "log", "-1", "--format=%ct"], check=True, capture_output=True)
    return int(said.stdout)


def build(source: Path, to: Path, at: int) -> Path:
    constraint = source.parent / "built-with.txt"
    constraint.write_text(BUILT_WITH)
    os.environ.update(SOURCE_DATE_EPOCH=str(at), PIP_CONSTRAINT=str(constraint))
    os.umask(0o022)
    pip("wheel", "--no-deps", "--wheel-dir", str(to), str(source))
    del os.environ["PIP_CONSTRAINT"]
    (wheel,) = to.glob("*.whl")
    return wheel


def fetch(lock: Path, kept: Path) -> list[Path]:
    """Exactly the files that the lock names by their hash, fetched where they are not here yet."""
    said = lock.read_text(encoding="utf-8")
    download(kept, "--no-deps", "--require-hashes", "--requirement", str(lock))
    found = [wheel for wheel in sorted(kept.glob("*.whl")) if sha256(wheel) in said]
    if len(found) < len(read(lock)):
        raise SystemExit("Not every package of the lock could be fetched.")
    return found
