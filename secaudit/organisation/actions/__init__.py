"""What is done to offices, systems and the city's settings: each one transaction and one entry."""

from secaudit.organisation.actions.settings import change_settings
from secaudit.organisation.actions.systems import change_system, close_system, create_system
from secaudit.organisation.actions.units import change_unit, create_unit, set_facts

__all__ = [
    "change_settings",
    "change_system",
    "change_unit",
    "close_system",
    "create_system",
    "create_unit",
    "set_facts",
]
