"""The list of all exceptions: which of them, how they are called, as a table to take along."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from flask import current_app
from flask_babel import gettext as _

from secaudit.access.guard import Actor
from secaudit.catalogue.installed import current as in_use
from secaudit.errors import N_
from secaudit.exceptions import reading
from secaudit.exceptions.kinds import HOLDS, SETTLED, Standing
from secaudit.exceptions.models import Deviation
from secaudit.organisation.models import UnitVersion
from secaudit.organisation.reading import last_names
from secaudit.organisation.texts import folded
from secaudit.web.language import called, day, in_my_language
from secaudit.web.spreadsheets import Table

# The views of the list: key, words, and which standings they show.
VIEWS: dict[str, tuple[str, Callable[[Standing], bool]]] = {
    "open": (N_("Not over yet"), lambda standing: standing not in SETTLED),
    "waiting": (N_("Waits for approval"), lambda standing: standing == Standing.WAITING),
    "holding": (N_("Holds"), lambda standing: standing in HOLDS),
    "ending": (N_("Expires within 60 days"), lambda standing: standing == Standing.ENDING),
    "expired": (N_("Expired"), lambda standing: standing == Standing.EXPIRED),
    "settled": (N_("Over or not approved"), lambda standing: standing in SETTLED),
    "all": (N_("All"), lambda standing: True),
}


@dataclass(frozen=True)
class Chosen:
    """What the reader asked for, and what there is of each kind."""

    view: str
    unit: int | None
    words: str
    rows: list[Deviation]
    counts: dict[str, int]
    units: dict[int, UnitVersion]  # of all that the reader sees, in official order
    titles: dict[str, str]  # of controls
    on: date


def chosen(asked: Mapping[str, str], actor: Actor, on: date) -> Chosen:
    """By the address of the page: ?view=expired&unit=7&q=AST."""
    every = reading.visible(actor, on)
    names = last_names({row.unit_id for row in every}) if every else {}
    units = {row.unit_id: names[row.unit_id] for row in every}
    unit = next((id for id in units if str(id) == asked.get("unit")), None)
    words, called_so = asked.get("q", "").strip()[:100], titles()
    some = [row for row in every if unit in (None, row.unit_id) and _has(row, words, called_so)]
    view = asked.get("view", "") if asked.get("view") in VIEWS else "open"
    counts = {key: sum(map(shows(key, on), some)) for key in VIEWS}
    rows = [row for row in some if shows(view, on)(row)]
    return Chosen(view, unit, words, rows, counts, units, called_so, on)


def shows(view: str, on: date) -> Callable[[Deviation], bool]:
    return lambda row: VIEWS[view][1](row.standing(on))


def _has(row: Deviation, words: str, titles: Mapping[str, str]) -> bool:
    title = titles.get(row.control, "")
    texts = (row.number, row.control, title, row.what, row.reason, row.compensation)
    return not words or folded(words) in "|".join(map(folded, texts))


def titles() -> dict[str, str]:
    """The controls' titles as they stand today."""
    return {each.id: in_my_language(each.title) for each in in_use(current_app.config).controls}


def as_table(found: Chosen) -> Table:
    return Table(
        _("Exceptions"),
        [
            _("Number"), _("Department"), _("Control"), _("Title"), _("State"),
            _("What is done otherwise"), _("Reason"), _("Compensating measure"), _("From"),
            _("Until"), _("Asked for by (post)"), _("Decided by (post)"), _("Words of the decision"),
            _("Renews"), _("Ended on"), _("Why it ended"),
        ],
        [_cells(row, found) for row in found.rows],
        [_("As of %(as_of)s.", as_of=day(found.on))],
    )  # fmt: skip


def _cells(row: Deviation, found: Chosen) -> list:
    return [
        row.number, called(found.units[row.unit_id]), row.control,
        found.titles.get(row.control, ""),
        _(row.standing(found.on).label), row.what, row.reason, row.compensation, row.starts_on,
        row.expires_on, row.requested_post, row.decided_post, row.words,
        f"E{row.follows_id}" if row.follows_id else "", row.ended_on, row.ended_words,
    ]  # fmt: skip
