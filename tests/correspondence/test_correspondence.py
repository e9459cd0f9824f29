"""The secretariat reminds step by step and never twice; papers carry number and addressee."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import time_machine
from flask_babel import force_locale

from secaudit.calendar import clock
from secaudit.correspondence import actions, papers, reading
from secaudit.correspondence.kinds import Audience
from secaudit.correspondence.ladder import Step, step_now
from secaudit.errors import Refused
from secaudit.reports.reading import summary_of
from secaudit.selfcheck import reading as sheets
from secaudit.selfcheck.actions import corrections
from secaudit.selfcheck.answers import Given
from secaudit.selfcheck.kinds import Value
from tests.page import as_read
from tests.selfcheck.story import PLAN, frozen, handed_in, opened, sheet_of

DUE = date(2026, 10, 30)  # a Friday
LADDER = [
    Step(-5, Audience.CLERK),
    Step(0, Audience.HEAD),
    Step(3, Audience.DIRECTOR),
    Step(7, Audience.CHIEF),
]


@pytest.mark.parametrize(
    "today,sent,expected",
    [
        (date(2026, 10, 22), [], None),
        (date(2026, 10, 23), [], Audience.CLERK),
        (date(2026, 10, 23), [-5], None),
        (date(2026, 10, 24), [], None),  # a Saturday
        (date(2026, 10, 30), [-5], Audience.HEAD),
        (date(2026, 11, 5), [-5, 0], Audience.DIRECTOR),  # 3 November is a holiday
        (date(2026, 11, 11), [], Audience.CHIEF),  # what was missed is passed over
    ],
)
def test_the_ladder_counts_working_days(today, sent, expected):
    step = step_now(LADDER, DUE, today, frozenset(), sent)
    assert (step.audience if step else None) == expected


def test_each_step_goes_out_once_and_is_recorded(city, browse):
    period = opened(city)
    sheet = sheet_of(period, city.citizens)
    with time_machine.travel(clock.now() + timedelta(days=1)):
        watanabe = browse(city.watanabe)
        assert "きょうの再依頼を送る：4件" in watanabe.get("/").text
        there = f"/self-check/periods/{period.id}/reminders"
        assert "checked" in watanabe.get(there).text
        texts = watanabe.get(f"{there}/texts?sheet={sheet.id}").text
        assert (
            "市民課 主査　様" in texts
            and "期限までの提出をお願いします" in texts
            and f"{len(sheet.questions)}問" in texts
        )
        watanabe.post(there, {"sheet": sheet.id, "format": "pdf"}, status=200)
        watanabe.post(there, {"sheet": sheet.id})
        with pytest.raises(Refused):
            actions.remind(
                period.id, [sheet.id], by=city.acting("watanabe"), at=clock.now(), on=clock.today()
            )
        assert len(reading.for_today(period, clock.today())) == 3
        assert "主査" in watanabe.get(there).text
        assert watanabe.get(there).text.count(" checked") == 3
        assert watanabe.get(f"{there}?all=1").text.count(" checked") == 4
        browse(city.hanako).get(there, status=403)


def test_papers_before_and_after(city, browse):
    period = opened(city)
    handed_in(city, period, city.citizens, "hanako", "tanaka")
    watanabe, there = browse(city.watanabe), f"/self-check/periods/{period.id}/papers"
    watanabe.post(
        f"{there}/request/head",
        {"version": 0, "number": "8情政第12号", "dated_on": "R8.10.1", "sender": "情報政策課長"},
    )
    page = watanabe.get(f"{there}/request").text
    assert "8情政第12号" in page and "市民課長　様" in page and "各課（室）長　様" in page
    for kind in ("plan", "request", "guide", "totals"):
        watanabe.get(f"{there}/{kind}")
        assert watanabe.post(f"{there}/{kind}", {}, status=200).data.startswith(b"%PDF")
    watanabe.get(f"{there}/result", status=404)
    sheet = sheet_of(period, city.citizens)
    browse(city.hanako).get(f"/self-check/sheets/{sheet.id}/result", status=404)
    frozen(city, period)
    assert watanabe.post(f"{there}/result", {}, status=200).data.startswith(b"%PDF")
    page = browse(city.hanako).get(f"/self-check/sheets/{sheet.id}/result").text
    assert "市民課長　様" in page and "税務課" not in page and "提出済（課長確認済）" in page
    row = corrections.propose_correction(
        sheet.id, sheet.questions[0], Given(Value.PARTIAL, "漏れ"), "数え違い",
        by=city.acting("tanaka"), at=clock.now(),
    )  # fmt: skip
    corrections.approve_correction(row.id, 1, by=city.acting("saito"), at=clock.now())
    page = watanabe.get(f"{there}/totals").text
    assert "確定後の訂正" in page and "数え違い" in page, "beside the figures, which stay"
    browse(city.yamamoto).get(f"/self-check/sheets/{sheet.id}/result", status=404)
    watanabe.get(there)


def test_the_totals_agree_with_each_other_and_with_the_page_of_forms(city, app, browse):
    """One row a form; the department form's row is the sum of the departments and of the chapters."""
    with app.test_request_context(), force_locale("en"):
        period = opened(city, replace(PLAN, forms=("head", "counts")))
        handed_in(city, period, city.citizens, "hanako", "tanaka")
        every = sheets.periods()
        made = papers.totals(every[0], summary_of(every[0], every, clock.now(), cells=True), None)
    tables = {part["title"]: part["rows"] for part in made.body if part["kind"] == "table"}
    forms = tables["By form"]
    added = [[sum(int(row[at]) for row in rows) for at in range(*span)] for rows, span in (
        (tables["By chapter"], (1, 7)), (tables["By department, in official order"], (2, 8)),
    )]  # fmt: skip
    assert added[0] == added[1] == [int(cell) for cell in forms[0][2:8]]
    assert [row[1] for row in forms] == ["1/4", "0/4", "0/4"] and forms[2][-1] == "Not shown"
    page = as_read(browse(city.watanabe).get(f"/self-check/periods/{period.id}/forms-by-role").text)
    for row in forms[:2]:
        for number in row[2:8]:
            assert f'<td class="num">{number}</td>' in page
