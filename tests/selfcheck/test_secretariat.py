"""The secretariat's weeks around the due date: more time, closing, reopening, the freeze's checklist."""

from datetime import timedelta

import pytest
import time_machine

from secaudit.calendar import clock
from secaudit.errors import Invalid
from secaudit.selfcheck import actions, reading
from secaudit.selfcheck.answers import Given
from secaudit.selfcheck.kinds import Value
from tests.page import as_read
from tests.selfcheck.story import (
    answer_all,
    frozen,
    handed_in,
    now,
    opened,
    sheet_of,
    shown,
    submitted,
    today,
)


def test_more_time_with_a_reason_outlasts_the_closing(city, browse):
    period = opened(city)
    mine = sheet_of(period, city.citizens)
    watanabe, where = browse(city.watanabe), f"/self-check/periods/{period.id}"
    with pytest.raises(Invalid):
        actions.put_off(mine.id, 1, period.due_on, "x", by=city.acting("watanabe"), **today())
    assert "10月30日" in watanabe.get(f"/self-check/sheets/{mine.id}/due").text
    typed = {"version": "1", "due_on": "R8.11.6", "reason": "住民記録の更新作業"}
    watanabe.post(f"/self-check/sheets/{mine.id}/due", typed)
    assert "（住民記録の更新作業）" in watanabe.get(where).text
    assert "住民記録の更新作業" in browse(city.hanako).get(f"/self-check/sheets/{mine.id}").text
    with time_machine.travel(clock.now() + timedelta(days=11)):
        actions.close_period(period.id, 3, by=city.acting("watanabe"), **now())
        assert "までに" not in browse(city.hanako).get(f"/self-check/sheets/{mine.id}").text
        assert not handed_in(city, period, city.citizens, "hanako", "tanaka").late
        assert handed_in(city, period, city.tax, "yamamoto", "ito").late


def test_who_has_it_now_and_the_checklist(city, browse):
    period = opened(city)
    handed_in(city, period, city.citizens, "hanako", "tanaka")
    tax = sheet_of(period, city.tax)
    answer_all(
        city, "yamamoto", tax, **{tax.questions[0].replace("-", "_"): Given(Value.PARTIAL, "一部")}
    )
    submitted(city, "yamamoto", tax)
    watanabe, where = browse(city.watanabe), f"/self-check/periods/{period.id}"
    page = as_read(watanabe.get(where).text)
    for chip in ("すべて 4", "課 2", "課長 1", "事務局 1"):
        assert f">{chip}</a>" in page
    page = watanabe.get(f"{where}?with=Secretariat").text
    assert (
        f'/sheets/{sheet_of(period, city.citizens).id}"' in page
        and f'/sheets/{tax.id}"' not in page
    )
    watanabe.get(f"{where}?with='x")

    # before the freeze the secretariat reopens alone, also what the head has confirmed
    citizens = sheet_of(period, city.citizens)
    actions.return_sheet(citizens.id, "3-1を確かめてください", by=city.acting("watanabe"), **now())
    page = watanabe.get(f"{where}/freeze").text
    for words in (
        "差戻しのまま再提出されていない課",
        "提出されたが課長の確認がない課",
        "改善の約束がない△・×",
    ):
        assert words in page
    assert page.count("市民課") == page.count("税務課") == 1
    actions.submit(
        citizens.id, shown(reading.sheet(citizens.id)), by=city.acting("hanako"), **today()
    )


def test_a_correction_that_the_chief_approved_on_paper(city, browse):
    period = opened(city)
    handed_in(city, period, city.citizens, "hanako", "tanaka")
    frozen(city, period)
    mine = sheet_of(period, city.citizens)
    row = actions.propose_correction(
        mine.id, mine.questions[0], Given(Value.PARTIAL, "漏れ"), "数え違い",
        by=city.acting("tanaka"), **now(),
    )  # fmt: skip
    watanabe, where = browse(city.watanabe), f"/self-check/corrections/{row.id}/approval-on-paper"
    assert where in watanabe.get(f"/self-check/periods/{period.id}").text
    watanabe.get(where)
    typed = {
        "version": "1", "medium": "paper", "decided_by": "斎藤", "post": "統括責任者",
        "decided_on": "2026-10-22", "document": "8情政第40号",
    }  # fmt: skip
    browse(city.tanaka).post(where, typed, status=403)
    watanabe.post(where, typed)
    assert "承認）：" in browse(city.tanaka).get(f"/self-check/sheets/{mine.id}").text
    watanabe.post(where, typed | {"version": "2"}, status=409)
