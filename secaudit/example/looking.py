"""The CISO looks at the overview every few weeks and now and then tells the secretariat something."""

from datetime import date, timedelta

from secaudit.access.roles import Role
from secaudit.example.story import Story, noon
from secaudit.reports.looks import actions
from secaudit.selfcheck.models import Period

# Days before today, and the words, if any.
LOOKS = (
    (15, ""),
    (9, "災害時の停止訓練の日程を、11月の委員会までに決めてください。"),
    (2, "未提出の課には、課長へ直接電話で確かめてください。"),
)
DONE = {9: (5, "11月10日に行うことで関係課と調整しました。")}  # after so many days


def look(story: Story, period: Period) -> None:
    """The newest instruction still waits."""
    for before, words in LOOKS:
        on = story.today - timedelta(days=before)
        if on >= period.opens_on:
            _look(story, period, on, words, DONE.get(before))


def _look(story: Story, period: Period, on: date, words: str, done: tuple[int, str] | None) -> None:
    ciso = story.as_role(Role.CISO, on)
    row = actions.look(period, words, by=ciso, at=noon(on, 5))
    if done:
        later = on + timedelta(days=done[0])
        by = story.as_role(Role.SECR, later)
        actions.done(row.id, row.version, done[1], by=by, at=noon(later), on=later)
