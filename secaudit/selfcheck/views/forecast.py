"""What opening would mean: how many of last year's answers can be given once more."""

from flask import current_app, render_template

from secaudit.calendar import clock
from secaudit.catalogue.carrying import Fate
from secaudit.catalogue.installed import in_force
from secaudit.selfcheck import reading
from secaudit.selfcheck.forecast import forecast as look_ahead
from secaudit.selfcheck.views import bp


@bp.get("/periods/<id:id>/forecast")
def forecast(id):
    found, now = reading.period(id), in_force(current_app.config)
    catalogue = reading.catalogue_of(found) if found.edition_id else now.catalogue
    ahead = look_ahead(found, catalogue, found.organisation_date or clock.today())
    return render_template(
        "selfcheck/forecast.html",
        period=found,
        ahead=ahead,
        fates=Fate,
        problems=() if found.edition_id else now.problems,
        key=found.edition_id or "now",
    )
