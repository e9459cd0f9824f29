"""One measurement: run it several times, take the middle, count the statements once."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from bench.statements import floor, listening


@dataclass(frozen=True)
class Measured:
    name: str
    milliseconds: float
    statements: int
    bytes: int
    floor: float  # milliseconds
    floor_is: str

    @property
    def ratio(self) -> float:
        return self.milliseconds / self.floor if self.floor else 0.0


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
    times = [_time(run) for _ in range(runs)]
    bottom = median(_time(against) for _ in range(runs)) if against else floor(asked, runs)
    return Measured(name, median(times), asked.count, size, bottom, floor_is)


def _time(run: Callable[[], object]) -> float:
    begin = perf_counter()
    run()
    return (perf_counter() - begin) * 1000


def printed(rows: list[Measured]) -> str:
    head = f"{'':34}{'ms':>9}{'floor ms':>10}{'ratio':>7}{'SQL':>5}{'KB':>9}  floor"
    lines = [
        f"{r.name:34}{r.milliseconds:9.1f}{r.floor:10.2f}{r.ratio:7.1f}{r.statements:5}"
        f"{r.bytes / 1024:9.1f}  {r.floor_is}"
        for r in rows
    ]
    return "\n".join([head, *lines])
