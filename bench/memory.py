"""`python -m bench.memory pages FOLDER`: what a worker holds after the pages and files, as JSON.

A process of its own, as a worker is one: it opens a city that is there, and serves all that
`bench.pages` or `bench.large` measure.
"""

import json
import sys
from importlib import import_module
from pathlib import Path
from subprocess import PIPE, run

from secaudit.app import create_app

TIMES = 3  # for each page and file; what is held grows with the first ones only
NUMBERS = ("VmRSS", "VmHWM")  # now, and at the highest


def of_worker(what: str, folder: Path) -> str:
    """A line below the table."""
    command = [sys.executable, "-m", "bench.memory", what, str(folder)]
    said = json.loads(run(command, stdout=PIPE, text=True, check=True).stdout)
    return "memory of a worker: {VmRSS} MB after all of it, {VmHWM} MB at its highest".format(
        **said
    )


def held() -> dict[str, int]:
    """Megabytes of this process, as Linux counts them."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    numbers = dict(line.split(":", 1) for line in lines)
    return {name: int(numbers[name].split()[0]) // 1024 for name in NUMBERS}


def main(what: str, folder: str) -> None:
    app = create_app(Path(folder))
    with app.app_context():
        for _ in import_module(f"bench.{what}").measured(app, TIMES):
            pass
    print(json.dumps(held()))


if __name__ == "__main__":
    main(*sys.argv[1:])
