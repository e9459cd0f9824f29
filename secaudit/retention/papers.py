"""The disposal list on A4: what goes, on which rule, who agrees."""

from collections.abc import Callable
from datetime import date

from flask_babel import gettext as _

from secaudit.documents import Document, boxes, facts, heading, note, table, text
from secaudit.organisation.settings import settings
from secaudit.retention import erasing, reading
from secaudit.retention.models import Disposal
from secaudit.retention.rules import Item, State, kept_until
from secaudit.web.language import at, called, day


def list_paper(row: Disposal, label: Callable[[Item], str], on: date) -> Document:
    chosen, head = settings(), [_("Kind of record"), _("What goes"), _("Kept until")]
    rows = [
        [label(i), _(i.cls.holds), day(kept_until(i.year, chosen[i.cls.setting]), "short")]
        for i in row.listed
    ]
    return Document(
        title=_("Disposal list"),
        number=_("No. %(number)s", number=row.id),
        on=on,
        handling=chosen["handling_mark"],
        body=[
            facts(
                [
                    (_("State"), _(row.state.label)),
                    (_("On which rule it stands"), row.ground),
                    (_("Proposed by"), f"{called(row.proposed_by)}　{at(row.proposed_at, 'full')}"),
                    (_("Carried out"), at(row.carried_out_at, "full")),
                    (_("What it comes to"), amounts(row)),
                ]
            ),
            table(head, rows, widths=[4, 8, 3]),
            heading(_("Approved by")),
            *_approvals(row),
            note(_("The journal keeps every entry with its place and time; only the words are gone.")),
        ],
    )  # fmt: skip


def amounts(row: Disposal) -> str:
    """Of what is still to go it is counted now."""
    if row.state == State.CARRIED_OUT:
        counts = {"rows": row.rows, "payloads": row.payloads, "files": row.files}
    else:
        found = erasing.extent(row.listed)
        counts = {
            "rows": found.changed,
            "payloads": len(found.entries),
            "files": len(found.files),
        }
    return _("%(rows)s records, %(payloads)s contents of the journal, %(files)s files", **counts)


def _approvals(row: Disposal) -> list:
    given = reading.approvals(row)
    if not given:
        return [boxes([_("First approval"), _("Second approval")])]
    head = [_("Name"), _("Post"), _("When")]
    return [table(head, [[each.name, each.post, at(each.at, "full")] for each in given]), text("")]
