"""The archive: the list of packages is complete, the same content gives the same bytes."""

import os
import subprocess
import tarfile

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.deploy.archive import ROOT, wheel
from tools.bundle import lock, packing, sbom

LOCK = ROOT / "deploy/requirements.lock"


def test_the_lock_has_what_the_product_asks_for():
    """`make lock` renews it."""
    locked = {canonicalize_name(name): version for name, version in lock.read(LOCK).items()}
    for line in lock.wanted(ROOT / "setup.cfg"):
        asked = Requirement(line)
        assert asked.specifier.contains(locked[canonicalize_name(asked.name)]), line
    assert LOCK.read_text().count("--hash=sha256:") >= len(locked)


def test_the_same_content_gives_the_same_bytes(tmp_path):
    made = []
    for number in (1, 2):
        inside = tmp_path / str(number)
        (inside / "b").mkdir(parents=True)
        (inside / "NAME").write_text("secaudit-9")
        (inside / "b/x.sh").write_text("#!/bin/sh\n")
        os.utime(inside / "b/x.sh", (number, number))
        made.append(packing.pack(inside, tmp_path / f"to{number}", 1_700_000_000))

    assert made[0].read_bytes() == made[1].read_bytes()
    with tarfile.open(made[0]) as archive:
        assert archive.getmember("secaudit-9/b/x.sh").mode == 0o755
    check = ["sha256sum", "--check", "--quiet", packing.SUMS]
    subprocess.run(check, cwd=tmp_path / "1", check=True)


def test_the_bill_of_materials_names_packages_licences_and_fonts(tmp_path):
    own = wheel(tmp_path, "9.9", [])

    bill = sbom.bill("9.9", own, [], ROOT / "THIRD_PARTY.md", 1_700_000_000)

    assert bill["metadata"]["component"]["purl"] == "pkg:pypi/secaudit@9.9"
    fonts = [each["name"] for each in bill["components"] if each["type"] == "file"]
    assert "@expo-google-fonts/biz-udpgothic" in fonts
    assert all(each["licenses"] for each in bill["components"])
    assert bill == sbom.bill("9.9", own, [], ROOT / "THIRD_PARTY.md", 1_700_000_000)
