"""The yearly review list of accounts (アカウント棚卸し) on A4, to be signed."""

from datetime import date

from flask_babel import gettext as _

from secaudit.accessreview.reading import Row, by_office
from secaudit.documents import Document, Part, boxes, heading, note, table, text
from secaudit.organisation.settings import settings
from secaudit.web.language import at, called


def review_list(found: list[Row], on: date) -> Document:
    return Document(
        title=_("Accounts to be reviewed"),
        on=on,
        handling=settings()["handling_mark"],
        body=[
            text(
                _("Please look whether each person still needs this account and these roles, and mark it.")
            ),
            text(conclusion(found)),
            *[part for office, rows in by_office(found) for part in _office(office, rows)],
            note(_("Last sign-in: as of the day of this list. Trusted with much: secretariat, auditors, CISO, CHIEF, administrators.")),
            boxes([_("Looked through by"), _("Secretariat"), _("CHIEF")]),
        ],
        landscape=True,
    )  # fmt: skip


def conclusion(found: list[Row]) -> str:
    words = _(
        "%(all)s accounts, %(disabled)s of them disabled; %(asks)s deserve a second look.",
        all=len(found),
        disabled=sum(row.one.account.disabled for row in found),
        asks=sum(row.asks for row in found),
    )
    return str(words)


def _office(office, rows: list[Row]) -> list[Part]:
    head = [
        _("Number"), _("Name"), _("Roles"), _("Last sign-in"), _("What was noticed"), _("Still needed"),
        _("Signature"),
    ]  # fmt: skip
    lines = [_line(row) for row in rows]
    return [
        heading(called(office) if office else _("The whole city")),
        table(head, lines, widths=[2, 3.4, 4.4, 3, 4, 2.4, 3]),
    ]


def _line(row: Row) -> list[str]:
    roles = dict.fromkeys(_(post.role.label) for post in row.posts)
    return [
        row.one.person.number,
        called(row.one.person),
        "・".join(roles),
        at(row.one.last_sign_in, "table") or _("never"),
        "・".join(_(each) for each in row.remarks),
        _("□ yes　□ no"),
        "",
    ]
