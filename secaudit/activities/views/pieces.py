"""What other pages show of activities: on a control's page, when it was last exercised."""

from flask import render_template
from markupsafe import Markup

from secaudit.accounts.gate import current, opens
from secaudit.activities import reading
from secaudit.activities.kinds import State
from secaudit.activities.models import Activity
from secaudit.calendar import clock
from secaudit.catalogue.views import told_elsewhere

SHOWN = 5


def last_exercised(control: str) -> Markup:
    """Activities that are evidence for the control, the newest first; nothing where there are none."""
    if not opens("activities.index"):
        return Markup()
    on = clock.today()
    rows = Activity.select().where(Activity.state != State.CANCELLED)
    about = [each for each in rows if control in each.controls]
    sight = reading.sight_of(current, on) if about else reading.Sight()
    seen = [each for each in about if sight.sees(each)]
    seen.sort(key=lambda each: (each.held_on or each.last_day, each.id), reverse=True)
    held = [each for each in seen if each.held_on]
    return Markup(
        render_template(
            "activities/_of_control.html", shown=seen[:SHOWN], last=held[0] if held else None, on=on
        )
        if seen
        else ""
    )


if last_exercised not in told_elsewhere:
    told_elsewhere.append(last_exercised)
