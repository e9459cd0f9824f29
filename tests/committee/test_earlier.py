"""A paper frozen in December as of 30 November is the paper that was frozen on 30 November."""

from dataclasses import replace
from datetime import date, datetime

import pytest
import time_machine

from secaudit.access.guard import COMMAND
from secaudit.calendar import clock
from secaudit.calendar.moments import from_tokyo, to_tokyo
from secaudit.committee.earlier import gathered_as_of
from secaudit.committee.gathering import gathered
from secaudit.committee.models import CommitteePaper, CommitteeSnapshot
from secaudit.database import db
from secaudit.errors import Refused
from secaudit.findings.models import Finding
from secaudit.journal import derived, erasing
from secaudit.journal.actions import record
from secaudit.journal.models import JournalEntry, JournalHead
from secaudit.journal.verification import verify
from secaudit.organisation import settings
from secaudit.organisation.models import Setting, System
from secaudit.reports.reading import chosen_period
from secaudit.schema import JOURNALED
from secaudit.selfcheck.actions import handing_in
from secaudit.selfcheck.models import Answer, Sheet
from tests.audits import story as audit
from tests.meetings.test_meetings import planned
from tests.reports import story
from tests.selfcheck import story as selfcheck

MEETING = date(2026, 12, 12)
DAY = date(2026, 11, 30)
LATE = from_tokyo(datetime(2026, 11, 30, 23, 30))
NEXT = from_tokyo(datetime(2026, 12, 1, 8, 0))
DECEMBER = from_tokyo(datetime(2026, 12, 10, 10, 0))


@pytest.fixture
def period(city):
    made = story.two_years(city)
    audit.begun(city)
    planned(city, "来年度の監査計画")
    return made


def of_then():
    chosen, every = chosen_period(None)
    return gathered(chosen, every, clock.now(), MEETING)


def as_of(on=DAY):
    chosen, _every = chosen_period(None)
    return gathered_as_of(chosen, on, MEETING, clock.today())


def time_goes_on(city, period) -> None:
    """A sheet goes back, is answered otherwise and confirmed under another name; a date is put off;
    there is a new system, and the city writes its name."""
    tax = selfcheck.sheet_of(period, city.tax)
    handing_in.return_sheet(
        tax.id, "AST-05を見直すこと。", by=city.acting("ito"), **selfcheck.now()
    )
    version = Answer.get((Answer.sheet == tax) & (Answer.control == "AST-05")).version
    selfcheck.answer(city, "yamamoto", tax, "AST-05", version=version)
    row = selfcheck.submitted(city, "yamamoto", selfcheck.sheet_of(period, city.tax))
    handing_in.confirm(tax.id, row.hash, by=city.acting("ito"), **selfcheck.now())
    finding, tax = Finding.select().first(), Sheet.get_by_id(tax.id)
    finding.due_on, finding.extensions, tax.name = date(2027, 3, 31), 1, "課税課"
    system = System(code="S99", name="新システム", owner=city.tax, opened_on=DAY)
    name = Setting.get_or_none(Setting.key == "city_name") or Setting(key="city_name")
    name.value = "新汐見市"
    with db.atomic():
        record(COMMAND, "test.later", "city:1", [finding, tax, system, name], at=clock.now())
    settings.forget()


def alike(of):
    """But for the moment, and for how far the journal was."""
    return replace(of, summary=replace(of.summary, at=LATE, position=None))


def test_what_was_frozen_later_is_what_was_frozen_then(period, city):
    with time_machine.travel(LATE):
        then, entries = of_then(), JournalHead.get().size
    with time_machine.travel(NEXT):
        time_goes_on(city, period)
    with time_machine.travel(DECEMBER):
        assert alike(of_then()) != alike(then)
        later = as_of()
    assert alike(later) == alike(then)
    assert to_tokyo(later.summary.at).strftime("%m-%d %H:%M") == "11-30 23:59"
    assert later.summary.position.size == entries
    assert later.summary.position == then.summary.position
    assert not verify(JOURNALED).faults and list(derived.differing()) == []
    assert settings.settings()["city_name"] == "新汐見市"


def test_the_same_day_gives_the_same_figures_however_often(period, city, browse):
    watanabe = browse(city.watanabe)
    with time_machine.travel(NEXT):
        time_goes_on(city, period)
    with time_machine.travel(DECEMBER):
        watanabe = browse(city.watanabe)
        for _turn in range(2):
            watanabe.post("/committee/new", {"as_of": "2026-11-30", "meeting_on": "2026-12-12"})
        (only,) = CommitteeSnapshot.select()
        first, second = CommitteePaper.select()
        page = watanabe.get(f"/committee/{first.id}").text
    assert first.snapshot_id == second.snapshot_id == only.id
    assert "令和8年11月30日（月）23:59" in page and "令和8年12月10日（木）10:00" in page
    for day, said in (
        ("2026-12-11", "きょうか、それより前の日"),
        ("2026-09-30", "始まっていません"),
    ):
        with time_machine.travel(DECEMBER):
            asked = {"as_of": day, "meeting_on": ""}
            assert said in watanabe.post("/committee/new", asked, status=400).text


def test_a_day_that_can_no_longer_be_read_is_refused(period, city):
    """Never a figure that is a guess: what stood there has been erased since."""
    with time_machine.travel(NEXT):
        time_goes_on(city, period)
    row = Sheet.get((Sheet.period == period) & (Sheet.unit == city.tax))
    gone = [entry.id for entry in JournalEntry.select() if f'["sheet",{row.id},' in entry.bytes]
    with time_machine.travel(DECEMBER), db.atomic():
        erasing.erase(COMMAND, "city:1", [], gone, at=clock.now())
        with pytest.raises(Refused, match="erased"):
            as_of()
