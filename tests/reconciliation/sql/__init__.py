"""Every figure counted once more: from the rows, by plain SQL, with no line of the product's code.

A scope says of what: {"chapter": "AST", "unit": "3"}; an empty one is the city. A file of this
folder is a subject; its FIGURES name every figure that a page or a file may show of it, and they
are all of FIGURES here. One that is named nowhere has no proof, and the walk fails.
"""

from importlib import import_module
from pkgutil import iter_modules

from tests.reconciliation.sql.base import Figure, Scope, Shown
from tests.reconciliation.sql.city import ANSWERED, City

__all__ = ["ANSWERED", "FIGURES", "SUBJECTS", "City", "Scope", "Shown"]


def _subjects() -> dict[str, dict[str, Figure]]:
    modules = {
        each.name: import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__)
    }
    return {name: each.FIGURES for name, each in modules.items() if hasattr(each, "FIGURES")}


def _together() -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    for subject, figures in SUBJECTS.items():
        assert not found.keys() & figures.keys(), f"{subject}: counted elsewhere too"
        found |= figures
    return found


SUBJECTS = _subjects()
FIGURES = _together()
