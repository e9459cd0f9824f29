"""`python -m tools.bundle` packs dist/secaudit-VERSION.tar; `python -m tools.bundle lock` renews the
list of packages in it (deploy/requirements.lock)."""

import sys
import tempfile
from pathlib import Path

from tools.bundle import contents, lock, packing, wheels

ROOT = Path(__file__).parent.parent.parent
LOCK = ROOT / "deploy/requirements.lock"
KEPT = ROOT / "build/wheels"  # what was fetched once is not fetched again


def bundle(to: Path) -> Path:
    """What is committed, with all it needs, in one file: the same commit gives the same bytes."""
    with tempfile.TemporaryDirectory() as name:
        source, inside = Path(name, "source"), Path(name, "inside")
        at = wheels.export(ROOT, source)
        own = wheels.build(source, Path(name, "own"), at)
        needed = wheels.fetch(LOCK, KEPT)
        contents.lay_out(source, inside, own, needed, at)
        return packing.pack(inside, to, at)


def main(words: list[str]) -> None:
    if words == ["lock"]:
        lock.renew(ROOT / "setup.cfg", LOCK)
        print(f"{LOCK.relative_to(ROOT)}: {len(lock.read(LOCK))} packages")
        return
    made = bundle(ROOT / "dist")
    print(f"{made.relative_to(ROOT)}  {made.stat().st_size / 1e6:.1f} MB  sha256 "
          f"{packing.sha256(made)}")  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])
