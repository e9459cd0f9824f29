"""What applies to a department: a few yes/no questions decide whole groups of questions. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from secaudit.catalogue.controls import Catalogue, Gate
from secaudit.catalogue.editions import department_questions


@dataclass(frozen=True)
class Applies:
    """The form as it follows from what a department says."""

    facts: frozenset[str]
    declined: frozenset[str]
    asked: tuple[str, ...]  # controls, in the order of the catalogue
    spared: frozenset[str]  # of these, the ones answered 「該当なし」 by what was said


def gates_to_ask(
    catalogue: Catalogue, facts: Collection[str], core_only: bool, roles: Sequence[str] = ()
) -> list[Gate]:
    """Gates on which at least one question depends. Which offices a department houses (of the
    CHIEF, of audit …) is the secretariat's to say, not its own."""
    offices = {role.gate for role in catalogue.roles}
    return [
        gate
        for gate in catalogue.gates
        if gate.id not in offices and count(catalogue, facts, gate.id, core_only, roles)
    ]


def count(
    catalogue: Catalogue,
    facts: Collection[str],
    gate: str,
    core_only: bool,
    roles: Sequence[str] = (),
) -> int:
    """How many questions are asked only because of this gate."""
    with_it = department_questions(catalogue, frozenset(facts) | {gate}, core_only, roles)
    without = department_questions(catalogue, frozenset(facts) - {gate}, core_only, roles)
    return len(with_it) - len(without)


def applies(
    catalogue: Catalogue,
    facts: Collection[str],
    says: Mapping[str, bool],
    core_only: bool,
    roles: Sequence[str] = (),
) -> Applies:
    """A yes adds its questions; a no keeps them and answers them 「該当なし」."""
    known = frozenset(facts) | {gate for gate, yes in says.items() if yes}
    declined = frozenset(gate for gate, yes in says.items() if not yes) & known
    asked = [each.id for each, _ in department_questions(catalogue, known, core_only, roles)]
    applying = department_questions(catalogue, known - declined, core_only, roles)
    left = {each.id for each, _ in applying}
    return Applies(known, declined, tuple(asked), frozenset(asked) - left)
