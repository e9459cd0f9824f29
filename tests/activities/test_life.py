"""Naoko plans the year, holds, records and corrects; the departments see their own part of it."""

import io
from dataclasses import replace
from datetime import date

import pytest
import time_machine

from secaudit import schema
from secaudit.activities import actions, reading
from secaudit.activities.attendance import Listed
from secaudit.activities.kinds import Kind, State, Took
from secaudit.activities.rules import Held, Plan
from secaudit.calendar import clock
from secaudit.errors import Conflict, Forbidden, Invalid, Missing, Refused
from secaudit.journal.verification import verify
from tests.reports import story

KNOWN = {"EDU-02", "EDU-07", "INC-07", "OPS-03", "BCP-04"}
TRAINING = Plan(Kind.STAFF, "全職員研修", date(2026, 7, 1), date(2026, 8, 31), owner="情報政策課長")
RESTORE = Plan(Kind.RESTORE, "遠隔地保管の復元", date(2026, 9, 10), owner="情報政策課長")
HELD = Held(
    date(2026, 8, 31),
    "3回に分けて行った。",
    "時間が足りない。来年は分ける。",
    "受講記録",
    "課の書庫",
)


def today(city, who="watanabe"):
    return {"by": city.acting(who), "at": clock.now(), "on": clock.today()}


def planned(city, plan=TRAINING):
    return actions.plan(plan, KNOWN, **today(city))


def listed(city, *more):
    return [
        Listed("001234", "佐藤　花子", city.citizens.id, Took.ATTENDED, date(2026, 7, 3)),
        Listed("001001", "田中　一郎", city.citizens.id, Took.ABSENT),
        Listed("002001", "伊藤　健", city.tax.id, Took.EXCUSED),
        *more,
    ]


def test_a_year_from_plan_to_corrected_record(city):
    with pytest.raises(Forbidden):
        actions.plan(TRAINING, KNOWN, **today(city, "tanaka"))
    row = planned(city)
    assert (row.fiscal_year, row.controls, row.is_late(clock.today())) == (
        2026,
        ["EDU-02", "EDU-07"],
        True,
    )
    with pytest.raises(Invalid, match="another fiscal year"):
        actions.change(
            row.id,
            1,
            replace(TRAINING, planned_on=date(2027, 4, 5), until=None),
            KNOWN,
            **today(city),
        )
    later = replace(TRAINING, until=date(2026, 9, 30))
    row = actions.change(row.id, 1, later, KNOWN, **today(city))
    with pytest.raises(Conflict):
        actions.hold(row.id, 1, HELD, **today(city))
    row = actions.hold(row.id, 2, HELD, **today(city))
    with pytest.raises(Refused):
        actions.cancel(row.id, 3, "中止", **today(city))
    with pytest.raises(Refused):
        actions.change(row.id, 3, later, KNOWN, **today(city))
    with pytest.raises(Invalid):
        actions.correct(row.id, 3, HELD, " ", **today(city))
    right = replace(HELD, held_on=date(2026, 9, 30), result="4回に分けて行った。")
    row = actions.correct(row.id, 3, right, "回数を誤った", **today(city))
    first, second = reading.results(row)
    assert (first.result, second.reason, row.held_on) == (
        HELD.result,
        "回数を誤った",
        date(2026, 9, 30),
    )

    dropped = planned(city, RESTORE)
    dropped = actions.cancel(dropped.id, 1, "機器の更新と重なった", **today(city))
    assert dropped.state == State.CANCELLED
    assert [each.id for each in reading.seen()] == [row.id], "what was cancelled was not done"
    assert not verify(schema.JOURNALED).faults


