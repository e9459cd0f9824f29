"""What the city set out to do, as it stands: targets, measures, promises, training, audits to come."""

from dataclasses import replace
from datetime import date

from secaudit.access.roles import Role
from secaudit.activities import actions as activities
from secaudit.activities.attendance import Listed
from secaudit.activities.kinds import Kind, Took
from secaudit.activities.rules import Held, Plan
from secaudit.audits.models import Engagement, WorkingPaper
from secaudit.audits.programme import actions as programmes
from secaudit.audits.sampling import actions as sampling
from secaudit.calendar import clock
from secaudit.fieldwork import actions as fieldwork
from secaudit.fieldwork.actions import Seen
from secaudit.fieldwork.judging import Judgement
from secaudit.fieldwork.models import PaperItem
from secaudit.improvements import actions as improvements
from secaudit.improvements.kinds import Promised
from secaudit.measures.actions import measures
from secaudit.measures.actions import targets as rates
from secaudit.measures.rules import Outline
from secaudit.meetings.actions import planning
from secaudit.meetings.rules import When
from secaudit.selfcheck import reading as selfcheck
from tests.audits import story as audits
from tests.audits import test_draws as draws
from tests.reports import story
from tests.selfcheck.story import sheet_of, today

KNOWN = {"EDU-02", "EDU-06", "EDU-07", "OPS-03", "BCP-04"}
MEASURE = Outline(
    "媒体の台帳を一つにする", "情報政策課長", 2025, 2027,
    {2025: "様式を決める", 2026: "全課が移る", 2027: "棚卸し"}, chapters=("AST",),
)  # fmt: skip
TRAINING = Plan(Kind.STAFF, "全職員研修", date(2026, 7, 1), date(2026, 8, 31), owner="課長")
MAIL = Plan(Kind.MAIL, "標的型メール訓練", date(2026, 9, 1), owner="課長")
RESTORE = Plan(Kind.RESTORE, "復元の試験", date(2026, 9, 10), owner="課長")
HELD = Held(date(2026, 8, 31), "分けて行った。", "時間が足りない。", "受講記録", "書庫")


def two_years(city):
    """The small city in October: this year's self-check is open, last year's final."""
    period = story.two_years(city)
    targets(city)
    measure(city)
    promises(city, period)
    training(city)
    return period


def by(city, who):
    return {"by": city.acting(who), **today()}


def targets(city) -> None:
    """Two versions; one chapter that is reached, one that is not, one with nothing to assess."""
    places = ["AST", "PHY", "HUM", "GAI"]
    for number, wanted in enumerate(({"city": 80}, {"city": 85, "AST": 99, "HUM": 40, "GAI": 50})):
        asked = {"by": city.acting("watanabe"), "at": clock.now()}
        row = rates.propose(2026, wanted, places, "上方に直す" if number else "", **asked)
        rates.approve(row.id, 1, by=city.acting("saito"), **today())


def measure(city) -> None:
    """Its end was put off by a year."""
    known = measures.Known(["AST"], [])
    asked = {"by": city.acting("watanabe"), "at": clock.now()}
    row = measures.plan(MEASURE, known, **asked)
    later = replace(MEASURE, last_year=2028)
    measures.change(row.id, 1, later, known, "予算が翌年度になった", **asked)


def promises(city, period) -> None:
    """Last year's gaps and this year's; one put off twice, one done in time; a finding issued."""
    last = sheet_of(selfcheck.period(period.previous_id), city.tax)
    now = sheet_of(period, city.citizens)
    done = promised(city, "yamamoto", last, "AST-05", date(2026, 12, 25))
    result = improvements.Done(date(2026, 10, 22), "台帳を埋めた", "台帳（書庫）")
    improvements.report(done.id, 1, result, **by(city, "yamamoto"))
    moved = promised(city, "hanako", now, "PHY-10", date(2026, 11, 30))
    for number, day in enumerate((date(2026, 12, 31), date(2027, 1, 29)), 1):
        improvements.move(moved.id, number, day, "", "納品が遅れた", **by(city, "hanako"))
    promised(city, "hanako", now, "PHY-11", date(2026, 11, 27))
    engagement = audits.in_fieldwork(city, period=period.id)
    audits.begun(city, finding=audits.issued(city, engagement=engagement))
    when = When(date(2026, 12, 10), members=(Role.CISO,))
    planning.plan(when, by=city.acting("watanabe"), at=clock.now())


def promised(city, who, sheet, control, day):
    given = {control: Promised(day, "課長")}
    return improvements.promise(sheet.id, given, **by(city, who))[0]


def programme(city) -> None:
    """Three years; one department would wait too long."""
    turns = {(city.citizens.id, 2026), (city.tax.id, 2027), (city.policy.id, 2028)}
    who = {"by": city.acting("kobayashi"), "at": clock.now()}
    programmes.plan(programmes.Outline("監査中期計画", 2026, 3, 3), turns, turns, **who)


def drawn(city, browse, period) -> None:
    """Whole departments by bureau, and twelve answers that are looked at, but for three."""
    draws.prepared(city, browse, stratified="y")
    which = {"of": "cells", "size": 12, "period": str(period.id), "declared": "y", "profile": "all"}
    draw = draws.prepared(city, browse, **which)
    sampling.make(draw, "", 1, by=city.acting("kobayashi"), at=clock.now())
    sent = draws.PLAN | {
        "draw": draw.id,
        "team": [str(city.suzuki.id)],
        "units": [str(city.tax.id)],
    }
    browse(city.kobayashi).post("/audits/new", sent)
    engagement = draws.begun(city, Engagement.select().order_by(Engagement.id.desc()).get())
    items = PaperItem.select().join(WorkingPaper).where(WorkingPaper.engagement == engagement)
    for number, item in enumerate(list(items)[:9]):
        judged = Judgement.CONFORMING if number else Judgement.NOT
        fieldwork.judge(item, Seen(judged, "見た。"), item.version, **by(city, "suzuki"))


def training(city) -> None:
    """One held with a list of people, a mail drill, one whose day has passed, one given up."""
    staff, mail, _late, gone = (
        activities.plan(each, KNOWN, **by(city, "watanabe"))
        for each in (TRAINING, MAIL, RESTORE, replace(RESTORE, title="二度目の試験"))
    )
    people = [
        Listed("001234", "佐藤　花子", city.citizens.id, Took.ATTENDED, date(2026, 7, 3)),
        Listed("001001", "田中　一郎", city.citizens.id, Took.ABSENT),
        Listed("001002", "高田　進", city.citizens.id, Took.EXCUSED),
        Listed("002001", "伊藤　健", city.tax.id, Took.EXCUSED),
    ]
    activities.hold(staff.id, 1, HELD, **by(city, "watanabe"))
    activities.take_attendance(staff.id, 2, people, **by(city, "watanabe"))
    sent = replace(HELD, held_on=date(2026, 9, 1), mailed=120, opened=9, reported=41)
    activities.hold(mail.id, 1, sent, **by(city, "watanabe"))
    activities.cancel(gone.id, 1, "機器の更新と重なった", **by(city, "watanabe"))
