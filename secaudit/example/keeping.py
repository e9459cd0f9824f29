"""Keeping and disposing: a list that one has approved and a second is asked about; records that are held."""

from datetime import date, timedelta

from secaudit.access.roles import Role
from secaudit.example.story import Story, noon
from secaudit.organisation.actions import change_settings
from secaudit.retention import actions, reading
from secaudit.retention.rules import Class, Item

ROSTER_YEARS = 1  # this city keeps who took part in a training for a year after it
RULE = "汐見市文書管理規程第24条第1項"
HELD = "住民監査請求（9月4日受理）の対象となった事案を含むため。結果の確定まで廃棄しない。"


def keep(story: Story) -> None:
    """The city's own period, the list of what is over, and the hold."""
    on = story.today - timedelta(days=9)
    change_settings(
        {"keep_activities_years": ROSTER_YEARS}, by=story.as_role(Role.ADMIN, on), at=noon(on)
    )
    _hold(story, story.today - timedelta(days=45))
    if items := reading.due_now(on):
        _list(story, items, on)


def _hold(story: Story, on: date) -> None:
    item = Item(Class.INCIDENTS, story.this_year - 1)
    if item in reading.stock():
        actions.set_hold(item, HELD, by=story.as_role(Role.CHIEF, on), at=noon(on))


def _list(story: Story, items: list[Item], on: date) -> None:
    secretary, later = story.as_role(Role.SECR, on), on + timedelta(days=4)
    row = actions.propose(items, RULE, by=secretary, at=noon(on, 30), on=on)
    actions.approve(row.id, by=story.as_role(Role.AUDITLEAD, later), at=noon(later))
