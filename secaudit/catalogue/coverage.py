"""Which ids of a framework the catalogue covers, and which not."""

from dataclasses import dataclass

from secaudit.catalogue.controls import Catalogue, Framework, Text


@dataclass(frozen=True)
class Covered:
    target: str
    title: Text
    controls: tuple[str, ...]  # empty: not covered


def coverage(catalogue: Catalogue, framework: Framework) -> list[Covered]:
    """Every id of the framework, in its order; ids that only mappings name come after."""
    by_target: dict[str, list[str]] = {target: [] for target in framework.targets}
    for control in catalogue.controls:
        for target in control.mappings.get(framework.id, ()):
            by_target.setdefault(target, []).append(control.id)
    return [
        Covered(target, framework.targets.get(target, {}), tuple(controls))
        for target, controls in by_target.items()
    ]
