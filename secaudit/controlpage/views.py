from flask import current_app, render_template
from markupsafe import Markup

from secaudit.accounts.gate import current, opens
from secaudit.calendar import clock
from secaudit.catalogue.installed import current as in_use
from secaudit.catalogue.views import told_elsewhere
from secaudit.controlpage.reading import findings_about, state_of
from secaudit.controlpage.years import years_of
from secaudit.findings.sight import sight_of
from secaudit.metrics.table import formula
from secaudit.selfcheck.kinds import LETTER, Value


def this_year(control: str) -> Markup:
    """The newest self-check by department, and the findings, as far as this person may see."""
    sees_findings = opens("findings.index")
    sight = sight_of(current, clock.today())
    return Markup(
        render_template(
            "controlpage/this_year.html",
            control=control,
            state=state_of(control, current),
            values=list(Value),
            letters=LETTER,
            formula=formula,
            years=years_of(control, in_use(current_app.config)),
            findings=findings_about(control, sight) if sees_findings else [],
            sees_findings=sees_findings,
            sight=sight,
        )
    )


def init_app(_app) -> None:
    if this_year not in told_elsewhere:
        told_elsewhere.append(this_year)
