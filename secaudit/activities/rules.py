"""When each kind was last really done and is due again; rates; what a plan and a result need. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from secaudit.activities.kinds import Kind
from secaudit.calendar.fiscal import fiscal_year, last_day
from secaudit.errors import N_, Invalid
from secaudit.metrics.exercises import training_rate
from secaudit.metrics.rate import Rate

LONGEST = 2000
LINE = 200
MOST = 100_000  # mails of one drill
BACK = 10  # years that may be entered afterwards


@dataclass(frozen=True)
class Taken:
    """How many were to take part, did, and were excused."""

    listed: int = 0
    attended: int = 0
    excused: int = 0

    @property
    def expected(self) -> int:
        return self.listed - self.excused

    @property
    def absent(self) -> int:
        return self.expected - self.attended

    @property
    def rate(self) -> Rate:
        return training_rate(self.attended, self.expected)

    def __add__(self, other: "Taken") -> "Taken":
        return Taken(
            self.listed + other.listed,
            self.attended + other.attended,
            self.excused + other.excused,
        )


@dataclass(frozen=True)
class Seen:
    """One activity, as far as it tells when something was last done."""

    id: int
    kind: Kind
    title: str
    controls: tuple[str, ...]
    planned_on: date
    until: date
    held_on: date | None = None  # none: still to be held


@dataclass(frozen=True)
class Standing:
    """When something was last really done, when it is planned next, by when it is due again."""

    last: Seen | None = None
    next: Seen | None = None
    due: date | None = None

    def is_overdue(self, on: date) -> bool:
        """Never done is overdue too: it is expected in every fiscal year."""
        return self.due is None or self.due < on


def due_again(last: date, years: int) -> date:
    """The end of the fiscal year in which it has to be done again."""
    return last_day(fiscal_year(last) + years)


def standing(some: Iterable[Seen], years: int = 1) -> Standing:
    seen = list(some)
    held = [each for each in seen if each.held_on]
    waiting = [each for each in seen if not each.held_on]
    last = max(held, key=lambda each: (each.held_on, each.id), default=None)
    after = min(waiting, key=lambda each: (each.until, each.id), default=None)
    due = due_again(last.held_on, years) if last and last.held_on else None
    return Standing(last, after, due)


def by_kind(seen: Iterable[Seen]) -> dict[Kind, Standing]:
    every = list(seen)
    return {k: standing([e for e in every if e.kind == k], k.usual.years) for k in Kind}


def last_by_item(
    seen: Iterable[Seen], items_of: Mapping[str, Iterable[str]]
) -> dict[str, Seen | None]:
    """Ordinance item → what was last held for it; None where something is expected and nothing was.

    `items_of`: control → its items, by the catalogue.
    """
    found: dict[str, Seen | None] = {item: None for kind in Kind for item in kind.usual.items}
    for each in sorted((e for e in seen if e.held_on), key=lambda e: (e.held_on, e.id)):
        for item in served(each, items_of):
            found[item] = each
    return found


def served(each: Seen, items_of: Mapping[str, Iterable[str]]) -> set[str]:
    known = [control for control in each.controls if control in items_of]
    return {i for control in known for i in items_of[control]} or set(each.kind.usual.items)


# --- what is typed ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Plan:
    kind: Kind
    title: str
    planned_on: date
    until: date | None = None  # the last day, where it is spread over several
    purpose: str = ""
    audience: str = ""
    units: tuple[int, ...] = ()  # none: the whole city
    controls: tuple[str, ...] = ()  # none: those of the kind
    owner: str = ""
    place: str = ""


@dataclass(frozen=True)
class Held:
    held_on: date
    result: str
    lessons: str = ""
    evidence: str = ""  # its title
    kept_at: str = ""
    mailed: int | None = None  # of a mail drill
    opened: int | None = None
    reported: int | None = None


def check_plan(plan: Plan, known: Iterable[str], on: date) -> Plan:
    """Tidied; Invalid with what to do instead. `known`: the controls there are."""
    tidy = replace(
        plan,
        title=needed(plan.title, "title", N_("Enter the title."), 120),
        purpose=short(plan.purpose, "purpose"),
        audience=short(plan.audience, "audience", LINE),
        owner=needed(plan.owner, "owner", N_("Write who does it, by post."), 80),
        place=short(plan.place, "place", LINE),
        units=tuple(sorted(set(plan.units))),
        controls=tuple(dict.fromkeys(plan.controls)) or plan.kind.usual.controls,
    )
    strange = sorted(set(tidy.controls) - set(known) - set(plan.kind.usual.controls))
    if strange:
        raise Invalid(
            N_("There is no control %(control)s."), field="controls", control=strange[0][:40]
        )
    if tidy.until and tidy.until < tidy.planned_on:
        raise Invalid(N_("The last day lies before the first."), field="until")
    year = fiscal_year(tidy.planned_on)
    if tidy.until and fiscal_year(tidy.until) != year:
        raise Invalid(N_("Choose a day of the same fiscal year."), field="until")
    if not fiscal_year(on) - BACK <= year <= fiscal_year(on) + 1:
        raise Invalid(
            N_("Choose a day of this, the next or one of the last ten fiscal years."),
            field="planned_on",
        )
    return tidy


def check_held(held: Held, kind: Kind, year: int, on: date) -> Held:
    tidy = replace(
        held,
        result=needed(held.result, "result", N_("Write what came of it.")),
        lessons=short(held.lessons, "lessons"),
        evidence=short(held.evidence, "evidence", LINE),
        kept_at=short(held.kept_at, "kept_at", LINE),
    )
    if tidy.held_on > on:
        raise Invalid(N_("Choose today or an earlier day."), field="held_on")
    if fiscal_year(tidy.held_on) != year:
        raise Invalid(
            N_("This day is of another fiscal year. Plan the activity in that year."),
            field="held_on",
        )
    if tidy.evidence and not tidy.kept_at:
        raise Invalid(N_("Write where the evidence is kept."), field="kept_at")
    return _counted(tidy) if kind == Kind.MAIL else replace(
        tidy, mailed=None, opened=None, reported=None
    )  # fmt: skip


def _counted(held: Held) -> Held:
    """A mail drill is judged by who reported it: without the numbers it shows nothing."""
    for name in ("mailed", "opened", "reported"):
        value = getattr(held, name)
        if value is None or not 0 <= value <= MOST:
            raise Invalid(N_("Enter a whole number."), field=name)
    for name in ("opened", "reported"):
        if getattr(held, name) > (held.mailed or 0):
            raise Invalid(N_("These are more than the mails that were sent."), field=name)
    return held


def is_over(year: int, on: date) -> bool:
    """After the end of its fiscal year whoever changes something says why."""
    return on > last_day(year)


def reason_for(reason: str, year: int, on: date) -> str:
    if is_over(year, on):
        return needed(reason, "reason", N_("The fiscal year is over: write the reason."), 400)
    return short(reason, "reason", 400)


def needed(text: str, field: str, message: str, longest: int = LONGEST) -> str:
    if not text.strip():
        raise Invalid(message, field=field)
    return short(text, field, longest)


def short(text: str, field: str, longest: int = LONGEST) -> str:
    text = text.strip()
    if len(text) > longest:
        raise Invalid(
            N_("Up to %(limit)s characters; this has %(count)s."),
            field=field,
            limit=longest,
            count=len(text),
        )
    return text
