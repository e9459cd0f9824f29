"""What targets and measures need before they are kept. Pure: plain values in, a refusal out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from secaudit import errors
from secaudit.errors import N_, Invalid
from secaudit.measures.kinds import CITY, LONGEST, MOST_YEARS


def checked_rates(rates: Mapping[str, int | None], chapters: Collection[str]) -> dict[str, int]:
    """Whole percent from 1 to 100, the city's first; chapters without a target are left out."""
    right = {place: _percent(place, rates.get(place)) for place in (CITY, *chapters)}
    if right[CITY] is None:
        raise Invalid(N_("Set the target of the city as a whole."), field=CITY)
    return {place: rate for place, rate in right.items() if rate is not None}


def _percent(place: str, rate: int | None) -> int | None:
    if rate is not None and not 1 <= rate <= 100:
        raise Invalid(N_("A whole number from 1 to 100."), field=place)
    return rate


@dataclass(frozen=True)
class Outline:
    """A measure as somebody wants it; `plans`: fiscal year → what is to be there at its end."""

    title: str
    owner: str
    first_year: int
    last_year: int
    plans: Mapping[int, str] = field(default_factory=dict)
    purpose: str = ""
    chapters: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()

    @property
    def years(self) -> range:
        return range(self.first_year, self.last_year + 1)


def checked_outline(
    wanted: Outline, chapters: Collection[str], controls: Collection[str]
) -> Outline:
    """The measure, tidied; Invalid with what to do instead."""
    right = replace(
        wanted,
        title=wanted.title.strip(),
        owner=wanted.owner.strip(),
        purpose=wanted.purpose.strip(),
        plans={year: wanted.plans.get(year, "").strip() for year in wanted.years},
    )
    for name in ("title", "owner"):
        if not getattr(right, name):
            raise Invalid(N_("This must be filled in."), field=name)
    _check_years(right)
    _check_places(right, chapters, controls)
    return right


def _check_years(wanted: Outline) -> None:
    if not 1 <= len(wanted.years) <= MOST_YEARS:
        raise Invalid(
            N_("From one to %(most)s years: check the first and the last."),
            field="last_year",
            most=MOST_YEARS,
        )
    if not wanted.plans[wanted.first_year]:
        raise Invalid(N_("Write what is to be there at the end of the first year."), field="plans")


def _check_places(wanted: Outline, chapters: Collection[str], controls: Collection[str]) -> None:
    if not wanted.chapters or set(wanted.chapters) - set(chapters):
        raise Invalid(N_("Choose at least one chapter."), field="chapters")
    if unknown := sorted(set(wanted.controls) - set(controls)):
        raise Invalid(N_("There is no control %(control)s."), field="controls", control=unknown[0])


def needed(text: str, field: str, message: str = N_("Write the reason.")) -> str:
    return errors.needed(text, field, message, LONGEST)
