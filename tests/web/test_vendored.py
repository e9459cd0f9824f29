"""What was copied from others is what they published, and the product names it."""

from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ["secaudit/static/vendor", "secaudit/fonts", "tests/vendor"]


def listed(folder: Path) -> dict[str, str]:
    """File name → hash, as `sha256sum` writes and checks them."""
    lines = (folder / "CHECKSUMS").read_text().splitlines()
    return {name: hash for hash, name in (line.split("  ", 1) for line in lines)}


def present(folder: Path) -> dict[str, str]:
    files = (f for f in folder.rglob("*") if f.is_file() and f.name != "CHECKSUMS")
    return {str(f.relative_to(folder)): sha256(f.read_bytes()).hexdigest() for f in files}


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_copied_file_is_unchanged_and_listed(folder):
    assert present(ROOT / folder) == listed(ROOT / folder)


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_copied_package_brings_its_licence(folder):
    places = {(ROOT / folder / name).parent for name in listed(ROOT / folder)}

    assert all([*place.glob("LICENSE*"), *place.glob("OFL*")] for place in places)


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_list_of_others_work_names_each_file_with_its_hash(folder):
    page = (ROOT / "THIRD_PARTY.md").read_text()
    in_use = {
        hash
        for name, hash in listed(ROOT / folder).items()
        if name.endswith((".css", ".js", ".ttf"))
    }

    assert in_use
    assert {hash for hash in in_use if hash not in page} == set()


def test_fonts_stay_small_enough_to_carry():
    assert max(f.stat().st_size for f in (ROOT / "secaudit/fonts").glob("*.ttf")) < 6_000_000
