"""Invented cities of which everything is known: does the interval hold what is true?

A `World` says how cities are made and how their cells come to be looked at. The plain one is as
the method assumes it; the others are not. `python -m tests.metrics.cities_by_chance 2000` prints
the table of docs/decisions/calibrated-self-assessment.md.
"""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import exp, log, log2
from random import Random

from secaudit.audits.sampling.drawing import shares
from secaudit.metrics.calibration import (
    Earlier,
    Interval,
    Looked,
    Sample,
    calibrated,
    calibrated_whole,
)
from secaudit.metrics.rate import one_decimal

CHAPTERS = 10
TENTH = 10


@dataclass(frozen=True)
class World:
    drawn: tuple[int, int] = (30, 150)
    apart: tuple[float, float] = (0.25, 1.25)  # how far chapters differ, in log odds
    alike: tuple[float, float] = (4.0, 128.0)  # how little departments differ: their strength
    confirmed: tuple[float, float] = (0.75, 0.99)  # of declared ○, so many are right
    bureaus: int = 1  # drawn from in proportion to their cells
    by_risk: float = 1.0  # a cell that is wrong is so many times as likely to be looked at
    mended: float = 0.0  # share of the wrong cells looked at that are mended before the visit
    earlier: float = 0.0  # the weight of as many cells drawn a year before
    better: float = 0.0  # since then, in log odds


@dataclass(frozen=True)
class City:
    """The rates of departments: of answers that are ○, of ○ that are right, of others that are."""

    declared: list[float]
    confirmed: list[float]
    otherwise: list[float]
    chapters: list[float]  # shifts in log odds
    controls: int


@dataclass
class Cell:
    department: int
    chapter: int
    implemented: bool  # as declared
    right: bool  # as an auditor would judge it


def new_city(random: Random, world: World) -> City:
    size = random.randint(15, 40)
    return City(
        rates(random, size, random.uniform(0.6, 0.95), world),
        rates(random, size, random.uniform(*world.confirmed), world),
        rates(random, size, random.uniform(0.03, 0.35), world),
        shifts(random, world.apart),
        random.choice((30, 45, 60)),
    )


def shifts(random: Random, apart: tuple[float, float]) -> list[float]:
    spread = doubling(random, apart)
    return [random.gauss(0, spread) for _ in range(CHAPTERS)]


def rates(random: Random, size: int, mean: float, world: World) -> list[float]:
    strength = doubling(random, world.alike)
    return [random.betavariate(mean * strength, (1 - mean) * strength) for _ in range(size)]


def doubling(random: Random, between: tuple[float, float]) -> float:
    """Each doubling is as likely as any other, as the method takes it."""
    return 2 ** random.uniform(*map(log2, between))


def answers(random: Random, city: City, worse: float = 0.0) -> list[Cell]:
    def cell(department: int, control: int) -> Cell:
        implemented = random.random() < city.declared[department]
        rate = (city.confirmed if implemented else city.otherwise)[department]
        chapter = control % CHAPTERS
        shift = city.chapters[chapter] - worse
        return Cell(department, chapter, implemented, random.random() < shifted(rate, shift))

    return [cell(d, c) for d in range(len(city.declared)) for c in range(city.controls)]


def shifted(rate: float, by: float) -> float:
    if not by:
        return rate
    rate = min(max(rate, 1e-6), 1 - 1e-6)
    return 1 / (1 + exp(-log(rate / (1 - rate)) - by))


def draw(random: Random, world: World, cells: list[Cell]) -> set[int]:
    """Which cells are looked at."""
    size = random.randint(*world.drawn)
    if world.by_risk != 1:
        return by_risk(random, world.by_risk, cells, size)
    bureaus: dict[str, list[int]] = {}
    for number, cell in enumerate(cells):
        bureaus.setdefault(str(cell.department % world.bureaus), []).append(number)
    sizes = shares({name: len(numbers) for name, numbers in bureaus.items()}, size)
    return {number for name in bureaus for number in random.sample(bureaus[name], sizes[name])}


def by_risk(random: Random, times: float, cells: list[Cell], size: int) -> set[int]:
    """The smallest of exponential waiting times: the likelier ones come first."""
    waiting = [random.expovariate(1 if cell.right else times) for cell in cells]
    return set(sorted(range(len(cells)), key=waiting.__getitem__)[:size])


