"""What is frozen: figures of now, the agenda, what earlier meetings decided; no titles of findings."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from secaudit.calendar import clock
from secaudit.committee.gathering import gathered
from secaudit.committee.snapshot import as_bytes
from secaudit.findings.models import Finding
from secaudit.meetings.actions import holding, planning
from secaudit.meetings.kinds import Source
from secaudit.meetings.rules import Wanted
from secaudit.reports.plain import as_json
from secaudit.reports.reading import chosen_period
from tests.audits.story import begun
from tests.meetings.test_meetings import DECIDED, WHEN, agreed, held, now
from tests.reports import story


@pytest.fixture
def period(city):
    made = story.two_years(city)
    begun(city)
    return made


def frozen():
    period, every = chosen_period(None)
    return gathered(period, every, clock.now(), None)


def test_the_figures_are_those_of_the_overview(period):
    of, shown = frozen().summary, story.summary(period)
    for key, value in json.loads(as_json(shown)).items():
        if key not in ("as_of", "findings"):
            assert json.loads(as_json(of))[key] == value, key
    assert of.position is not None and of.matrix


def test_of_findings_only_what_may_be_told_is_frozen(period):
    content = as_bytes(frozen()).decode()
    for finding in Finding.select():
        assert finding.title not in content and finding.condition not in content
        assert not finding.publishable or finding.publishable in content


def test_agenda_and_earlier_decisions_fill_their_parts(period, city):
    _row, (point,) = held(city, "私物USBの扱い")
    with time_machine.travel(clock.now() + timedelta(days=22)):
        holding.decide(point.id, 0, DECIDED, **now(city))
        agreed(city, point)
    following = planning.plan(replace(WHEN, on=point.meeting.on + timedelta(days=120)), **now(city))
    planning.add(following.id, [Wanted(Source.FREE, "来年度の監査計画")], **now(city))
    with time_machine.travel(clock.now() + timedelta(days=30)):
        of = frozen()
    assert [(each.words, each.owner) for each in of.resolved] == [
        ("台帳の様式を改める", "情報政策課長")
    ]
    assert not of.resolved[0].done and any(each.words == "台帳の様式を改める" for each in of.ahead)
    assert of.matters[0].words == "来年度の監査計画"
