from flask import current_app, render_template
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from secaudit.accounts.gate import current, opens
from secaudit.calendar import clock
from secaudit.calendar.fiscal import fiscal_year
from secaudit.catalogue.browsing import Known
from secaudit.catalogue.controls import Catalogue
from secaudit.catalogue.installed import current as in_use
from secaudit.catalogue.views import known_elsewhere, told_elsewhere
from secaudit.controlpage import listing
from secaudit.controlpage.reading import findings_about, state_of
from secaudit.controlpage.years import ids_of, years_of
from secaudit.findings.sight import sight_of
from secaudit.metrics.table import formula
from secaudit.selfcheck.kinds import LETTER, Value
from secaudit.selfcheck.views.words import period_title


def this_year(control: str) -> Markup:
    """The newest self-check by department, and the findings, as far as this person may see."""
    sees_findings = opens("findings.index")
    sight, catalogue = sight_of(current, clock.today()), in_use(current_app.config)
    return Markup(
        render_template(
            "controlpage/this_year.html",
            control=control,
            state=state_of(control, current),
            values=list(Value),
            letters=LETTER,
            formula=formula,
            years=years_of(control, catalogue),
            findings=findings_about(ids_of(control, catalogue), sight) if sees_findings else [],
            sees_findings=sees_findings,
            sight=sight,
        )
    )


def known(catalogue: Catalogue) -> Known:
    """What the list of controls tells this reader of each."""
    declared = listing.declared_to(current, catalogue)
    changed, since = listing.changed_since(catalogue, fiscal_year(clock.today()))
    sight = sight_of(current, clock.today())
    return Known(
        changed=changed,
        since=period_title(since) if since else "",
        findings=listing.open_findings(sight, catalogue) if opens("findings.index") else {},
        answers=declared.by_control,
        whose=_whose(declared),
        year=period_title(declared.period) if declared.period else "",
    )


def _whose(declared: listing.Declared) -> str:
    if declared.everybody:
        return _("the whole city")
    return ngettext(
        "the %(num)s department that you may read and that has handed in",
        "the %(num)s departments that you may read and that have handed in",
        declared.handed_in,
    )


def init_app(_app) -> None:
    if known not in known_elsewhere:
        known_elsewhere.append(known)
    if this_year not in told_elsewhere:
        told_elsewhere.append(this_year)
