"""Named queries: who looked at the overview, and what was asked of the secretariat."""

from secaudit.reports.looks.models import Look


def looks(most: int = 200) -> list[Look]:
    """The newest first."""
    return list(Look.select().order_by(Look.id.desc()).limit(most))


def waiting() -> list[Look]:
    """Instructions that wait for the secretariat. One statement."""
    told = (Look.words != "") & Look.done_on.is_null()
    return list(Look.select().where(told).order_by(Look.id))
