from flask import Blueprint, render_template

from secaudit.accounts.gate import current
from secaudit.audits import reading
from secaudit.calendar import clock
from secaudit.calendar.fiscal import fiscal_label, fiscal_year
from secaudit.web.language import language

bp = Blueprint("audits", __name__)


@bp.get("/audits")
def index():
    found = list(reading.visible_engagements(current, clock.today()))
    ids = [engagement.id for engagement in found]
    return render_template(
        "audits/index.html",
        engagements=found,
        teams=reading.team_names(ids),
        departments=reading.paper_counts(ids),
        year=lambda year: fiscal_label(year, language()),
        this_year=fiscal_year(clock.today()),
    )
