"""How often the 90 % interval held the truth in invented cities, within and outside of what the
method assumes. From `python -m tests.metrics.cities_by_chance 2000`; a long test repeats it."""

from dataclasses import dataclass

from secaudit.errors import N_

CITIES = 2000


@dataclass(frozen=True)
class Coverage:
    words: str
    city: float  # percent
    department: float
    chapter: float

    @property
    def percents(self) -> tuple[float, float, float]:
        return self.city, self.department, self.chapter


HELD = (
    Coverage(N_("As assumed, 30 to 150 cells drawn"), 90.2, 92.8, 95.3),
    Coverage(N_("As assumed, drawn from eight bureaus in proportion"), 90.0, 92.4, 95.8),
    Coverage(N_("Chapters differ much"), 90.4, 93.4, 87.0),
    Coverage(N_("10 to 29 cells drawn"), 90.6, 91.6, 91.0),
    Coverage(N_("A stable city, a year before counts half"), 92.4, 93.8, 98.0),
    Coverage(N_("A city that became better, a year before counts half"), 92.2, 93.4, 97.0),
    Coverage(
        N_("A quarter of what was wrong was mended before the visit, because it had been drawn"),
        49.8,
        87.1,
        84.2,
    ),
    Coverage(N_("Half of what was wrong was mended before the visit"), 10.6, 63.0, 44.2),
    Coverage(
        N_("Chosen by risk and taken for drawn: wrong ones twice as likely"), 30.2, 86.4, 77.0
    ),
    Coverage(
        N_("Chosen by risk and taken for drawn: wrong ones four times as likely"), 3.4, 55.7, 28.8
    ),
)
