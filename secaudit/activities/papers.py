"""The year's plan and results on A4: for the committee, and to be approved."""

from datetime import date

from flask_babel import gettext as _

from secaudit.activities import reading
from secaudit.activities.kinds import Kind
from secaudit.activities.listing import FORMULA, Chosen, state_words, year_words
from secaudit.activities.models import Activity, ActivityResult
from secaudit.activities.rules import Standing, by_kind
from secaudit.documents import Document, Part, heading, note, table, text
from secaudit.organisation.settings import settings
from secaudit.web.language import day
from secaudit.web.rates import with_parts

LONGEST = 90


def year_paper(found: Chosen, on: date) -> Document:
    return Document(
        title=_("Training, drills, reviews and tests of %(year)s", year=year_words(found.year)),
        on=on,
        handling=settings()["handling_mark"],
        boxes=settings()["approval_boxes"],
        body=[
            text(conclusion(found)),
            heading(_("Plan and results")),
            *_activities(found, on),
            heading(_("When each was last really done")),
            _standing(by_kind(each for each in reading.seen()), on),
        ],
        landscape=True,
    )


def conclusion(found: Chosen) -> str:
    words = _(
        "%(held)s of %(all)s activities were held; %(late)s have passed their planned day; "
        "%(cancelled)s were cancelled.",
        held=found.counts["held"],
        all=found.counts["all"],
        late=found.counts["late"],
        cancelled=found.counts["cancelled"],
    )
    return str(words)


def _activities(found: Chosen, on: date) -> list[Part]:
    if not found.rows:
        return [text(_("None."))]
    results = reading.newest_results(each.id for each in found.rows)
    head = [
        _("Kind and title"), _("Who takes part"), _("Who (by post)"), _("Planned day"), _("Held on"),
        _("Attendance rate"), _("What came of it, and what was learnt"), _("Evidence"),
    ]  # fmt: skip
    rows = [_line(each, results.get(each.id), on) for each in found.rows]
    return [
        table(head, rows, widths=[4.4, 2.4, 2.4, 2.3, 2.3, 2, 6, 3]),
        note(_("Attendance rate: %(formula)s.", formula=_(FORMULA))),
    ]


def _line(each: Activity, result: ActivityResult | None, on: date) -> list[str]:
    days = day(each.planned_on, "table")
    if each.until:
        days += "～" + day(each.until, "table")
    return [
        f"{_(each.kind.label)}\n{each.title}",
        each.audience,
        each.owner,
        days,
        day(each.held_on, "table") if each.held_on else state_words(each, on),
        rate_words(each),
        _learnt(each, result),
        f"{result.evidence}\n{result.kept_at}".strip() if result else "",
    ]


def rate_words(each: Activity) -> str:
    """「96.3%（26/27）」; 「対象なし」 where nobody was listed."""
    return with_parts(each.taken.rate).replace(" (", "\n(")


def _learnt(each: Activity, result: ActivityResult | None) -> str:
    if result is None:
        return shortened(each.reason)
    return "\n".join(filter(None, [shortened(result.result), shortened(result.lessons)]))


def shortened(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _standing(found: dict[Kind, Standing], on: date) -> Part:
    head = [_("Kind"), _("Last really done"), _("Planned next"), _("Due again by"), _("State")]
    rows = [
        [
            _(kind.label),
            day(each.last.held_on, "short") if each.last else _("Not done yet"),
            day(each.next.planned_on, "short") if each.next else _("Not planned"),
            day(each.due, "short"),
            _("Overdue") if each.is_overdue(on) else _("In time"),
        ]
        for kind, each in found.items()
    ]
    return table(head, rows, widths=[5, 3, 3, 3, 2])
