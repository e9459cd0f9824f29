"""Which controls a reader wants to see: what can be chosen above the list. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from secaudit.catalogue.controls import Catalogue, Control
from secaudit.catalogue.local import Effective
from secaudit.errors import N_
from secaudit.metrics.answers import implementation_rate
from secaudit.metrics.counts import Counts
from secaudit.metrics.rate import Rate

LOW = 80  # percent: the grade below it begins to worry people


@dataclass(frozen=True)
class Known:
    """What others know of the controls, as far as this reader may see it."""

    changed: frozenset[str] = frozenset()  # since the last self-check
    since: str = ""  # which one that was
    findings: Mapping[str, int] = field(default_factory=dict)  # open ones, by control
    answers: Mapping[str, Counts] = field(default_factory=dict)  # declared this year, by control
    whose: str = ""  # answers these are
    year: str = ""  # which year's

    def rate(self, *ids: str) -> Rate:
        """Declared of these controls together: their answers are added, never their rates."""
        counts = (self.answers[id] for id in ids if id in self.answers)
        return implementation_rate(sum(counts, Counts()))

    def is_low(self, id: str) -> bool:
        rate = self.rate(id)
        return bool(rate.denominator) and not rate.reaches(LOW)


NOTHING_KNOWN = Known()


@dataclass(frozen=True)
class Chip:
    """One choice: its name in the address, its words, and how many controls it would leave."""

    name: str
    label: str
    on: bool
    left: int


Holds = Callable[[Control, Effective, Known], bool]


def changed_here(control: Control, found: Effective) -> bool:
    """Whether the control, or something in it, is the city's own."""
    origin = found.origin(control.id)
    return origin["control"] == "local" or bool(origin["fields"])


CHOICES: dict[str, tuple[str, Holds]] = {
    "required": (N_("required"), lambda control, _all, _known: control.required),
    "urgent": (
        N_("high priority"),
        lambda control, _all, _known: control.priority in ("critical", "high"),
    ),
    "core": (N_("core"), lambda control, _all, _known: bool(control.core)),
    "changed": (
        N_("changed since last year"),
        lambda control, _all, known: control.id in known.changed,
    ),
    "findings": (
        N_("with open findings"),
        lambda control, _all, known: bool(known.findings.get(control.id)),
    ),
    "gaps": (N_("rate below 80"), lambda control, _all, known: known.is_low(control.id)),
    "own": (N_("the city's own"), lambda control, found, _known: changed_here(control, found)),
}


def chosen(
    controls: Iterable[Control], names: Iterable[str], role: str, found: Effective, known: Known
) -> list[Control]:
    """Those for which all of it holds, and whom this role is asked about."""
    tests = [CHOICES[name][1] for name in names]
    return [
        control
        for control in controls
        if all(test(control, found, known) for test in tests)
        and (not role or control.question_for(role))
    ]


def chips(
    controls: list[Control], names: set[str], role: str, found: Effective, known: Known
) -> list[Chip]:
    """Those that would leave something, and those that are chosen."""
    made = (
        Chip(name, label, name in names, len(chosen(controls, names | {name}, role, found, known)))
        for name, (label, _test) in CHOICES.items()
    )
    return [chip for chip in made if chip.on or chip.left]


def role_chips(
    catalogue: Catalogue,
    controls: list[Control],
    names: set[str],
    role: str,
    found: Effective,
    known: Known,
) -> list[tuple[Chip, dict[str, str]]]:
    """Each answering role with its title."""
    kept = chosen(controls, names, "", found, known)
    made = [
        (Chip(each.code, each.code, each.code == role, _asked_of(each.code, kept)), each.title)
        for each in catalogue.roles
    ]
    return [(chip, title) for chip, title in made if chip.on or chip.left]


def _asked_of(role: str, controls: list[Control]) -> int:
    return sum(bool(control.question_for(role)) for control in controls)