def test_attendance_is_taken_in_as_a_whole_and_again(city):
    row = planned(city)
    hundred = [Listed(f"9{n:05}", f"職員{n}", city.tax.id, Took.ATTENDED) for n in range(100)]
    assert actions.take_attendance(row.id, 1, listed(city, *hundred), **today(city)) == 103
    assert actions.take_attendance(row.id, 2, listed(city, *hundred), **today(city)) == 0
    with pytest.raises(Conflict):
        actions.take_attendance(row.id, 1, listed(city), **today(city))
    assert actions.take_attendance(row.id, 2, listed(city), **today(city)) == 100
    row = reading.activity(row.id, reading.sight_of(city.acting("watanabe"), clock.today()))
    assert (row.listed, row.attended, row.excused) == (3, 1, 1) and row.taken.rate.text == "50.0%"
    by_unit = reading.taken_by_unit([row.id])[row.id]
    assert by_unit[city.citizens.id].rate.text == "50.0%"
    assert by_unit[city.tax.id].rate.percent is None, "all of them are excused"
    assert [p.number for p in reading.people_of(row.id, {city.citizens.id})] == ["001001", "001234"]

    with time_machine.travel("2027-04-02T00:00:00Z"):
        followed = [replace(listed(city)[1], state=Took.ATTENDED), *listed(city)[::2]]
        with pytest.raises(Invalid, match="fiscal year is over"):
            actions.take_attendance(row.id, 3, followed, **today(city))
        with pytest.raises(Invalid, match="fiscal year is over"):
            actions.change(row.id, 3, TRAINING, KNOWN, **today(city))
        actions.take_attendance(row.id, 3, followed, "3月の補講を加えた", **today(city))
    assert not verify(schema.JOURNALED).faults


def test_who_sees_what(city):
    training, restore = planned(city), planned(city, replace(RESTORE, units=(city.policy.id,)))
    for who, both in [("watanabe", True), ("saito", True), ("takahashi", True), ("okada", True),
                      ("suzuki", True), ("tanaka", False), ("hanako", False), ("kato", False)]:  # fmt: skip
        sight = reading.sight_of(city.acting(who), clock.today())
        found = [each.id for each in reading.of_year(2026, sight)]
        assert found == ([training.id, restore.id] if both else [training.id]), who
        if not both:
            with pytest.raises(Missing):
                reading.activity(restore.id, sight)
    heads = reading.sight_of(city.acting("tanaka"), clock.today())
    assert heads.names == {city.citizens.id}
    assert reading.sight_of(city.acting("kato"), clock.today()).counts >= {
        city.tax.id,
        city.citizens.id,
    }
    assert not reading.sight_of(city.acting("kato"), clock.today()).names
    assert not reading.sight_of(city.acting("suzuki"), clock.today()).counts
    assert reading.sight_of(city.acting("watanabe"), clock.today()).names is None


def upload(browser, row, text, encoding="cp932", **more):
    data = {"file": (io.BytesIO(text.encode(encoding)), "attendance.csv")}
    return browser.post(
        f"/activities/{row}/attendance", data, content_type="multipart/form-data", **more
    )


