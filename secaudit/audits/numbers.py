"""How engagements and findings are numbered: by fiscal year, in its era."""

from datetime import date

from secaudit.calendar.eras import era_of, year_in
from secaudit.database import locking
from secaudit.journal.models import JournalHead


def short_year(year: int) -> str:
    """「R8」 for fiscal year 2026."""
    autumn = date(year, 10, 1)  # a year named anew in May bears the new name
    era = era_of(autumn)
    return f"{era.letter}{year_in(era, autumn)}" if era else str(year)


def next_in_line() -> None:
    """Wait for whoever is writing: two who take the next number at once get different ones."""
    locking(JournalHead.select(JournalHead.id).where(JournalHead.id == 1)).get()
