"""A measure over three years: planned, reported, evaluated by somebody else, put off, given up."""

from dataclasses import replace

import pytest

from secaudit import schema
from secaudit.calendar import clock
from secaudit.errors import Conflict, Forbidden, Invalid, Refused
from secaudit.journal.verification import verify
from secaudit.measures import reading
from secaudit.measures.actions import measures as actions
from secaudit.measures.forms import read_plans, written_plans
from secaudit.measures.history import changes_of
from secaudit.measures.kinds import Evaluation, Standing, standing
from secaudit.measures.rules import Outline
from tests.page import as_read
from tests.selfcheck.story import today

KNOWN = actions.Known(["AST", "EDU"], ["AST-01", "EDU-02"])
WANTED = Outline(
    "媒体の台帳を一つにする",
    "情報政策課長",
    2025,
    2027,
    {2025: "様式を決める", 2026: "全課が新しい台帳に移る", 2027: "年2回の棚卸し"},
    chapters=("AST",),
    controls=("AST-01",),
)


def planned(city, wanted=WANTED, who="watanabe"):
    return actions.plan(wanted, KNOWN, by=city.acting(who), at=clock.now())


def test_how_a_year_stands():
    assert standing(2027, 2026, False, False, False) == Standing.AHEAD
    assert standing(2026, 2026, False, False, False) == Standing.RUNNING
    assert standing(2025, 2026, False, False, False) == Standing.UNREPORTED
    assert standing(2025, 2026, True, False, True) == Standing.UNEVALUATED
    assert standing(2026, 2026, False, False, True) == Standing.ENDED


def test_the_plan_is_typed_a_line_a_year():
    typed = "2026 様式を決める\n　二つに分ける\n2027年度：全課\nFY2028 点検\n2029"
    assert read_plans(typed) == {2026: "様式を決める\n二つに分ける", 2027: "全課", 2028: "点検"}
    assert read_plans(written_plans(WANTED.plans)) == WANTED.plans


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "}, {"owner": ""}, {"chapters": ()}, {"chapters": ("XXX",)},
        {"controls": ("AST-99",)}, {"last_year": 2024}, {"last_year": 2036}, {"plans": {}},
    ],
)  # fmt: skip
def test_what_a_measure_needs(city, wrong):
    with pytest.raises(Invalid):
        planned(city, replace(WANTED, **wrong))


def test_from_the_plan_to_the_evaluation(city):
    with pytest.raises(Forbidden):
        planned(city, who="saito")
    row, now = planned(city), today()
    naoko, saito = city.acting("watanabe"), city.acting("saito")
    assert [each.standing for each in reading.measures(2025, 2026)] == [Standing.UNREPORTED]
    assert [each.measure for each in reading.slipped(2026)] == [row.id], "last year says nothing"
    with pytest.raises(Refused, match="not begun"):
        actions.report(row.id, 2027, 0, "済み", by=naoko, **now)
    with pytest.raises(Refused, match="result first"):
        actions.evaluate(row.id, 2025, 0, Evaluation.PARTLY, "", by=saito, at=now["at"])
    first = actions.report(row.id, 2025, 0, "様式を決めた。", "様式", by=naoko, **now)
    with pytest.raises(Conflict) as second:
        actions.report(row.id, 2025, 0, "様式は未定", by=naoko, **now)
    assert (second.value.theirs, second.value.ours) == ("様式を決めた。", "様式は未定")
    with pytest.raises(Forbidden, match="themselves"):
        actions.evaluate(row.id, 2025, 1, Evaluation.ACHIEVED, "計画どおり", by=naoko, at=now["at"])
    actions.evaluate(
        row.id, 2025, first.version, Evaluation.PARTLY, "周知が残る", by=saito, at=now["at"]
    )
    with pytest.raises(Invalid, match="reason"):
        actions.report(row.id, 2025, 1, "様式と手引を決めた。", by=naoko, **now)
    actions.report(row.id, 2025, 1, "様式と手引を決めた。", reason="書き落とし", by=naoko, **now)
    (year,) = reading.measures(2025, 2026)
    assert (year.standing, year.result) == (Standing.UNEVALUATED, "様式と手引を決めた。")

    later = replace(WANTED, last_year=2028, plans={**WANTED.plans, 2028: "定着を確かめる"})
    with pytest.raises(Invalid, match="reason"):
        actions.change(row.id, 1, later, KNOWN, " ", by=naoko, at=now["at"])
    row = actions.change(row.id, 1, later, KNOWN, "予算が翌年度になった", by=naoko, at=now["at"])
    with pytest.raises(Conflict):
        actions.change(row.id, 1, later, KNOWN, "もう一度", by=naoko, at=now["at"])
    assert row.slipped == 1 and [each.slipped for each in reading.slipped(2026)] == [1]
    with pytest.raises(Invalid, match="stays part"):
        shorter = replace(later, first_year=2026)
        actions.change(row.id, 2, shorter, KNOWN, "短く", by=naoko, at=now["at"])
    row = actions.give_up(row.id, 2, "別の施策にまとめる", by=naoko, **now)
    with pytest.raises(Refused, match="given up"):
        actions.change(row.id, 3, later, KNOWN, "また", by=naoko, at=now["at"])
    assert [each.standing for each in reading.measures(2027, 2026)] == [Standing.ENDED]
    assert [each.reason for each in changes_of(row)] == [
        "",
        "予算が翌年度になった",
        "別の施策にまとめる",
    ]
    assert not verify(schema.JOURNALED).faults


def test_on_the_pages(city, browse):
    naoko, saito, tanaka = (browse(city.people[who]) for who in ("watanabe", "saito", "tanaka"))
    typed = {
        "title": "媒体の台帳を一つにする", "owner": "情報政策課長", "purpose": "探さずに済む",
        "chapters": "AST", "controls": "ast-01", "first_year": "2025", "last_year": "2027",
        "plans": "2025 様式を決める\n2026 全課が移る",
    }  # fmt: skip
    assert "探さずに済む" in naoko.post("/measures/new", typed | {"plans": ""}, status=400).text
    address = naoko.post("/measures/new", typed).location
    assert "年度終了・実績未記入" in tanaka.get("/measures?year=2025").text
    assert "昨年度の実績を記録する（施策1件）" in naoko.get("/").text
    naoko.post(f"{address}/years/2025/result", {"version": 0, "result": "決めた"})
    assert "昨年度の実績を評価する（施策1件）" in saito.get("/").text
    naoko.post(
        f"{address}/years/2025/result",
        {"version": 0, "result": "別の人", "reason": "x"},
        status=409,
    )
    page = saito.get(address).text
    assert "評価する" in page and "実績を記録" not in page
    assert "評価する" not in naoko.get(address).text.split("<main")[1]
    told = {"version": 1, "evaluation": "achieved", "words": "計画どおり"}
    saito.post(f"{address}/years/2025/evaluation", told)
    assert "○ 達成" in tanaka.get("/measures?year=2025").text
    naoko.post(
        f"{address}/plan", typed | {"version": 1, "last_year": "2028", "reason": ""}, status=400
    )
    naoko.post(f"{address}/plan", typed | {"version": 1, "last_year": "2028", "reason": "予算"})
    assert "1年延長" in (page := as_read(tanaka.get(address).text)) and "予算" in page
    naoko.post(f"{address}/end", {"version": 2, "words": "まとめる"})
    assert (
        "取りやめ" in tanaka.get(address).text and "施策を取りやめる" not in naoko.get(address).text
    )
    naoko.get(f"{address}/years/2031/result", status=404)
