"""What can be drawn from: departments of today, or what they answered in a self-check."""

from collections.abc import Collection

from flask_babel import gettext as _
from flask_babel import ngettext

from secaudit.audits.reach import Ground
from secaudit.audits.sampling.actions import Population
from secaudit.calendar.fiscal import fiscal_label
from secaudit.organisation.tree import Office
from secaudit.selfcheck.kinds import Value
from secaudit.selfcheck.models import Answer, Period, Sheet
from secaudit.selfcheck.reading import is_counted
from secaudit.web.language import day, in_my_language, language


def departments(known: Ground, units: Collection[int]) -> Population:
    """Whole departments, by their codes."""
    offices = [office for office in known.tree.answering() if office.id in units]
    words = ngettext(
        "%(num)s department as of %(day)s", "%(num)s departments as of %(day)s", len(offices),
        day=day(known.tree.on),
    )  # fmt: skip
    return Population(
        words, _by_bureau(known, offices, lambda office: [office.code]), _codes(offices)
    )


def cells(
    known: Ground,
    units: Collection[int],
    period: Period,
    controls: Collection[str],
    declared: bool,
    order: Collection[str],
) -> Population:
    """Controls of departments as they were answered; `order`: all ids in the catalogue's order.

    An answer of a department that is gone counts for the one that carries it on.
    """
    offices = [office for office in known.tree.answering() if office.id in units]
    answered = _answered(known, period, set(controls), declared)
    ranks = {control: rank for rank, control in enumerate(order)}

    def of(office: Office) -> list[str]:
        mine = sorted(answered.get(office.id, ()), key=ranks.__getitem__)
        return [f"{office.code}/{control}" for control in mine]

    strata = _by_bureau(known, offices, of)
    count = sum(len(items) for _name, items in strata)
    values = {
        "num": count, "departments": len(offices), "controls": len(set(controls)),
        "period": period_words(period),
    }  # fmt: skip
    said = (
        _("%(num)s answers ○ of %(departments)s departments to %(controls)s controls (%(period)s)",
          **values)
        if declared
        else _("%(num)s answers of %(departments)s departments to %(controls)s controls (%(period)s)",
               **values)
    )  # fmt: skip
    return Population(said, strata, _codes(offices), period, period.edition)


def period_words(period: Period) -> str:
    """「令和8年度」, or as the city called it."""
    return in_my_language(period.title or fiscal_label(period.fiscal_year, language()))


def _codes(offices: list[Office]) -> dict[str, int]:
    return {office.code: office.id for office in offices}


def _by_bureau(known: Ground, offices: list[Office], items) -> list[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for office in offices:
        bureau = known.tree.bureau(office.id)
        found.setdefault(bureau.name if bureau else "", []).extend(items(office))
    return [(name, listed) for name, listed in found.items() if listed]


def _answered(
    known: Ground, period: Period, controls: set[str], declared: bool
) -> dict[int, set[str]]:
    rows = (
        Answer.select(Answer.unit, Answer.control, Answer.value, Sheet.state, Sheet.frozen_from)
        .join(Sheet)
        .where((Answer.period == period) & Answer.asked)
    )
    found: dict[int, set[str]] = {}
    for row in rows:
        wanted = row.value == Value.IMPLEMENTED if declared else row.value is not None
        if wanted and row.control in controls and is_counted(row.sheet):
            for unit in known.lines.after([row.unit_id]) & set(known.tree.offices):
                found.setdefault(unit, set()).add(row.control)
    return found
