"""Finding the finding, the same way for every page."""

from flask import flash, redirect, request, url_for

from secaudit.accounts.gate import current
from secaudit.accounts.saving import doing
from secaudit.audits.models import Engagement
from secaudit.calendar import clock
from secaudit.errors import Missing
from secaudit.findings import reading
from secaudit.findings.models import Finding
from secaudit.findings.sight import sight_of
from secaudit.web.fields import VersionForm


def finding_or_404(id: int) -> Finding:
    """A finding that is seen with everything in it."""
    sight = sight_of(current, clock.today())
    found = reading.find(sight, id)
    if not sight.whole(found):
        raise Missing()
    return found


def seen(engagement: Engagement) -> list[Finding]:
    """What whoever asks sees of an engagement's findings."""
    return reading.seen_of_engagement(engagement, sight_of(current, clock.today()))


def back_to(finding: Finding, said: str):
    flash(said, "success")
    return redirect(url_for("findings.show", id=finding.id))


def press(id: int, action, said: str):
    """A page that is one button."""
    finding, form = finding_or_404(id), VersionForm()
    if not form.validate_on_submit():
        return redirect(url_for("findings.show", id=id))
    action(finding, form.version.data or 0, **doing())
    return back_to(finding, said)


def is_shown() -> bool:
    return request.method == "GET"