def test_on_the_pages(city, browse):
    naoko, tanaka, hanako, saito = (
        browse(city.people[k]) for k in ("watanabe", "tanaka", "hanako", "saito")
    )
    form = {"kind": "staff training", "title": "全職員研修", "planned_on": "R8.7.1", "until": "R8.8.31",
            "owner": "情報政策課長", "audience": "全職員"}  # fmt: skip
    page = naoko.post("/activities/new", form | {"controls": "EDU-99"}, status=400)
    assert "対策項目「EDU-99」はありません" in page.text and 'value="全職員研修"' in page.text
    one = naoko.post("/activities/new", form).location
    assert "予定日超過" in naoko.get(one).text and "EDU-02" in naoko.get(one).text
    number = int(one.rsplit("/", 1)[1])
    naoko.post(f"{one}/plan", form | {"version": "1", "place": "eラーニング"})

    wrong = "職員番号,所属コード,受講\n001234,0210,○\n002001,0999,×\n"
    page = upload(naoko, number, wrong, status=400)
    assert "<b>B3</b>" in page.text and "0999" in page.text
    right = "職員番号,氏名,所属コード,受講,受講日\n001234,,210,○,2026-07-03\n001001,,0210,,\n009999,臨時　良子,0220,○,\n"
    page = upload(naoko, number, right, status=200)
    assert "市民課" in page.text and "66.7％" in page.text
    draft = page.text.split('name="draft" type="hidden" value="')[1].split('"')[0]
    naoko.post(f"{one}/attendance/confirmation", {"draft": draft})
    naoko.post(f"{one}/attendance/confirmation", {"draft": draft}, status=409)
    assert "臨時　良子" in naoko.get(f"{one}/departments/{city.tax.id}").text
    assert (
        "001234,佐藤　花子,0210,○"
        in naoko.post(f"{one}/attendance/file", {"format": "csv"}, status=200).text
    )

    assert "田中　一郎" in tanaka.get(f"{one}/departments/{city.citizens.id}").text
    tanaka.get(f"{one}/departments/{city.tax.id}", status=404)
    hanako.get(f"{one}/departments/{city.citizens.id}", status=403)
    page = hanako.get(one).text
    assert (
        "市民課" in page
        and "税務課" not in page
        and "臨時" not in page
        and f"{one}/departments" not in page
    )
    assert "50.0％" in tanaka.get("/activities").text and "税務課" in saito.get(one).text

    result = {"version": "3", "held_on": "2026-08-31", "result": "行った", "evidence": "受講記録"}
    page = naoko.post(f"{one}/result", result, status=400)
    assert "根拠資料の保管場所を書いてください" in page.text
    naoko.post(f"{one}/result", result | {"kept_at": "課の書庫"})
    again = result | {"version": "4", "kept_at": "課の書庫", "result": "2回行った"}
    naoko.post(f"{one}/result", again, status=400)
    naoko.post(f"{one}/result", again | {"reason": "回数を書き落とした"})
    page = saito.get(one).text
    assert "回数を書き落とした" in page and "2回行った" in page and "結果を記録する" not in page
    assert "最後に実施した日" in saito.get("/controls/EDU-02").text
    page = saito.get("/activities/last-done").text
    assert "実施なし" in page and f'href="{one}"' in page
    assert "計画1件のうち、実施1件" in saito.get("/activities/paper").text
    assert saito.post("/activities/paper", {"year": "2026"}, status=200).data.startswith(b"%PDF")
    tanaka.get("/activities/last-done", status=403)
    assert "受講記録" in tanaka.post("/activities/file", {"format": "csv"}, status=200).text
    saito.post("/activities/file", {"format": "xlsx", "view": "held"}, status=200)
    saito.post("/activities/file", {"format": "exe"}, status=400)
    assert "研修・訓練等の結果の記録を直しました" in saito.get("/journal?act=activity.correct").text


def test_a_mail_drill_counts_reports_and_a_plan_can_be_given_up(city, browse):
    naoko = browse(city.watanabe)
    mail = planned(
        city, Plan(Kind.MAIL, "標的型メール訓練", date(2026, 9, 1), owner="情報政策課長")
    )
    result = {
        "version": "1",
        "held_on": "2026-09-01",
        "result": "行った",
        "mailed": "200",
        "opened": "14",
    }
    naoko.post(f"/activities/{mail.id}/result", result, status=400)
    naoko.post(f"/activities/{mail.id}/result", result | {"reported": "31"})
    assert "15.5％" in (page := naoko.get(f"/activities/{mail.id}").text) and "(31/200)" in page
    other = planned(city, RESTORE)
    naoko.post(f"/activities/{other.id}/cancellation", {"version": "1", "reason": ""}, status=400)
    naoko.post(f"/activities/{other.id}/cancellation", {"version": "1", "reason": "更新と重なった"})
    assert "更新と重なった" in naoko.get(f"/activities/{other.id}").text
    browse(city.tanaka).post(f"/activities/{other.id}/cancellation", {"version": "2"}, status=403)


def test_the_overview_says_when_each_was_last_done(city, browse):
    story.two_years(city)
    row = planned(city, replace(RESTORE, planned_on=date(2026, 9, 10)))
    takahashi = browse(city.takahashi)
    assert "実施なし" in takahashi.get("/overview").text
    actions.hold(row.id, 1, replace(HELD, held_on=date(2026, 9, 11)), **today(city))
    for address in ("/overview", "/overview/ordinance"):
        page = takahashi.get(address).text
        assert "バックアップの復元試験" in page and f"/activities/{row.id}" in page
    assert "/activities/last-done" in browse(city.inoue).get("/overview").text
