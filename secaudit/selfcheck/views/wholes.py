"""A sheet with all that is known of its questions, for the pages that show the whole of it."""

from secaudit.calendar import clock
from secaudit.selfcheck import reading
from secaudit.selfcheck.causes import further
from secaudit.selfcheck.models import Sheet
from secaudit.selfcheck.showing import Section, sections


def whole(sheet: Sheet) -> list[Section]:
    """The sheet with this and last year's answers."""
    catalogue = reading.catalogue_of(sheet.period)
    return sections(
        sheet,
        catalogue,
        reading.answers_of(sheet),
        reading.last_year_answers(sheet),
        reading.afresh_since(sheet),
        clock.today(),
        further(sheet, sheet.questions, clock.today()),
    )
