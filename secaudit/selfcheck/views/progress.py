"""A period with its progress: who has each sheet now, in official order."""

from urllib.parse import quote

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext as _

from secaudit.accounts.forms import EmptyForm
from secaudit.calendar import clock
from secaudit.decisions.reading import decisions_about
from secaudit.people.reading import names
from secaudit.selfcheck import reading, threads
from secaudit.selfcheck.kinds import FINAL
from secaudit.selfcheck.models import Correction, Period, Sheet
from secaudit.selfcheck.states import MOVING
from secaudit.selfcheck.views import bp
from secaudit.selfcheck.views.periods import own_sheets, sees_all
from secaudit.selfcheck.views.words import time_left
from secaudit.selfcheck.waiting import IN, NEXT_STEP, Turn, due, holder, overdue, standing, turn


@bp.get("/periods/<id:id>")
def period(id):
    found = reading.period(id)
    if not sees_all():
        return _own(found)
    sheets = reading.sheets_of(found)
    late = [sheet for sheet in sheets if overdue(sheet, found, clock.today())]
    views, chosen = _views(found, sheets, late)
    return render_template(
        "selfcheck/period.html",
        period=found,
        sheets=chosen,
        views=views,
        asked=threads.open_by_sheet(found) if found.state in MOVING else {},
        answered=reading.answered_numbers(found),
        standing=standing(sheets),
        late=late,
        turn=turn,
        holder=holder,
        due=due,
        today=clock.today(),
        left=time_left(None, found),
        next_step=NEXT_STEP.get(found.state),
        decisions=decisions_about(found),
        corrections=_corrections(found),
        people=names(id for id in (found.planned_by_id, found.approved_by_id) if id),
        form=EmptyForm(),
    )


def _views(found: Period, sheets: list[Sheet], late: list[Sheet]):
    """Links to those whom somebody has now, with how many they are; and the chosen ones."""
    if found.state not in MOVING:
        return [], sheets
    groups = {"": (_("All"), sheets)}
    for word in (*(each.who for each in Turn if each.who), IN):
        groups[word] = (_(word), [each for each in sheets if holder(each, found) == word])
    groups["late"] = (_("Past due"), late)
    asked = request.args.get("with", "")
    asked = asked if asked in groups else ""
    page = url_for(".period", id=found.id)
    links = [
        (key, words, len(some), f"{page}?with={quote(key)}" if key else page, key == asked)
        for key, (words, some) in groups.items()
        if some or key == asked
    ]
    return links, groups[asked][1]


def _corrections(period: Period) -> list[Correction]:
    if period.state not in FINAL:
        return []
    rows = Correction.select(Correction, Sheet).join(Sheet).where(Sheet.period == period.id)
    return list(rows.order_by(Sheet.position, Correction.id))


def _own(found: Period):
    """People of a department go on to their own sheet, or to the list of theirs."""
    mine = own_sheets(found.id)
    if len(mine) == 1:
        return redirect(url_for(".sheet", id=mine[0].id))
    if not mine:
        abort(404)
    return render_template("selfcheck/own.html", sheets=mine, turn=turn, left=time_left)
