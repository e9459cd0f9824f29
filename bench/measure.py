"""One measurement: run it several times; statements are counted once.

Beside the time on the clock stands the processor time of this process, which others on the same
machine do not lengthen (of PostgreSQL it holds our side only). A ratio is of the least times: the
least of many runs is the one that was disturbed least.
"""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time
from typing import NamedTuple

from bench.statements import floor, listening


class Times(NamedTuple):
    """Milliseconds."""

    clock: float  # the middle of all runs
    least: float
    processor: float  # the middle of all runs


@dataclass(frozen=True)
class Measured:
    name: str
    milliseconds: float
    least: float
    processor: float
    statements: int
    bytes: int
    floor: float  # least milliseconds
    floor_is: str

    @property
    def ratio(self) -> float:
        return self.least / self.floor if self.floor else 0.0


def measure(
    name: str,
    run: Callable[[], int],
    runs: int = 15,
    against: Callable[[], object] | None = None,
    floor_is: str = "its own statements through the plain driver",
) -> Measured:
    """`run` returns the bytes it made. Without `against`, the floor is the run's own statements."""
    run()
    with listening() as asked:
        size = run()
    times = timed(run, runs)
    bottom = timed(against, runs).least if against else floor(asked, runs)
    return Measured(name, *times, asked.count, size, bottom, floor_is)


def timed(run: Callable[[], object], runs: int) -> Times:
    found = [_once(run) for _ in range(runs)]
    clock, processor = zip(*found, strict=True)
    return Times(median(clock), min(clock), median(processor))


def _once(run: Callable[[], object]) -> tuple[float, float]:
    clock, processor = perf_counter(), process_time()
    run()
    return (perf_counter() - clock) * 1000, (process_time() - processor) * 1000


def printed(rows: list[Measured]) -> str:
    head = (
        f"{'':34}{'ms':>9}{'least':>9}{'CPU':>9}{'floor':>9}{'ratio':>7}{'SQL':>5}{'KB':>9}  floor"
    )
    lines = [
        f"{r.name:34}{r.milliseconds:9.1f}{r.least:9.1f}{r.processor:9.1f}{r.floor:9.2f}"
        f"{r.ratio:7.1f}{r.statements:5}{r.bytes / 1024:9.1f}  {r.floor_is}"
        for r in rows
    ]
    return "\n".join([head, *lines])
