"""Small archives as `make bundle` packs them: the real installer, a wheel that points at a checkout."""

import ensurepip
import shutil
import sysconfig
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

from tools.bundle import packing

ROOT = Path(__file__).parent.parent.parent
WHEELS = (Path(ensurepip.__file__).parent / "_bundled", Path("/usr/share/python-wheels"))
DESCRIPTION = {
    "METADATA": "Metadata-Version: 2.1\nName: secaudit\nVersion: {}\n",
    "WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    "entry_points.txt": "[console_scripts]\nsecaudit = secaudit.commands:main\n",
}


def archive(to: Path, version: str, code: Path = ROOT, unit: str = "") -> Path:
    """An unpacked archive of that version whose code is that of `code`; `unit`: more of its service."""
    shutil.copytree(ROOT / "deploy", to)
    with (to / "systemd/secaudit.service").open("a") as service:
        service.write(unit)
    (to / "VERSION").write_text(f"{version}\n")
    (to / "docs").mkdir()
    (to / "manual").mkdir()
    (to / "wheels").mkdir()
    own = wheel(to / "wheels", version, [code, Path(sysconfig.get_path("purelib"))])
    pip = next(found for each in WHEELS for found in each.glob("pip-*.whl"))
    shutil.copy(pip, to / "wheels")
    digest = sha256(own.read_bytes()).hexdigest()
    (to / "requirements.lock").write_text(f"secaudit=={version} --hash=sha256:{digest}\n")
    packing.write_sums(to)
    return to


def wheel(folder: Path, version: str, paths: Iterable[Path]) -> Path:
    made, about = folder / f"secaudit-{version}-py3-none-any.whl", f"secaudit-{version}.dist-info"
    files = {f"{about}/{name}": text.format(version) for name, text in DESCRIPTION.items()}
    files["secaudit_here.pth"] = "".join(f"{path}\n" for path in paths)
    record = "".join(f"{name},,\n" for name in [*files, f"{about}/RECORD"])
    with ZipFile(made, "w") as packed:
        for name, text in (files | {f"{about}/RECORD": record}).items():
            packed.writestr(name, text)
    return made


def later(to: Path, migration: str = "", broken: str = "") -> Path:
    """A copy of the code as a version to come: with one more migration, or a server that does not start."""
    unwanted = shutil.ignore_patterns("__pycache__", "fonts")
    shutil.copytree(ROOT / "secaudit", to / "secaudit", ignore=unwanted)
    for each in ("templates", "controls"):
        (to / each).symlink_to(ROOT / each)
    if migration:
        (to / "secaudit/migrations/9000_to_come.py").write_text(migration)
    if broken:
        with (to / "secaudit/serving.py").open("a") as file:
            file.write(broken)
    return to
