"""Named queries: periods, sheets, answers and what they count up to."""

from secaudit.selfcheck.reading.answers import (
    answered_numbers,
    answers_by_sheet,
    answers_for,
    answers_of,
)
from secaudit.selfcheck.reading.corrections import (
    corrections_in,
    corrections_of,
)
from secaudit.selfcheck.reading.earlier import (
    AHEAD,
    afresh_since,
    earlier_by_sheet,
    last_year_answers,
    links_into,
)
from secaudit.selfcheck.reading.figures import (
    Exported,
    counts,
    exported,
)
from secaudit.selfcheck.reading.periods import (
    catalogue_of,
    period,
    periods,
    previous_period,
)
from secaudit.selfcheck.reading.sheets import (
    is_counted,
    reads,
    refuse_unless_may,
    sheet,
    sheet_for,
    sheet_states,
    sheets_near,
    sheets_of,
    units_by_assignment,
)

__all__ = [
    "AHEAD",
    "Exported",
    "afresh_since",
    "answered_numbers",
    "answers_by_sheet",
    "answers_for",
    "answers_of",
    "catalogue_of",
    "corrections_in",
    "corrections_of",
    "counts",
    "earlier_by_sheet",
    "exported",
    "is_counted",
    "last_year_answers",
    "links_into",
    "period",
    "periods",
    "previous_period",
    "reads",
    "refuse_unless_may",
    "sheet",
    "sheet_for",
    "sheet_states",
    "sheets_near",
    "sheets_of",
    "units_by_assignment",
]
