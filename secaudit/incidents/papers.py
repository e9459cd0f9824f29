"""One incident on A4: for the files, and to go with a report."""

from datetime import date

from flask_babel import gettext as _

from secaudit.documents import Document, facts, heading, note, table, text
from secaudit.errors import N_
from secaudit.incidents.kinds import Duty
from secaudit.incidents.models import Incident
from secaudit.incidents.reading import Version
from secaudit.incidents.words import office, offices, people, standing, until
from secaudit.organisation.settings import settings
from secaudit.web.language import at, called, day

COUNTING = N_(
    "The day of knowing is the first. The last day of the full report moves to the next open day of"
    " the national administration."
)


def record_paper(row: Incident, versions: list[Version], on: date) -> Document:
    return Document(
        title=_("Record of the incident %(number)s", number=row.number),
        on=on,
        handling=settings()["handling_mark"],
        boxes=settings()["approval_boxes"],
        body=[
            facts(_facts(row)),
            heading(_("Report to the Personal Information Protection Commission")),
            *_report(row, on),
            heading(_("Persons concerned, cause, prevention")),
            facts(_after(row)),
            heading(_("Versions of this record")),
            _versions(versions),
        ],
    )


def _facts(row: Incident) -> list[tuple[str, str]]:
    return [
        (_("Noticed on"), day(row.noticed_on)),
        (_("Kind"), _(row.kind.label)),
        (_("Department"), office(row, offices([row]))),
        (_("The incident"), row.what),
        (_("People affected"), people(row)),
    ]


def _report(row: Incident, on: date) -> list:
    grounds = "\n".join(_(each.label) for each in row.facts.grounds)
    said = [(_("Whether it has to be reported"), _(row.duty.label)), (_("Why"), grounds)]
    parts = [facts([*said, (_("Explanation"), row.why)])]
    if row.duty == Duty.NONE:
        return parts
    rows = [[_(each.report.label), until(each), standing(each, on)] for each in row.deadlines]
    head = [_("Kind of report"), _("Deadline by law"), _("State")]
    return [*parts, table(head, rows, widths=[3, 6, 5]), note(_(COUNTING))]


def _after(row: Incident) -> list[tuple[str, str]]:
    told = "\n".join(filter(None, [day(row.told_on), row.told_how]))
    return [
        (_("Persons concerned told"), told or _("Nothing is recorded.")),
        (_("Cause"), row.cause or _("Nothing is recorded.")),
        (_("Prevention"), row.prevention or _("Nothing is recorded.")),
        (_("Prevention done on"), day(row.prevented_on) or _("Prevention not done yet")),
    ]


def _versions(versions: list[Version]):
    if not versions:
        return text(_("Nothing is recorded."))
    rows = [
        [str(number), at(each.at), called(each.who) if each.who else "", each.reason]
        for number, each in enumerate(versions, 1)
    ]
    return table([_("No."), _("Recorded on"), _("By"), _("Reason")], rows, widths=[1, 3, 3, 7])
