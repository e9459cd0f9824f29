"""What happened, who took part and what was left aside go with their time; that it was so stays."""

from datetime import date
from pathlib import Path

import pytest
import time_machine

from secaudit import schema
from secaudit.activities import actions as activities
from secaudit.activities.attendance import Listed
from secaudit.activities.kinds import Kind as Drill
from secaudit.activities.kinds import Took
from secaudit.activities.models import Activity, ActivityResult, Attendance
from secaudit.activities.rules import Held, Plan
from secaudit.database import is_postgres
from secaudit.errors import Refused
from secaudit.exceptions import actions as exceptions
from secaudit.exceptions.models import Deviation
from secaudit.incidents import actions as incidents
from secaudit.incidents import reading as told
from secaudit.incidents.kinds import Duty, Kind
from secaudit.incidents.models import Incident
from secaudit.incidents.rules import Facts
from secaudit.journal.verification import verify
from secaudit.organisation.actions import change_settings
from secaudit.organisation.settings import SETTINGS
from secaudit.retention import actions, reading
from secaudit.retention.rules import Class, Item
from secaudit.retention.words import ERASED
from tests.retention.test_retention import LATER, bytes_of, now, proposed

WORDS = ("澪標の通知", "山茶花さん", "蜃気楼の券売機")
ITEMS = [Item(each, 2026) for each in (Class.INCIDENTS, Class.ACTIVITIES, Class.EXCEPTIONS)]


def today(city, who="watanabe"):
    return {"by": city.acting(who), **now(on=True)}


@pytest.fixture
def year(city):
    """An incident, a training with its participants, an exception that was granted."""
    facts = Facts(
        date(2026, 10, 19), Kind.MISDIRECTED, WORDS[0], unit=city.tax.id, affected=1,
        duty=Duty.NONE, why="要配慮情報なし", cause=WORDS[0], prevention=WORDS[0],
        prevented_on=date(2026, 10, 21),
    )  # fmt: skip
    incidents.enter(facts, **today(city))
    _training(city)
    wish = exceptions.Wish(
        "ACC-01", WORDS[2], WORDS[2], WORDS[2], date(2026, 10, 22), date(2027, 3, 31)
    )
    row = exceptions.request(city.citizens.id, wish, ["ACC-01"], **today(city, "hanako"))
    exceptions.approve(row.id, row.version, "", **today(city, "saito"))


def _training(city):
    plan = Plan(Drill.STAFF, "全職員研修", date(2026, 7, 1), date(2026, 8, 31), owner="課長")
    row = activities.plan(plan, {"EDU-02", "EDU-07"}, **today(city))
    held = Held(date(2026, 8, 31), WORDS[1], "", "受講記録", "書庫")
    row = activities.hold(row.id, row.version, held, **today(city))
    people = [
        Listed("001234", WORDS[1], city.citizens.id, Took.ATTENDED, date(2026, 7, 3)),
        Listed("002001", WORDS[1], city.tax.id, Took.EXCUSED, person=city.hanako.id),
    ]
    activities.take_attendance(row.id, row.version, people, "", **today(city))


def test_incidents_drills_and_exceptions_go_and_their_figures_stay(city, year, tmp_path, browse):
    counted = [each for each in Attendance.select(Attendance.state).tuples()]
    with time_machine.travel(LATER, tick=True):
        assert ITEMS[0] not in reading.due_now(LATER.date()), "incidents are kept ten years"
        change_settings({"keep_incidents_years": 5}, by=city.acting("nakamura"), **now())
        row = proposed(city, ITEMS)
        for who in ("saito", "takahashi"):
            actions.approve(row.id, by=city.acting(who), **now())
        done = actions.carry_out(row.id, **today(city))
        verdict = verify(schema.JOURNALED)
        pages = [f"/incidents/{Incident.get().id}", f"/activities/{Activity.get().id}",
                 f"/exceptions/{Deviation.get().id}", f"/retention/{row.id}"]  # fmt: skip
        shown = [browse(city.watanabe).get(page).text for page in pages]

    assert verdict.good and verdict.erased == done.payloads > 5, verdict.faults
    assert done.rows == 5 and ActivityResult.get().result == ERASED
    assert list(Attendance.select(Attendance.state).tuples()) == counted
    assert {each.number for each in Attendance} == {"#1", "#2"}
    assert not Attendance.select().where(Attendance.person.is_null(False)).exists()
    assert (Incident.get().affected, Deviation.get().expires_on) == (1, date(2027, 3, 31))
    assert not list(told.versions(Incident.get())) and all("廃棄済" in page for page in shown[:3])
    for word in () if is_postgres() else WORDS:
        assert not bytes_of(tmp_path, word), "not one copy on the disk"


def test_what_is_still_worked_at_waits(city, year):
    facts = Facts(date(2026, 10, 20), Kind.LOST, "まだ届出を決めていない。")
    incidents.enter(facts, **today(city))
    stock = reading.stock()
    assert not stock[ITEMS[0]] and stock[ITEMS[1]] and stock[ITEMS[2]]
    with time_machine.travel(LATER.replace(year=2040)), pytest.raises(Refused, match="unfinished"):
        proposed(city, ITEMS)


def test_the_years_with_which_a_city_begins():
    begun = {each: SETTINGS[each.setting].default for each in Class}
    long = {Class.AUDITS: 10, Class.INCIDENTS: 10}
    assert begun == {each: long.get(each, 5) for each in Class}
    rotation = (Path(__file__).parents[2] / "deploy/logrotate/secaudit").read_text()
    weeks = int(rotation.partition("rotate ")[2].split()[0])
    assert weeks * 7 >= begun[Class.SIGN_INS] * 365.25, "single failures stand in that file only"
