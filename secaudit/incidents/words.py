"""An incident in words, alike on its page, in the list and on paper."""

from collections.abc import Iterable
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from secaudit.incidents.deadlines import Deadline, Report
from secaudit.incidents.models import Incident
from secaudit.organisation.reading import last_names
from secaudit.web.language import called, day


def offices(rows: Iterable[Incident]) -> dict[int, str]:
    """How the departments concerned were last called. One statement."""
    units = {row.unit_id for row in rows if row.unit_id}
    return {unit: called(name) for unit, name in last_names(units).items()} if units else {}


def office(row: Incident, names: dict[int, str]) -> str:
    return names.get(row.unit_id or 0) or _("The whole city")


def people(row: Incident) -> str:
    if row.affected is None:
        return _("Not known yet")
    return ngettext("%(num)s person", "%(num)s persons", row.affected)


def until(each: Deadline) -> str:
    """By when: the first report has no fixed day in the law."""
    if each.report == Report.FIRST:
        return _("about %(since)s to %(due)s", since=day(each.since, "plain"), due=day(each.due))
    return _("by %(due)s", due=day(each.due))


def standing(each: Deadline, on: date) -> str:
    """Days left, days late, or made in time."""
    left = each.left(on)
    if each.done:
        made = day(each.done)
        if left >= 0:
            return _("Made on %(day)s, in time", day=made)
        return ngettext(
            "Made on %(day)s, %(num)s day late",
            "Made on %(day)s, %(num)s days late",
            -left,
            day=made,
        )
    if left < 0:
        return ngettext("%(num)s day late", "%(num)s days late", -left)
    return ngettext("%(num)s day left", "%(num)s days left", left) if left else _("Due today")
