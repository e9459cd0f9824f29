"""監査年度計画書: what is meant to be audited in a fiscal year."""

from datetime import date

from flask_babel import gettext as _

from secaudit.access.roles import Role
from secaudit.auditpapers.dossier import lead_post, post_of
from secaudit.calendar.fiscal import fiscal_label
from secaudit.documents import Document, Part, facts, heading, table, text
from secaudit.organisation.settings import settings
from secaudit.programme.table import Row
from secaudit.programme.views.years import Year
from secaudit.web.language import day, language


def annual_plan(found: Year, on: date, number: str = "") -> Document:
    body: list[Part] = []
    if found.plan:
        body.append(facts([
            (_("Policy and goals"), found.plan.goals), (_("Themes"), found.plan.themes),
            (_("Timetable"), found.plan.timing), (_("Team, days and budget"), found.plan.means),
            (_("Approved"), day(found.plan.approved_on)),
        ]))  # fmt: skip
    body += [heading(_("Departments")), departments(found), heading(_("Audits")), audits(found)]
    body += [heading(_("Independence")), text(independence(found))]
    return Document(
        title=_("Audit plan of %(year)s", year=fiscal_label(found.year, language())),
        number=number, on=on, to=post_of(Role.CISO, on), sender=lead_post(on),
        handling=settings()["handling_mark"], boxes=settings()["approval_boxes"], body=body,
    )  # fmt: skip


def departments(found: Year) -> Part:
    head = [_("Department"), _("Chosen by"), _("Points"), _("Last audited"), _("Audit")]
    rows = [_department(row, found.year) for row in found.rows]
    return table(head, rows, widths=[5, 3, 1.4, 2.4, 2], right=[2])


def _department(row: Row, year: int) -> list[str]:
    return [
        row.office.called(language()),
        _("the programme") if year in row.turns else _("the audit's plan"),
        str(row.points),
        fiscal_label(row.last.year, language()) if row.last else _("Never"),
        "・".join(each.number for each in row.audits.get(year, [])),
    ]


def audits(found: Year) -> Part:
    head = [_("Number"), _("Audit"), _("Type"), _("Theme"), _("Fieldwork"), _("Team")]
    rows = [
        [
            each.number, each.title, f"{_(each.kind.label)}・{_(each.type.label)}", each.theme,
            f"{day(each.starts_on, 'short')}–{day(each.ends_on, 'short')}",
            "・".join(person.called(language()) for person in found.teams.get(each.id, [])),
        ]
        for each in found.engagements
    ]  # fmt: skip
    return table(head, rows, widths=[1.6, 4, 2.6, 2.4, 2.6, 2.6])


def independence(found: Year) -> str:
    told = [
        f"{person.called(language())}："
        + _(", ").join(f"{office.called(language())}（{_(why)}）" for office, why in units)
        for person, units in found.barred
    ]
    return "\n".join(told) or _("None of the auditors is tied to these departments.")
