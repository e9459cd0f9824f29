"""When a leak has to be reported, and what the form about an incident must say."""

from dataclasses import replace
from datetime import date

import pytest

from secaudit.errors import Invalid
from secaudit.incidents.deadlines import Report, deadlines, next_call
from secaudit.incidents.kinds import Duty, Ground, Kind
from secaudit.incidents.rules import Facts, check, overwritten, reason_for

TODAY = date(2026, 10, 22)
FACTS = Facts(date(2026, 10, 19), Kind.MISDIRECTED, "別の世帯に通知書を送った。")
REPORTED = replace(
    FACTS, duty=Duty.REPORT, grounds=(Ground.MANY,), affected=132, first_on=date(2026, 10, 21)
)


@pytest.mark.parametrize(
    "knew, grounds, full",
    [
        (date(2026, 10, 1), [], date(2026, 10, 30)),  # the first day counts: 1 + 29
        (date(2026, 10, 2), [], date(2026, 11, 2)),  # day 30 is Saturday 31 October
        (date(2026, 10, 5), [], date(2026, 11, 4)),  # day 30 is a holiday (文化の日)
        (date(2026, 12, 1), [], date(2027, 1, 4)),  # day 30 lies in 29 December – 3 January
        (date(2026, 10, 1), ["wrongful"], date(2026, 11, 30)),  # day 60: 29 November, a Sunday
        (date(2026, 10, 1), ["many", "my number"], date(2026, 10, 30)),
    ],
)
def test_the_full_report_is_due_on_the_30th_or_60th_day_or_the_next_open_one(knew, grounds, full):
    first, last = deadlines(knew, Duty.REPORT, grounds)
    assert (first.report, last.report) == (Report.FIRST, Report.FULL)
    assert ((first.since - knew).days, (first.due - knew).days) == (2, 4)
    assert last.due == full


def test_what_is_near_or_late_calls():
    knew = date(2026, 10, 1)
    open_ = deadlines(knew, Duty.UNDECIDED, [])
    assert next_call(open_, TODAY) == open_[0] and open_[0].left(TODAY) == -17
    first = deadlines(knew, Duty.REPORT, [], first=date(2026, 10, 4))
    assert next_call(first, TODAY) is None and not first[0].is_late(TODAY)
    assert next_call(first, date(2026, 10, 23)) == first[1], "seven days before"
    assert deadlines(knew, Duty.NONE, []) == []
    both = deadlines(knew, Duty.REPORT, [], full=date(2026, 10, 9))
    assert [each.left(TODAY) for each in both] == [-4, 21] and next_call(both, TODAY) is None


@pytest.mark.parametrize(
    "changes, field",
    [
        ({"what": "  "}, "what"),
        ({"what": "長" * 401}, "what"),
        ({"noticed_on": date(2026, 10, 23)}, "noticed_on"),
        ({"noticed_on": date(2016, 3, 31)}, "noticed_on"),
        ({"told_on": date(2026, 10, 18)}, "told_on"),
        ({"prevention": "手順", "prevented_on": date(2026, 10, 23)}, "prevented_on"),
        ({"prevented_on": date(2026, 10, 22)}, "prevention"),
        ({"affected": -1}, "affected"),
        ({"duty": Duty.REPORT}, "grounds"),
        ({"grounds": (Ground.MANY,)}, "duty"),
        ({"duty": Duty.NONE}, "why"),
        ({"first_on": date(2026, 10, 20)}, "duty"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(changes, field):
    with pytest.raises(Invalid) as refused:
        check(replace(FACTS, **changes), TODAY)
    assert refused.value.field == field


@pytest.mark.parametrize(
    "changes, field",
    [({"full_on": date(2026, 10, 20)}, "full_on"), ({"affected": 100}, "affected")],
)
def test_reports_are_in_order_and_many_are_more_than_a_hundred(changes, field):
    with pytest.raises(Invalid) as refused:
        check(replace(REPORTED, **changes), TODAY)
    assert refused.value.field == field


def test_filling_in_needs_no_reason_and_changing_does():
    assert check(REPORTED, TODAY) == REPORTED
    assert overwritten(FACTS, REPORTED) == []
    assert reason_for(FACTS, REPORTED, " ") == ""
    fewer = replace(REPORTED, affected=131)
    assert overwritten(REPORTED, fewer) == ["affected"]
    with pytest.raises(Invalid, match="write the reason"):
        reason_for(REPORTED, fewer, " ")
    assert reason_for(REPORTED, fewer, " 数え直した ") == "数え直した"
