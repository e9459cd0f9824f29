"""Pages of the city as a whole, of one department, and of the journal."""

from secaudit.reports.views import (
    answers,
    department,
    files,
    heat_map,
    journal,
    lists,
    looks,
    overview,
    strength,
    trend,
)
from secaudit.reports.views.blueprint import bp

__all__ = [
    "answers",
    "bp",
    "department",
    "files",
    "heat_map",
    "journal",
    "lists",
    "looks",
    "overview",
    "strength",
    "trend",
]
