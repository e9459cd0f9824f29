"""Where every △ and × leads, counted once more from the rows by plain SQL."""

from datetime import date

from tests.reconciliation.sql.base import Figure, day, rows
from tests.reconciliation.sql.base import number as shown

ANSWERED = """
select s.period_id, s.form, coalesce(s.frozen_from, s.state), s.state, s.id, a.control, a.value
from answer a join sheet s on s.id = a.sheet_id where a.asked
"""
CORRECTED = """
select sheet_id, control, value from correction where approved_at is not null order by id
"""
PROMISED = "select sheet_id, control, state, due_on from improvement"
PERIODS = """
select id, forms from period where opened_at is not null order by fiscal_year desc, number desc
"""
ELSEWHERE = ("carried on", "corrected")
OPEN = ("promised", "reported as done", "seen by the head")
COUNTED = ("submitted", "confirmed")


def gaps(period: str | None) -> list[tuple[str | None, date | None]]:
    """State and date of each gap's promise; of a gap that leads nowhere neither."""
    periods = {id: forms for id, forms in rows(PERIODS) if period in (None, str(id))}
    newest, forms = next(iter(periods.items()))
    asked = {"department", *forms.split()} - {"person", "counts"}
    corrected = {(sheet, control): value for sheet, control, value in rows(CORRECTED)}
    promised = {(s, c): (state, day(due)) for s, c, state, due in rows(PROMISED)}
    found = []
    for of, form, was, state, sheet, control, value in rows(ANSWERED):
        now = corrected.get((sheet, control), value) if state == "frozen" else value
        gap, promise = now in ("partial", "not implemented"), promised.get((sheet, control))
        if promise and of in periods and (gap or promise[0] != "promised"):
            found.append(promise)
        elif not promise and of == newest and gap and form in asked and was in COUNTED:
            found.append((None, None))
    return found


def number(view: str, period: str | None, today: date) -> int:
    """As many as that view of the list shows."""
    holds = {
        "open": lambda state, due: state is None or state in OPEN,
        "late": lambda state, due: state == "promised" and due < today,
        "none": lambda state, due: state is None,
        "promised": lambda state, due: state == "promised",
        "reported": lambda state, due: state == "reported as done",
        "seen": lambda state, due: state == "seen by the head",
        "checked": lambda state, due: state == "checked",
        "ended": lambda state, due: state in ELSEWHERE,
        "all": lambda state, due: True,
    }[view]
    return sum(holds(*each) for each in gaps(period))


VIEWS = ("open", "late", "none", "promised", "reported", "seen", "checked", "ended", "all")


def of_gaps(view: str) -> Figure:
    return lambda city, scope: shown(number(view, scope.get("period"), city.today))


FIGURES: dict[str, Figure] = {f"gaps_{view}": of_gaps(view) for view in VIEWS}
