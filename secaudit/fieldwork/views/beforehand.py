"""What is said before an audit is completed: what it came to, and that nothing is added any more."""

from collections import Counter
from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from secaudit.audits.models import Engagement
from secaudit.audits.reading import papers
from secaudit.findings import reading
from secaudit.findings.kinds import Severity
from secaudit.findings.lifecycle import OPEN
from secaudit.findings.models import Finding
from secaudit.web.beforehand import Beforehand
from secaudit.web.language import day


def before_completing(engagement: Engagement) -> Beforehand:
    found = reading.of_engagement(engagement)
    still_open = [each.number for each in found if each.state in OPEN]
    return Beforehand(
        facts(engagement, found),
        [
            _("The audit no longer counts as under way. Nobody of its team has to pass it on when they change posts."),
            _("Report, working papers and findings stay as they are and open to whoever sees them now."),
        ],
        [
            _("Completing cannot be undone. No step of this audit can be taken back or added."),
            _("Whatever is found from now on belongs to another audit."),
        ],
        obstacle(still_open),
    )  # fmt: skip


def facts(engagement: Engagement, found: Sequence[Finding]) -> list[tuple[str, str]]:
    counts = Counter(each.severity for each in found)
    said = [f"{each.mark} {_(each.label)} {counts[each]}" for each in Severity if counts[each]]
    return [
        (_("Audit"), f"{engagement.number} {engagement.title}"),
        (_("Departments"), str(len(papers(engagement)))),
        (_("Report issued on"), day(engagement.issued_on)),
        (_("Reported to the committee on"), day(engagement.reported_on)),
        (_("Findings"), _(", ").join(said) or _("none")),
    ]


def obstacle(still_open: Sequence[str]) -> str:
    if not still_open:
        return ""
    return ngettext(
        "%(num)s finding is still open: %(numbers)s. The audit is completed when every finding is closed.",
        "%(num)s findings are still open: %(numbers)s. The audit is completed when every finding is closed.",
        len(still_open),
        numbers=_(", ").join(still_open),
    )
