"""Pages about offices, systems and people."""

from secaudit.directory.views import offices, people, reorganising, systems

__all__ = ["offices", "people", "reorganising", "systems"]
