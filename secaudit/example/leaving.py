"""A colleague left last week with two sections of a sheet in hand: somebody has to take them over."""

from datetime import date, timedelta

from secaudit.access.guard import COMMAND
from secaudit.access.roles import Role
from secaudit.accounts.actions import open_account
from secaudit.example.story import Story, acting, noon
from secaudit.people.actions import add_person, assign, leave
from secaudit.selfcheck.actions.sharing import give_section
from secaudit.selfcheck.kinds import Form
from secaudit.selfcheck.models import Period, Sheet
from secaudit.selfcheck.waiting import WITH_DEPARTMENT

NUMBER = "090001"


def leave_something(story: Story, period: Period) -> None:
    """In the last department in official order that still has its sheet."""
    rows = Sheet.select().where(
        (Sheet.period == period.id)
        & (Sheet.form == Form.DEPARTMENT)
        & Sheet.state.in_(list(WITH_DEPARTMENT))
    )
    open_sheets = [
        row for row in rows.order_by(Sheet.position.desc()) if row.unit_id in story.heads
    ]
    sheet = next((row for row in open_sheets if len(chapters_of(row)) > 1), None)
    if sheet is None:
        return
    first = story.start
    person = add_person(
        NUMBER,
        "西田　豊",
        kana="ニシダ　ユタカ",
        name_en="Yutaka Nishida",
        by=COMMAND,
        at=noon(first),
    )
    assign(
        person.id, Role.STAFF, unit=sheet.unit_id, title="主任",
        valid_from=date(story.this_year, 4, 1), by=COMMAND, at=noon(first),
    )  # fmt: skip
    open_account(person, by=COMMAND, at=noon(first))
    given, gone = story.today - timedelta(days=14), story.today - timedelta(days=6)
    head = acting(story.heads[sheet.unit_id], given)
    for chapter in chapters_of(sheet)[:2]:
        give_section(sheet.id, chapter, person.id, by=head, at=noon(given), on=given)
    leave(person.id, gone, by=COMMAND, at=noon(gone), reason="退職")


def chapters_of(sheet: Sheet) -> list[str]:
    return list(dict.fromkeys(control.split("-")[0] for control in sheet.questions))
