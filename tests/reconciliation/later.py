"""What a city does in the weeks after the figures of a paper: everything that could change one."""

from datetime import UTC, date, datetime, timedelta

from secaudit.access.guard import COMMAND
from secaudit.access.roles import Role
from secaudit.calendar import clock
from secaudit.database import db
from secaudit.evidence.models import Evidence
from secaudit.findings.models import Finding
from secaudit.incidents import actions as incidents
from secaudit.incidents.kinds import Kind
from secaudit.incidents.rules import Facts
from secaudit.journal.actions import record
from secaudit.meetings.models import MeetingAction
from secaudit.organisation.actions import change_settings
from secaudit.organisation.chart import Opening, Standing
from secaudit.organisation.kinds import Kind as Office
from secaudit.organisation.models import System
from secaudit.organisation.reading import tree
from secaudit.people.reading import actor_of, holders
from secaudit.people.reorganisation import merge_units
from secaudit.selfcheck import reading
from secaudit.selfcheck.actions import close_period, handing_in, periods
from secaudit.selfcheck.kinds import Form, SheetState
from secaudit.selfcheck.models import Answer, Period, Sheet

WEEKS_LATER = datetime(2026, 11, 9, 0, 0, tzinfo=UTC)


def everything_changes(period: Period) -> None:
    now = {"by": COMMAND, "at": clock.now()}
    answered_again(period)
    audited_on(clock.today())
    incidents.enter(Facts(clock.today(), Kind.LOST, "名簿をなくした。"), **now, on=clock.today())
    change_settings({"city_name": "新汐見市", "handling_mark": "秘"}, **now)
    two_offices_become_one(period)
    closed_and_opened_again(period)


def answered_again(period: Period) -> None:
    """A confirmed sheet goes back and every ○ in it becomes ×; its head has not confirmed it yet."""
    on, at = clock.today(), clock.now()
    sheet = department_sheets(period, SheetState.CONFIRMED)[0]
    handing_in.return_sheet(sheet.id, "もう一度確かめること。", by=COMMAND, at=at)
    rows = list(Answer.select().where((Answer.sheet == sheet) & (Answer.value == "implemented")))
    for row in rows:
        row.value, row.reason = "not implemented", "台帳がなかった。"
    clerk = actor_of(holders(Role.CONTACT, on, sheet.unit_id)[0], on)
    with db.atomic():
        record(clerk, "sheet.save", sheet, rows, at=at)
    again = reading.sheet(sheet.id)
    shown = handing_in.hash_of(handing_in.content_now(again, reading.answers_of(again)))
    handing_in.submit(sheet.id, shown, by=clerk, at=at, on=on)


def department_sheets(period: Period, state: SheetState) -> list[Sheet]:
    here = (Sheet.period == period) & (Sheet.form == Form.DEPARTMENT) & (Sheet.state == state)
    return list(Sheet.select().where(here).order_by(Sheet.id))


def audited_on(on: date) -> None:
    """Dates of findings are put off, one is closed, evidence goes, an action is reported, a system
    gets another name."""
    open = list(Finding.select().where(Finding.state == "issued").order_by(Finding.id))
    for row in open:
        row.extensions, row.next_due_on = row.extensions + 1, on + timedelta(days=200)
    open[0].state, open[0].closed_on = "closed", on
    gone = list(Evidence.select().where(~Evidence.removed).limit(5))
    for row in gone:
        row.removed = True
    acts = list(MeetingAction.select().where(MeetingAction.state == "action open"))
    acts[0].state = "action reported"
    system = System.select().first()
    system.name = "別のシステム"
    with db.atomic():
        record(COMMAND, "test.later", "city:1", [*open, *gone, *acts[:1], system], at=clock.now())


def two_offices_become_one(period: Period) -> None:
    on = clock.today()
    first, second = department_sheets(period, SheetState.CONFIRMED)[1:3]
    parent = tree(on).bureau(first.unit_id)
    standing = Standing(code="0999", name="統合課", parent=parent.id if parent else None)
    merge_units(
        [first.unit_id, second.unit_id], Opening(Office.DEPARTMENT, standing), on=on, by=COMMAND,
        at=clock.now(), reason="組織改正",
    )  # fmt: skip


def closed_and_opened_again(period: Period) -> None:
    row = close_period(period.id, reading.period(period.id).version, by=COMMAND, at=clock.now())
    periods.reopen_period(
        row.id, row.version, date(2026, 12, 4), "未提出の課が多い。",
        by=COMMAND, at=clock.now(), on=clock.today(),
    )  # fmt: skip
