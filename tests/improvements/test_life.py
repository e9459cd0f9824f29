"""A gap is promised, moved, done, seen by the head, checked by the secretariat; and comes again."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import time_machine

from secaudit import schema
from secaudit.calendar import clock
from secaudit.errors import Forbidden, Invalid, Missing, Refused
from secaudit.improvements import actions, comparing, reading
from secaudit.improvements.kinds import Promised, State
from secaudit.journal.verification import verify
from secaudit.selfcheck import reading as sheets
from secaudit.selfcheck.actions import corrections
from secaudit.selfcheck.answers import Given, Withdrawn
from secaudit.selfcheck.causes import further
from secaudit.selfcheck.kinds import Value
from tests.selfcheck.story import PLAN, answer_all, frozen, handed_in, opened, sheet_of, today

DONE = actions.Done(date(2026, 10, 22), "台帳を埋めた", "台帳（課の書庫）")
NEXT_YEAR = replace(
    PLAN,
    fiscal_year=2027,
    opens_on=date(2027, 10, 1),
    due_on=date(2027, 10, 29),
    reference_date=date(2027, 9, 30),
)


@pytest.fixture
def gapped(city):
    """The citizens' sheet is confirmed with one △ and one ×; the tax department's with one ×."""
    period = opened(city)
    mine = sheet_of(period, city.citizens)
    one, two = mine.questions[:2]
    gaps = {
        one.replace("-", "_"): Given(Value.PARTIAL, "台帳が半分。12月末までに埋める。", None, date(2026, 12, 25)),
        two.replace("-", "_"): Given(Value.NOT_IMPLEMENTED, "鍵が足りない。予算で要求する。"),
    }  # fmt: skip
    handed_in(city, period, city.citizens, "hanako", "tanaka", **gaps)
    handed_in(city, period, city.tax, "yamamoto", "ito", **{two.replace("-", "_"): Given(Value.NOT_IMPLEMENTED, "まだ")})  # fmt: skip
    return period, sheets.sheet(mine.id), one, two


def promise(city, who, sheet, **promised):
    given = {control.replace("_", "-"): each for control, each in promised.items()}
    return actions.promise(sheet.id, given, by=city.acting(who), **today())


def test_nobody_checks_their_own_and_no_date_is_overwritten(city, gapped):
    _period, sheet, one, _two = gapped
    key = one.replace("-", "_")
    with pytest.raises(Invalid, match="interim"):
        promise(city, "hanako", sheet, **{key: Promised(date(2027, 9, 30), "市民課長")})
    with pytest.raises(Missing):
        promise(city, "yamamoto", sheet, **{key: Promised(date(2027, 3, 31), "市民課長")})
    with pytest.raises(Forbidden):
        promise(city, "watanabe", sheet, **{key: Promised(date(2027, 3, 31), "市民課長")})
    (row,) = promise(city, "hanako", sheet, **{key: Promised(date(2026, 12, 25), "市民課長")})
    with pytest.raises(Refused):
        promise(city, "hanako", sheet, **{key: Promised(date(2027, 3, 31), "市民課長")})

    move = {"by": city.acting("hanako"), **today()}
    with pytest.raises(Invalid):
        actions.move(row.id, 1, date(2027, 3, 31), "", " ", **move)
    row = actions.move(row.id, 1, date(2027, 3, 31), "", "納品が遅れた", **move)
    assert [p.due_on for p in reading.promises(row)] == [date(2026, 12, 25), date(2027, 3, 31)]
    assert row.moved == 1

    row = actions.report(row.id, 2, DONE, by=city.acting("hanako"), **today())
    assert row.state == State.REPORTED
    with pytest.raises(Refused):
        actions.confirm_done(row.id, 3, by=city.acting("watanabe"), **today())
    with pytest.raises(Forbidden):
        actions.see(row.id, 3, by=city.acting("hanako"), **today())
    row = actions.send_back(row.id, 3, "2行空いている", by=city.acting("tanaka"), **today())
    row = actions.report(row.id, 4, DONE, by=city.acting("tanaka"), **today())
    assert row.state == State.SEEN, "the head who reports has seen it"
    with pytest.raises(Forbidden):
        actions.confirm_done(row.id, 5, by=city.acting("tanaka"), **today())
    row = actions.confirm_done(row.id, 5, by=city.acting("watanabe"), **today())
    assert row.state == State.CHECKED
    assert not verify(schema.JOURNALED).faults


def test_the_secretariats_own_department_is_checked_by_the_chief(city, gapped):
    period, *_rest = gapped
    mine = sheet_of(period, city.policy)
    control = mine.questions[0]
    answer_all(city, "okada", mine, **{control.replace("-", "_"): Given(Value.PARTIAL, "半分")})
    given = {control: Promised(date(2027, 3, 31), "情報政策課長")}
    (row,) = actions.promise(mine.id, given, by=city.acting("okada"), **today())
    actions.report(row.id, 1, DONE, by=city.acting("okada"), **today())
    with pytest.raises(Forbidden):
        actions.confirm_done(row.id, 2, by=city.acting("watanabe"), **today())
    row = actions.confirm_done(row.id, 2, by=city.acting("saito"), **today())
    assert row.state == State.CHECKED


def test_next_years_answer_is_compared_with_the_promise(city, gapped):
    period, sheet, one, two = gapped
    keys = {c.replace("-", "_"): Promised(date(2027, 3, 31), "市民課長") for c in (one, two)}
    first, second = promise(city, "hanako", sheet, **keys)
    frozen(city, period)
    with time_machine.travel(clock.now() + timedelta(days=350)):
        following = opened(city, NEXT_YEAR)
        again = sheet_of(following, city.citizens)
        why = further(again, again.questions, clock.today())
        assert why == {one: Withdrawn.IMPROVEMENT, two: Withdrawn.IMPROVEMENT}, "date has passed"
        assert handed_in(
            city, following, city.citizens, "hanako", "tanaka",
            **{two.replace("-", "_"): Given(Value.NOT_IMPLEMENTED, "予算が付かなかった")},
        )  # fmt: skip
        gaps = [g for g in reading.all_gaps(city.acting("watanabe")) if g.improvement]
        assert comparing.answered_later(gaps) == {
            first.id: Value.IMPLEMENTED, second.id: Value.NOT_IMPLEMENTED,
        }  # fmt: skip
        long = Promised(date(2028, 9, 30), "市民課長", interim="当面は課長席で保管する")
        (row,) = actions.promise(again.id, {two: long}, by=city.acting("hanako"), **today())
        assert row.follows_id == second.id
        assert reading.improvement(second.id, city.acting("saito")).state == State.CARRIED


def test_on_the_pages(city, gapped, browse):
    _period, sheet, one, two = gapped
    hanako, tanaka, watanabe = browse(city.hanako), browse(city.tanaka), browse(city.watanabe)
    address = f"/self-check/sheets/{sheet.id}/improvements"
    page = hanako.get(address)
    assert "台帳が半分" in page.text and 'value="2026-12-25"' in page.text
    assert 'value="2027-03-31"' in page.text and 'value="市民課長"' in page.text
    typed = {
        f"due_on-{one}": "R8.12.25", f"owner-{one}": "主査",
        f"due_on-{two}": "2028-03-31", f"owner-{two}": "市民課長", f"what-{two}": "書庫を買う",
    }  # fmt: skip
    page = hanako.post(address, typed, status=400)
    assert "暫定措置を書いてください" in page.text and "書庫を買う" in page.text
    hanako.post(address, typed | {f"interim-{two}": "課長席で保管する"})
    page = hanako.get(address)
    assert "すべてに改善の約束があります" in page.text
    first = reading.gaps_of(sheet)[0].improvement
    shown = f"/improvements/{first.id}"
    hanako.post(f"{shown}/done", {"version": 1, "done_on": "2026-10-22", "report": ""}, status=400)
    hanako.post(f"{shown}/done", {"version": 1, "done_on": "2026-10-22", "report": "埋めた"})
    assert "確認しました（実施済）" in tanaka.get(shown).text
    tanaka.post(f"{shown}/seen", {"version": 2})
    page = watanabe.get("/improvements?view=seen")
    assert shown in page.text
    watanabe.post(f"{shown}/back", {"version": 3, "words": "写真がない"})
    assert "写真がない" in hanako.get(shown).text
    hanako.post(
        f"{shown}/date",
        {"version": 4, "due_on": "2027-01-29", "reason": "業者の日程", "interim": ""},
    )
    assert "業者の日程" in hanako.get(shown).text
    hanako.post(f"{shown}/date", {"version": 5, "due_on": "2020-01-29", "reason": "x"}, status=400)
    browse(city.yamamoto).get(shown, status=404)
    for format in ("xlsx", "csv", "pdf"):
        watanabe.post("/improvements/file", {"format": format}, status=200)
    page = watanabe.get("/improvements/committee")
    assert "まだ改善の約束がありません" in page.text
    assert "市民課" not in browse(city.ito).get("/improvements").text


def test_a_correction_ends_a_promise_and_the_head_sees_what_was_promised(city, gapped, browse):
    """○ after all: nothing is left to mend. A gap after all: it leads somewhere again."""
    period, sheet, one, two = gapped
    keys = {c.replace("-", "_"): Promised(date(2027, 3, 31), "市民課長") for c in (one, two)}
    first, _second = promise(city, "hanako", sheet, **keys)
    page = browse(city.tanaka).get(f"/self-check/sheets/{sheet.id}/confirm").text
    assert f"/improvements/{first.id}" in page and "改善の約束" in page
    frozen(city, period)
    third = sheet.questions[2]
    for control, given in ((one, Given(Value.IMPLEMENTED)), (third, Given(Value.PARTIAL, "漏れ"))):
        row = corrections.propose_correction(
            sheet.id, control, given, "数え違い", by=city.acting("tanaka"), at=clock.now()
        )
        corrections.approve_correction(row.id, 1, by=city.acting("saito"), at=clock.now())
    watanabe = city.acting("watanabe")
    row = reading.improvement(first.id, watanabe)
    assert row.state == State.CORRECTED and reading.answer_to(row).value == Value.IMPLEMENTED
    mine = sheets.sheet(sheet.id)
    assert [gap.control for gap in reading.gaps_of(mine)] == [two, third]
    listed = {(g.sheet.unit_id, g.control): g for g in reading.all_gaps(watanabe)}
    assert listed[sheet.unit_id, third].improvement is None
    assert listed[sheet.unit_id, one].improvement.state == State.CORRECTED
    row = corrections.propose_correction(
        sheet.id, one, Given(Value.PARTIAL, "やはり半分"), "再確認", by=city.acting("tanaka"), at=clock.now()
    )  # fmt: skip
    corrections.approve_correction(row.id, 1, by=city.acting("saito"), at=clock.now())
    assert reading.improvement(first.id, watanabe).state == State.PROMISED
    assert not verify(schema.JOURNALED).faults
