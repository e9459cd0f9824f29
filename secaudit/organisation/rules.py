"""What must hold among the offices of one day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from secaudit.errors import N_, Invalid
from secaudit.organisation.kinds import BELOW, TOP
from secaudit.organisation.tree import Office

SAME_CODE = N_("Code %(code)s belongs to %(other)s on that day. Every office has its own.")
NEEDS_PARENT = N_("%(name)s needs the office it belongs to.")
STANDS_ALONE = N_("%(name)s is of a kind that stands at the top. Leave “belongs to” empty.")
PARENT_MISSING = N_("The office to which %(name)s belongs does not exist on that day.")
WRONG_PARENT = N_(
    "%(name)s cannot belong to %(other)s directly. A bureau belongs to an executive body, assembly "
    "or joint body; a department to these or a bureau; a branch office to any but itself."
)
CIRCLE = N_("%(name)s would belong to itself.")


@dataclass(frozen=True)
class Fault:
    """One office that cannot stand as it is meant to; `field` is what to change."""

    office: Office
    field: str
    message: str
    params: dict

    def problem(self) -> Invalid:
        return Invalid(self.message, field=self.field, **self.params)


def faults(offices: Sequence[Office]) -> Iterator[Fault]:
    """Everything that is wrong among the offices of one day."""
    known = {office.id: office for office in offices}
    yield from _same_codes(offices)
    for office in offices:
        fault = _place(office, known)
        if fault:
            yield fault


def _same_codes(offices: Sequence[Office]) -> Iterator[Fault]:
    seen: dict[str, Office] = {}
    for office in offices:
        other = seen.setdefault(office.code, office)
        if other is not office:
            yield Fault(office, "code", SAME_CODE, {"code": office.code, "other": other.name})


def _place(office: Office, known: dict[int, Office]) -> Fault | None:
    def fault(message: str, **params) -> Fault:
        return Fault(office, "parent", message, {"name": office.name, **params})

    if office.kind in TOP:
        return fault(STANDS_ALONE) if office.parent else None
    if office.parent is None:
        return fault(NEEDS_PARENT)
    parent = known.get(office.parent)
    if parent is None:
        return fault(PARENT_MISSING)
    if _in_a_circle(office, known):
        return fault(CIRCLE)
    if parent.kind not in BELOW[office.kind]:
        return fault(WRONG_PARENT, other=parent.name)
    return None


def _in_a_circle(office: Office, known: dict[int, Office]) -> bool:
    at, steps = office.parent, 0
    while at in known and at != office.id and steps <= len(known):
        at, steps = known[at].parent, steps + 1
    return at == office.id
