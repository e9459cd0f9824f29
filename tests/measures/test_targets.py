"""Naoko proposes the targets of the year, Saito approves; they stand beside what was declared."""

from datetime import date

import pytest

from secaudit import schema
from secaudit.calendar import clock
from secaudit.decisions.actions import Paper
from secaudit.decisions.models import Medium
from secaudit.errors import Conflict, Forbidden, Invalid, Refused
from secaudit.journal.verification import verify
from secaudit.measures import reading
from secaudit.measures.actions import targets as actions
from secaudit.measures.attainment import chapters_attained, line, shares
from secaudit.measures.kinds import CITY, State
from secaudit.metrics.counts import Counts
from secaudit.metrics.rate import Rate
from secaudit.reports.reading import summary_of
from secaudit.selfcheck import reading as selfcheck
from secaudit.selfcheck.answers import Given
from tests.selfcheck.story import handed_in, opened, today

RATES = {CITY: 85, "AST": 90, "ACC": None}
PLACES = ["AST", "ACC"]
PAPER = Paper(Medium.PAPER, "髙橋　誠司", "副市長", date(2026, 5, 12), "情政第12号")


def proposed(city, rates=RATES, reason="", who="watanabe"):
    return actions.propose(2026, rates, PLACES, reason, by=city.acting(who), at=clock.now())


def test_targets_beside_counts():
    """Two departments: one at 9 of 10 and one at 3 of 4 in AST; nothing but 該当なし in ACC."""
    cells = {
        (1, "AST"): Counts(a=9, b=1),
        (2, "AST"): Counts(a=3, c=1, m=2),
        (1, "ACC"): Counts(n=4),
    }
    assets = line("AST", 90, cells)
    assert (assets.rate, assets.reached) == (Rate(12, 14), False)
    assert assets.attained == Rate(1, 2), "of two departments assessed one reaches 90"
    assert str(assets.apart) == "-4.3", "85.71… − 90"
    assert assets.coverage == Rate(14, 16)
    access = line("ACC", 90, cells)
    assert (access.reached, access.attained, access.apart) == (None, Rate(0, 0), None)
    city = line(CITY, 85, cells)
    assert (city.rate, city.reached, city.attained) == (Rate(12, 14), True, Rate(1, 2))
    assert line("AST", None, cells).reached is None
    assert chapters_attained([city, assets, access]) == Rate(0, 1), "only what was assessed"
    behind = shares("AST", 90, cells)
    assert [behind[unit].reached for unit in (1, 2)] == [True, False]


def test_proposed_decided_by_somebody_else_and_replaced_only_with_a_reason(city):
    with pytest.raises(Forbidden):
        proposed(city, who="saito")
    for wrong in ({CITY: None}, {CITY: 101}, {CITY: 85, "AST": 0}):
        with pytest.raises(Invalid):
            proposed(city, wrong)
    row = proposed(city)
    assert row.rates == {CITY: 85, "AST": 90} and reading.targets(2026) is None
    with pytest.raises(Refused, match="waits for approval"):
        proposed(city)
    asked = {"by": city.acting("watanabe"), "at": clock.now()}
    row = actions.change(row.id, 1, {CITY: 80, "AST": 90}, PLACES, **asked)
    with pytest.raises(Conflict) as second:
        actions.change(row.id, 1, {CITY: 70}, PLACES, **asked)
    assert second.value.theirs[CITY] == 80 and second.value.ours == {CITY: 70}

    saito = {"by": city.acting("saito"), **today()}
    with pytest.raises(Invalid, match="reason"):
        actions.refuse(row.id, 2, " ", **saito)
    actions.refuse(row.id, 2, "高い目標に", **saito)
    second = proposed(city)
    with pytest.raises(Forbidden):
        actions.approve(second.id, 1, by=city.acting("watanabe"), **today())
    actions.approve(second.id, 1, "年度末に振り返ること", **saito)
    with pytest.raises(Refused):
        actions.change(second.id, 2, RATES, PLACES, **asked)
    held = reading.targets(2026)
    assert (held.number, held.city, held.chapters) == (2, 85, {"AST": 90})
    assert held.approved_post == "情報統括監"

    with pytest.raises(Invalid, match="reason"):
        proposed(city, {CITY: 88})
    third = proposed(city, {CITY: 88}, "中間の点検で上回ったため")
    with pytest.raises(Refused):
        actions.approve_on_paper(third.id, 1, PAPER, by=city.acting("watanabe"), **today())
    lead = {"by": city.acting("kobayashi"), **today()}
    actions.approve_on_paper(third.id, 1, PAPER, **lead)
    held = reading.targets(2026)
    assert (held.number, held.city, held.approved_on) == (3, 88, PAPER.decided_on)
    states = [each.state for each in reading.versions(2026)]
    assert states == [State.APPROVED, State.APPROVED, State.REFUSED]
    assert not verify(schema.JOURNALED).faults


def test_the_pages_say_the_same_as_the_overview(city, browse):
    """From the proposal to the figures: one value on both pages."""
    naoko, saito, chief = (browse(city.people[p]) for p in ("watanabe", "kobayashi", "saito"))
    page = naoko.get("/targets/new?year=2026").text
    assert "市全体（%）" in page and "目標値を変える理由" not in page
    naoko.post("/targets/new?year=2026", {CITY: "abc"}, status=400)
    address = naoko.post("/targets/new?year=2026", {CITY: "85", "AST": "100"}).location
    assert f'{address}/approval"' not in naoko.get(address).text
    assert "目標値の案（第1版）を決定する" in chief.get("/").text
    chief.post(f"{address}/approval", {"version": 1, "words": "よい"})
    assert "変わることはありません" in saito.get(address).text

    period = opened(city)
    handed_in(city, period, city.citizens, "hanako", "tanaka", AST_01=Given("partial", "一部"))
    summary = summary_of(period, selfcheck.periods(), clock.now())
    rate = next(each.line.rate for each in summary.chapters if each.id == "AST")
    page = chief.get("/targets?year=2026").text
    assert f"({rate.numerator}/{rate.denominator})" in page and "未到達" in page
    whole = summary.city.rate
    assert f"({whole.numerator}/{whole.denominator})" in page
    behind = chief.get("/targets/departments?year=2026&place=AST").text
    assert "市民課" in behind and "税務課" in behind and "対象なし" in behind
    chief.get("/targets/departments?year=2026&place=XXX", status=404)
    saito.get("/targets/departments?year=2026&place=AST", status=403)

    naoko.post("/targets/new?year=2026", {CITY: "90", "reason": ""}, status=400)
    address = naoko.post("/targets/new?year=2026", {CITY: "90", "reason": "上方に直す"}).location
    typed = {CITY: "91", "reason": "もう少し", "version": "1"}
    naoko.post(f"{address}/change", typed)
    page = naoko.post(f"{address}/change", typed, status=409).text
    assert "<b>市全体</b>" in page and "<b>city</b>" not in page, "places by their names"
    paper = chief.get("/measures/paper?year=2026").text
    assert "情報セキュリティ" in paper and f"({rate.numerator}/{rate.denominator})" in paper
    pdf = chief.post("/measures/paper", {"year": "2026"}, status=200)
    assert pdf.data.startswith(b"%PDF")
