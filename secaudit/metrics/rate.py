"""A rate as two whole numbers: shown rounded, compared and subtracted exactly."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from secaudit.errors import N_

NONE_TO_ASSESS = N_("None to assess")
ROUNDING_NOTE = N_("Because of rounding, shares may not add up to one hundred.")

# The lowest percentage of each grade; NISC's scale for priority inspections.
GRADES = {"A": 100, "B": 80, "C": 60, "D": 0}


def one_decimal(above: int, below: int) -> Decimal:
    """above ÷ below rounded half up (四捨五入), away from zero on both sides, in whole numbers."""
    tenths = (20 * abs(above) + below) // (2 * below)
    return Decimal(tenths if above > 0 else -tenths).scaleb(-1)


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many. Of none there is no rate: neither 0 nor 100 percent."""

    numerator: int
    denominator: int

    def __post_init__(self) -> None:
        if not 0 <= self.numerator <= self.denominator:
            raise ValueError(f"not a part of a whole: {self.numerator} of {self.denominator}")

    @property
    def exact(self) -> Fraction | None:
        """In percent."""
        return Fraction(100 * self.numerator, self.denominator) if self.denominator else None

    @property
    def percent(self) -> Decimal | None:
        return one_decimal(100 * self.numerator, self.denominator) if self.denominator else None

    @property
    def text(self) -> str:
        """To be translated where it is shown: "96.3%", or that there is nothing to assess."""
        return NONE_TO_ASSESS if self.percent is None else f"{self.percent}%"

    def reaches(self, target: int | Decimal) -> bool:
        """By the exact rate: 94.96 percent is shown as 95.0 and does not reach 95."""
        return self.exact is not None and self.exact >= Fraction(target)

    @property
    def grade(self) -> str | None:
        """A = 100, B from 80, C from 60, D below 60 percent (NISC, priority inspections)."""
        return next((grade for grade, lowest in GRADES.items() if self.reaches(lowest)), None)


def points(now: Rate, before: Rate) -> Decimal | None:
    """The difference in points (ポイント), not percent: exact rates subtracted, rounded once.

    It can therefore differ by 0.1 from the difference of the two rates as shown.
    """
    if not (now.denominator and before.denominator):
        return None
    apart = now.numerator * before.denominator - before.numerator * now.denominator
    return one_decimal(100 * apart, now.denominator * before.denominator)


def signed(difference: Decimal) -> str:
    """ "+2.1", "-0.4", "±0.0": a difference always shows its direction."""
    return f"{difference:+}" if difference else "±0.0"
