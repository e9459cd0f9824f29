"""What a year brings beside self-checks and audits: incidents, training and drills, exceptions."""

from secaudit.activities.models import Activity, ActivityResult, Attendance
from secaudit.exceptions.models import Deviation
from secaudit.incidents.models import Incident
from secaudit.retention.stock import exceptions_of
from secaudit.retention.words.columns import Words


def _activities(year: int):
    return Activity.select(Activity.id).where(Activity.fiscal_year == year)


INCIDENTS = (
    Words(
        Incident,
        ("what", "why", "told_how", "cause", "prevention"),
        lambda year: Incident.fiscal_year == year,
    ),
)
ACTIVITIES = (
    Words(Activity, ("purpose", "place", "reason"), lambda year: Activity.fiscal_year == year),
    Words(
        ActivityResult,
        ("result", "lessons", "evidence", "kept_at", "reason"),
        lambda year: ActivityResult.activity.in_(_activities(year)),
    ),
    Words(
        Attendance,
        ("name", "person_id"),
        lambda year: Attendance.activity.in_(_activities(year)),
        told_apart=("number",),
    ),
)
EXCEPTIONS = (
    Words(
        Deviation,
        ("what", "reason", "compensation", "words", "ended_words"),
        lambda year: Deviation.id.in_(exceptions_of(year)),
    ),
)