def samples(cells: list[Cell], drawn: set[int], group: Callable[[Cell], int]) -> dict[int, Sample]:
    counts: dict[int, list[list[int]]] = {}
    for number, cell in enumerate(cells):
        of = counts.setdefault(group(cell), [[0, 0, 0], [0, 0, 0]])[not cell.implemented]
        of[0] += 1
        of[1] += number in drawn
        of[2] += number in drawn and cell.right
    return {key: Sample(Looked(*one), Looked(*other)) for key, (one, other) in counts.items()}


GROUPS: dict[str, Callable[[Cell], int]] = {
    "department": lambda cell: cell.department,
    "chapter": lambda cell: cell.chapter,
}


@dataclass
class Held:
    """How many intervals, as they are shown, held the truth, lay above or below it, and how wide
    they were."""

    all: int = 0
    held: int = 0
    above: int = 0  # the truth was lower
    width: float = 0.0  # in points

    def note(self, interval: Interval, right: int) -> None:
        self.all += 1
        low, high = interval.percents or (Decimal(), Decimal())
        truth = one_decimal(100 * right, interval.cells)
        self.held += low <= truth <= high
        self.above += truth < low
        self.width += float(high - low)

    @property
    def percent(self) -> float:
        return 100 * self.held / self.all


def simulate(world: World, cities: int, seed: int = 1) -> dict[str, Held]:
    """Departments and chapters are many: of every tenth city they are enough."""
    random = Random(f"{seed}")
    found = {"city": Held(), "department": Held(), "chapter": Held()}
    for number in range(cities):
        one_city(random, world, found, local=number % TENTH == 0)
    return found


def one_city(random: Random, world: World, found: dict[str, Held], local: bool) -> None:
    city = new_city(random, world)
    before = year_before(random, world, city)
    cells = answers(random, city)
    drawn = draw(random, world, cells)
    for number in drawn:
        cells[number].right |= random.random() < world.mended
    parts = samples(cells, drawn, lambda cell: cell.department % world.bureaus)
    whole = calibrated_whole(parts.values(), before(lambda cell: cell.department % world.bureaus))
    found["city"].note(whole, sum(cell.right for cell in cells))
    for name, group in GROUPS.items() if local else ():
        right: dict[int, int] = {}
        for cell in cells:
            right[group(cell)] = right.get(group(cell), 0) + cell.right
        each = calibrated(samples(cells, drawn, group), before(group))
        for key, interval in each.items():
            found[name].note(interval, right[key])


def year_before(
    random: Random, world: World, city: City
) -> Callable[[Callable[[Cell], int]], Iterable[Earlier]]:
    if not world.earlier:
        return lambda group: ()
    cells = answers(random, city, world.better)
    drawn = draw(random, world, cells)
    return lambda group: [
        Earlier(each, world.earlier) for each in samples(cells, drawn, group).values()
    ]


ASSUMED = {
    "as assumed": World(),
    "drawn from eight bureaus": World(bureaus=8),
}
OTHERWISE = {
    "chapters differ much": World(apart=(1.25, 1.25)),
    "departments differ much": World(alike=(2.0, 4.0)),
    "departments hardly differ": World(alike=(128.0, 512.0)),
    "nearly every declared one is right": World(confirmed=(0.97, 0.999)),
    "10 to 29 cells": World(drawn=(10, 29)),
    "a year before counts half": World(earlier=0.5),
    "worse a year before": World(earlier=0.5, better=0.7),
    "a quarter of the wrong ones mended before": World(mended=0.25),
    "half of the wrong ones mended before": World(mended=0.5),
    "wrong ones twice as likely chosen": World(by_risk=2),
    "wrong ones four times as likely chosen": World(by_risk=4),
}


def main(cities: int) -> None:
    for name, world in (ASSUMED | OTHERWISE).items():
        found = simulate(world, cities if name in ASSUMED else cities // 4)
        words = (
            f"{level} {held.percent:.1f} % (above {100 * held.above / held.all:.1f} %,"
            f" {held.width / held.all:.0f} points)"
            for level, held in found.items()
        )
        print(f"{name}: {'; '.join(words)}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
