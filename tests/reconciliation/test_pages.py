"""Every figure of every page is what plain SQL counts, and leads to the forms behind it."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from secaudit.access.guard import COMMAND
from secaudit.calendar import clock
from secaudit.fieldwork import actions as fieldwork
from secaudit.fieldwork.actions import Seen
from secaudit.fieldwork.judging import Judgement
from secaudit.fieldwork.models import PaperItem
from secaudit.findings.actions import requesting
from secaudit.findings.kinds import Turn
from secaudit.incidents import actions as incidents
from secaudit.incidents.kinds import Duty, Ground, Kind
from secaudit.incidents.rules import Facts
from secaudit.organisation.actions import change_settings
from tests.audits import story as audits
from tests.reconciliation.sql import SUBJECTS, City
from tests.reconciliation.walk import WALKS, lost, proven_in_vain, walked
from tests.reports import story

JUDGED = {
    "AST-01": Judgement.CONFORMING,  # declared not applicable
    "AST-02": Judgement.NOT,  # declared implemented
    "AST-05": Judgement.CONFORMING,
    "PHY-10": Judgement.PARTLY,  # declared not implemented
}
LEAK = Facts(
    date(2026, 10, 12),
    Kind.MISDIRECTED,
    "別の世帯に通知書を送った。",
    duty=Duty.REPORT,
    grounds=(Ground.MANY,),
    affected=132,
)
PAGES = (
    "/overview",
    "/overview/ordinance",
    "/overview/changes",
    "/overview/late",
    "/overview/findings",
    "/overview/trend",
    "/overview/trend?questions=all",
    "/overview/strength",
    "/overview/heat-map",
    "/overview/heat-map?order=worst&show=change",
    "/overview/heat-map?order=worst&show=serious",
    "/departments/{city.citizens.id}",
    "/departments/{city.tax.id}",
    "/controls/AST-05",
    "/controls/PHY-10",
    "/controls",
    "/controls?by=law",
    "/improvements",
    "/improvements?view=all&period={period.id}",
)
# Pages whose every figure leads to the forms behind it in two clicks at most.
LEADING = (
    "/overview",
    "/overview/ordinance",
    "/overview/changes",
    "/overview/trend",
    "/overview/heat-map",
    "/controls",
    "/improvements",
)


OF_THE_CATALOGUE = {"controls"}  # how many are asked is no figure of answers


@pytest.fixture
def period(city):
    """Two years of self-checks, and an audit that judged some of it and found something."""
    change_settings({"shows_weighted": True}, by=COMMAND, at=clock.now())
    period = story.two_years(city)
    engagement = audits.in_fieldwork(city, period=period.id)
    judged = PaperItem.select().where(PaperItem.control.in_(list(JUDGED)))
    for item in judged:
        seen = Seen(JUDGED[item.control], "書庫で見た。")
        fieldwork.judge(item, seen, item.version, **audits.by(city, "suzuki"))
    finding = audits.begun(city, finding=audits.issued(city, engagement=engagement))
    until = date(2027, 2, 1)
    more = requesting.ask_extension(
        finding,
        until,
        "納品が遅れる。",
        "当面は紙で。",
        finding.version,
        **audits.by(city, "tanaka"),
    )
    who = "takahashi" if more.level == Turn.CISO else "kobayashi"
    finding = audits.again(finding)
    requesting.decide_extension(finding, True, "", finding.version, **audits.by(city, who))
    incidents.enter(LEAK, **audits.by(city, "watanabe"))
    return period


def test_every_figure_of_every_page_is_what_sql_counts(period, city, browse):
    pages = [each.format(city=city, period=period) for each in PAGES]
    seen = walked(browse(city.takahashi), City(period.id, clock.today()), pages)
    with time_machine.travel(datetime(2027, 2, 10, tzinfo=UTC)):  # now something is overdue
        seen |= walked(browse(city.takahashi), City(period.id, clock.today()), pages)
    with time_machine.travel(datetime(2028, 2, 10, tzinfo=UTC)):  # and was a year ago
        seen |= walked(browse(city.takahashi), City(period.id, clock.today()), PAGES[:1])

    assert not proven_in_vain("pages", seen)


def test_every_figure_leads_to_the_forms_in_two_clicks(period, city, browse):
    assert not lost(browse(city.takahashi), LEADING, records=OF_THE_CATALOGUE)


def test_every_subject_that_is_counted_is_walked():
    assert sorted(each for walk in WALKS.values() for each in walk) == sorted(SUBJECTS)
