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
    Coverage(N_("As assumed, 30 to 150 cells drawn"), 89.7, 91.5, 89.2),
    Coverage(N_("As assumed, drawn from eight bureaus in proportion"), 89.2, 90.9, 88.0),
    Coverage(N_("Chapters differ much"), 92.4, 93.3, 85.4),
    Coverage(N_("Departments differ very much"), 89.2, 85.5, 91.8),
    Coverage(N_("Departments hardly differ"), 90.4, 94.6, 89.2),
    Coverage(N_("Nearly every declared ○ is right"), 88.6, 92.7, 92.2),
    Coverage(N_("10 to 29 cells drawn"), 87.6, 90.3, 89.2),
    Coverage(N_("A stable city, a year before counts half"), 92.0, 89.7, 88.6),
    Coverage(N_("A city that became better, a year before counts half"), 89.4, 89.7, 87.0),
    Coverage(
        N_("A quarter of what was wrong was mended before the visit, because it had been drawn"),
        46.6,
        82.5,
        77.6,
    ),
    Coverage(N_("Half of what was wrong was mended before the visit"), 9.2, 53.5, 43.2),
    Coverage(
        N_("Chosen by risk and taken for drawn: wrong ones twice as likely"), 28.6, 83.3, 72.4
    ),
    Coverage(
        N_("Chosen by risk and taken for drawn: wrong ones four times as likely"), 2.4, 52.5, 35.6
    ),
)
