"""What is said before minutes are closed: what was decided and agreed, and that it stays so."""

from collections import Counter
from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from secaudit.meetings.actions.holding import UNDECIDED
from secaudit.meetings.kinds import Outcome
from secaudit.meetings.models import Meeting
from secaudit.meetings.reading import Act, Point, agenda
from secaudit.meetings.views.words import meeting_words
from secaudit.web.beforehand import Beforehand


def before_closing(row: Meeting) -> Beforehand:
    points = agenda(row.id)
    acts = [act for point in points for act in point.actions]
    return Beforehand(
        facts(row, points, acts),
        happens(acts),
        [
            _("Closing cannot be undone. No further action can be recorded for this meeting."),
            _(
                "What turns out to be wrong is corrected as another version with the reason. The earlier version stays, and both can be read."
            ),
        ],
        "" if all(point.outcome for point in points) else _(UNDECIDED),
    )


def facts(row: Meeting, points: Sequence[Point], acts: Sequence[Act]) -> list[tuple[str, str]]:
    outcomes = Counter(point.outcome for point in points)
    said = [f"{_(each.label)} {outcomes[each]}" for each in Outcome if outcomes[each]]
    comma = _(", ")
    return [
        (_("Meeting"), meeting_words(row)),
        (
            _("Points on the agenda"),
            f"{len(points)} ({comma.join(said)})" if said else str(len(points)),
        ),
        (_("What is to be done"), str(len(acts))),
    ]


def happens(acts: Sequence[Act]) -> list[str]:
    owners = _(", ").join(dict.fromkeys(act.owner_title for act in acts))
    agreed = ngettext(
        "%(num)s action is from now on due on the day agreed, at: %(owners)s. Another day needs a reason, and the first one stays visible.",
        "%(num)s actions are from now on due on the days agreed, at: %(owners)s. Another day needs a reason, and the first one stays visible.",
        len(acts),
        owners=owners,
    )
    readers = _(
        "The CISO, the CHIEF, the members, the audit lead and the secretariat read the minutes as final."
    )
    return [agreed, readers] if acts else [readers]
