"""Naoko records an incident, reports it in time and corrects it; who sees it and who does not."""

from dataclasses import replace
from datetime import date

import pytest

from secaudit import schema
from secaudit.calendar import clock
from secaudit.errors import Conflict, Forbidden, Invalid, Missing
from secaudit.home import incidents as home
from secaudit.incidents import actions, reading
from secaudit.incidents.kinds import Duty, Ground, Kind
from secaudit.incidents.listing import totals
from secaudit.incidents.rules import Facts
from secaudit.journal.verification import verify

LETTER = Facts(date(2026, 10, 19), Kind.MISDIRECTED, "別の世帯に通知書を送った。")


def today(city, who="watanabe"):
    return {"by": city.acting(who), "at": clock.now(), "on": clock.today()}


def test_from_the_first_sentence_to_the_corrected_record(city):
    facts = replace(LETTER, unit=city.tax.id)
    with pytest.raises(Forbidden):
        actions.enter(facts, **today(city, "tanaka"))
    row = actions.enter(facts, **today(city))
    called = [task.due for task in home.tasks(city.acting("watanabe"), clock.today())]
    assert called == [date(2026, 10, 23)], "the time runs before it is decided"
    assert not list(home.tasks(city.acting("ito"), clock.today()))

    known = replace(
        facts,
        affected=132,
        duty=Duty.REPORT,
        grounds=(Ground.MANY,),
        first_on=date(2026, 10, 21),
    )
    row = actions.change(row.id, 1, known, "", **today(city))
    with pytest.raises(Conflict):
        actions.change(row.id, 1, known, "", **today(city))
    fewer = replace(known, affected=129, prevention="宛名を2人で照合する。")
    with pytest.raises(Invalid, match="write the reason"):
        actions.change(row.id, 2, fewer, " ", **today(city))
    row = actions.change(row.id, 2, fewer, "重複を除いた", **today(city))
    assert actions.change(row.id, 3, fewer, "", **today(city)).version == 3, "nothing changed"
    assert not list(home.tasks(city.acting("watanabe"), clock.today())), "the next is far"

    first, second, third = reading.versions(row)
    assert (first.before, second.corrected, third.corrected) == (None, [], ["affected"])
    assert (second.after, third.reason) == (known, "重複を除いた")
    assert third.who.name == "渡辺　直子"
    made = totals(reading.of_year(2026, city.acting("watanabe"), clock.today()), clock.today())
    assert (made.number, made.affected, made.reportable, made.reported, made.late) == (
        1, 129, 1, 0, 0,
    )  # fmt: skip
    assert not verify(schema.JOURNALED).faults


def test_a_department_sees_its_own_and_no_other(city):
    mine = actions.enter(replace(LETTER, unit=city.tax.id), **today(city))
    everywhere = actions.enter(LETTER, **today(city))
    for who, seen in [("ito", 1), ("yamamoto", 1), ("kato", 1), ("tanaka", 0), ("hanako", 0),
                      ("watanabe", 2), ("saito", 2), ("takahashi", 2), ("kobayashi", 2),
                      ("nakamura", 0), ("suzuki", 0), ("inoue", 0)]:  # fmt: skip
        rows = reading.of_year(2026, city.acting(who), clock.today())
        assert len(rows) == seen, who
    with pytest.raises(Missing):
        reading.incident(mine.id, city.acting("tanaka"), clock.today())
    with pytest.raises(Missing):
        reading.incident(everywhere.id, city.acting("ito"), clock.today())


def test_on_the_pages(city, browse):
    naoko, ito, tanaka = (browse(city.people[k]) for k in ("watanabe", "ito", "tanaka"))
    form = {
        "noticed_on": "R8.10.1", "kind": "stolen", "unit": city.tax.id, "what": "端末が盗まれた。",
        "duty": "undecided",
    }  # fmt: skip
    wrong = {**form, "noticed_on": "R8.10.30", "kind": "", "duty": "perhaps"}
    page = naoko.post("/incidents/new", wrong, status=400).text
    assert page.count("has-error") == 2
    page = naoko.post("/incidents/new", {**form, "told_on": "R8.9.30"}, status=400).text
    assert "気づいた日より前の日です" in page and "端末が盗まれた。" in page
    where = naoko.post("/incidents/new", form).location

    assert "17日超過" in naoko.get("/incidents").text
    assert "報告の対象か判断してください" in naoko.get("/").text
    report = {**form, "version": 1, "duty": "to be reported", "grounds": ["wrongful"]}
    naoko.post(f"{where}/record", {**report, "first_on": "R8.10.4"})
    page = naoko.get(where).text
    assert "に報告（期限内）" in page and "令和8年11月30日（月）まで" in page
    assert (
        "訂正の理由を書いてください"
        in naoko.post(
            f"{where}/record", {**report, "version": 2, "what": "端末を失った。"}, status=400
        ).text
    )
    naoko.post(f"{where}/record", {**report, "version": 1}, status=409)
    naoko.post("/language", {"language": "en", "next": where})
    for address in (
        "/incidents",
        "/incidents?year=2020",
        where,
        f"{where}/record",
        f"{where}/paper",
    ):
        assert 'lang="en"' in naoko.get(address).text
    assert naoko.post(f"{where}/paper", {}, status=200).data.startswith(b"%PDF")

    assert (
        "端末が盗まれた" in ito.get("/incidents").text and "/new" not in ito.get("/incidents").text
    )
    ito.get(f"{where}/record", status=403)
    tanaka.get(where, status=404)
    assert "記録はありません" in tanaka.get("/incidents").text
    browse(city.nakamura).get("/incidents", status=403)
    browse(city.inoue).get(where, status=403)
