"""pip, asked for ready-made packages of each Python that we support, whichever one runs us."""

import subprocess
import sys
from pathlib import Path

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
# glibc 2.28 is RHEL 8; everything that we install on is newer.
GLIBCS = ("2_28", "2_27", "2_26", "2_24", "2_17", "2_12", "2_5")
OLD_NAMES = ("manylinux2014", "manylinux2010", "manylinux1")
PLATFORMS = [*(f"manylinux_{each}" for each in GLIBCS), *OLD_NAMES]


def pip(*words: str) -> None:
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
    subprocess.run([sys.executable, "-m", "pip", *quiet, *words], check=True)


def download(to: Path, *what: str) -> None:
    """Wheels only: nothing is built on the machine of the city."""
    platforms = [word for each in PLATFORMS for word in ("--platform", f"{each}_x86_64")]
    for python in PYTHONS:
        abis = ["--abi", f"cp{python.replace('.', '')}", "--abi", "abi3", "--abi", "none"]
        target = ["--implementation", "cp", "--python-version", python, *abis, *platforms]
        pip("download", "--only-binary", ":all:", "--dest", str(to), *target, *what)
