"""Naoko plans a meeting, ticks its agenda, records what was decided; Okada does it, Saito checks."""

from datetime import date, timedelta

import pytest
import time_machine

from secaudit import schema
from secaudit.access.roles import Role
from secaudit.calendar import clock
from secaudit.errors import Conflict, Forbidden, Invalid, Missing, Refused
from secaudit.exceptions import actions as exceptions
from secaudit.home.meetings import tasks
from secaudit.journal.models import JournalEntry
from secaudit.journal.verification import verify
from secaudit.meetings import reading, rows
from secaudit.meetings.actions import following, holding, planning
from secaudit.meetings.kinds import Outcome, Progress, Reflected, Source, State
from secaudit.meetings.owners import owners, read_key
from secaudit.meetings.proposals import proposals
from secaudit.meetings.rules import Agreed, Attendance, Decision, Wanted, When, moved, owns
from tests.exceptions.test_life import asked
from tests.selfcheck.story import today

WHEN = When(date(2026, 11, 12), "10:00～11:30", "庁議室", (Role.CISO, Role.CHIEF, Role.COMMITTEE))
DECIDED = Decision(
    Outcome.CHANGED, "期限を3月末までとして認める。", (Reflected.RULES,), "実施手順第5条"
)


def now(city, who="watanabe"):
    return {"by": city.acting(who), "at": clock.now()}


def planned(city, *points: str):
    row = planning.plan(WHEN, **now(city))
    wanted = [Wanted(Source.FREE, title) for title in points]
    return row, planning.add(row.id, wanted, **now(city)) if points else []


def held(city, *points: str):
    row, made = planned(city, *points)
    with time_machine.travel(clock.now() + timedelta(days=22)):
        told = Attendance("副市長　髙橋　誠司")
        holding.attend(row.id, 0, told, **now(city), on=clock.today())
    return rows.meeting(row.id), made


def agreed(city, point, unit="policy", title="情報政策課長"):
    wanted = Agreed("台帳の様式を改める", city.units[unit].id, title, date(2026, 12, 25))
    return holding.agree(point.id, wanted, **now(city))


def test_the_order_of_an_agenda():
    assert moved([1, 2, 3], 3, 1) == [3, 1, 2]
    assert moved([1, 2, 3], 1, 99) == [2, 3, 1]
    assert moved([1, 2, 3], 2, 0) == [2, 1, 3]


def test_whose_an_action_is(city):
    head, clerk, chief = (city.acting(who).posts for who in ("tanaka", "hanako", "saito"))
    here = {city.citizens.id}
    assert owns(head, here, "市民課長") and not owns(clerk, here, "市民課長")
    assert owns(head, here, "市民課主幹"), "the head answers for the posts of the office"
    assert owns(chief, (), "情報統括監") and not owns(head, (), "市民課長")
    keys = [each.key for each in owners(clock.today())]
    assert keys[:2] == ["/情報統括監", "/副市長"] and read_key(keys[-1])[1] == "税務課長"


def test_an_agenda_is_ticked_from_what_calls_for_a_decision(city):
    with pytest.raises(Forbidden):
        planning.plan(WHEN, **now(city, "saito"))
    with pytest.raises(Invalid):
        planning.plan(When(WHEN.on), **now(city))
    row, _made = planned(city)
    assert (row.fiscal_year, row.number) == (2026, 1)
    exception = asked(city)
    (found,) = proposals(row, clock.today())
    assert (found.source, found.about) == (Source.EXCEPTION, f"deviation:{exception.id}")
    ticked = Wanted(found.source, "例外措置の申請", found.about)
    first, second = planning.add(row.id, [ticked, Wanted(Source.FREE, "研修計画")], **now(city))
    assert not proposals(row, clock.today()), "what is on the agenda is not offered again"
    with pytest.raises(Invalid):
        planning.add(row.id, [ticked], **now(city))

    planning.change_item(second.id, 1, "研修の計画", "別紙のとおり", 1, **now(city))
    assert [p.title for p in reading.agenda(row.id)] == ["研修の計画", "例外措置の申請"]
    with pytest.raises(Conflict) as late:
        planning.change_item(second.id, 1, "研修", "", 1, **now(city))
    assert late.value.theirs == "研修の計画\n別紙のとおり" and late.value.ours == "研修\n"
    planning.remove(first.id, 2, **now(city))
    assert [p.title for p in reading.agenda(row.id)] == ["研修の計画"]
    exceptions.approve(exception.id, 1, by=city.acting("saito"), **today())
    assert not proposals(row, clock.today())
    assert reading.next_meeting(clock.today()).id == row.id
    later = When(date(2027, 4, 2), members=WHEN.members)
    with pytest.raises(Invalid, match="fiscal year"):
        planning.change(row.id, 1, later, **now(city))


def test_from_the_decision_to_the_checked_action(city, app):
    row, (point, other) = planned(city, "台帳の様式", "委託先の確認")
    with pytest.raises(Refused, match="not been held"):
        holding.attend(row.id, 0, Attendance("副市長"), **now(city), on=clock.today())
    with time_machine.travel(clock.now() + timedelta(days=22)):
        on = clock.today()
        with pytest.raises(Refused):
            holding.decide(point.id, 0, DECIDED, **now(city))
        minutes = holding.attend(row.id, 0, Attendance("副市長　髙橋"), **now(city), on=on)
        with pytest.raises(Conflict) as second:
            holding.attend(row.id, 0, Attendance("教育部長　井上"), **now(city), on=on)
        assert second.value.theirs == "副市長　髙橋" and second.value.ours == "教育部長　井上"
        minutes = holding.attend(row.id, minutes.entry, Attendance("副市長"), **now(city), on=on)
        assert minutes.number == 1, "until they are closed there is one version"
        first = holding.decide(point.id, 0, DECIDED, **now(city))
        with pytest.raises(Refused, match="every point"):
            holding.close(row.id, rows.meeting(row.id).version, **now(city))
        postponed = Decision(Outcome.POSTPONED, "次回に資料を付けて諮る。")
        holding.decide(other.id, 0, postponed, **now(city))
        action = agreed(city, point)
        with pytest.raises(Invalid):
            wrong = Agreed("", city.policy.id, "情報政策課長", date(2026, 12, 25))
            holding.change_agreed(action.id, 1, wrong, **now(city))
        row = holding.close(row.id, rows.meeting(row.id).version, **now(city))
        with pytest.raises(Refused):
            agreed(city, point)

        with pytest.raises(Invalid, match="reason"):
            holding.decide(point.id, first.entry, DECIDED, **now(city))
        right = Decision(Outcome.DECIDED, "原案どおり認める。")
        holding.decide(point.id, first.entry, right, "議事録の書き誤り", **now(city))
        with pytest.raises(Conflict):
            holding.decide(point.id, first.entry, DECIDED, "もう一度", **now(city))
        holding.attend(
            row.id, minutes.entry, Attendance("副市長、教育部長"), "漏れ", **now(city), on=on
        )
        newest, postponed = reading.decisions(date(2027, 1, 1))
        assert (newest.point.version, newest.point.words) == (2, "原案どおり認める。")
        assert [each.number for each in rows.minutes_of(row)] == [1, 2]
        following_one, _none = planned(city)
        carried = [each for each in proposals(following_one, on) if each.source == Source.POSTPONED]
        assert [each.about for each in carried] == [f"agenda_item:{other.id}"]
        with app.app_context():
            _done_and_checked(city, action)
    acts = [
        each.act for each in JournalEntry.select().where(JournalEntry.obj == f"meeting:{row.id}")
    ]
    assert acts.count("meeting.correct") == 2 and not verify(schema.JOURNALED).faults


def _done_and_checked(city, action):
    """Okada heads the office that does it; Naoko works there too, so Saito checks it."""
    words = [each.words for each in tasks(city.acting("okada"), clock.today())]
    assert any("Agreed by the committee" in each for each in words)
    assert not list(tasks(city.acting("tanaka"), clock.today()))
    done = (action.id, action.version, clock.today(), "様式を改め、全課に配った。")
    with pytest.raises(Missing):
        following.report(*done, **now(city, "tanaka"), on=clock.today())
    with pytest.raises(Forbidden):
        following.report(*done, **now(city, "saito"), on=clock.today())
    with pytest.raises(Invalid):
        tomorrow = clock.today() + timedelta(days=1)
        following.report(*done[:2], tomorrow, "済", **now(city, "okada"), on=clock.today())
    row = following.report(*done, **now(city, "okada"), on=clock.today())
    assert any(
        "Check what was agreed" in t.words for t in tasks(city.acting("watanabe"), clock.today())
    )
    with pytest.raises(Forbidden, match="own department"):
        following.check(row.id, row.version, **now(city))
    row = following.send_back(row.id, row.version, "配付の記録を付ける", **now(city, "saito"))
    assert row.state == Progress.OPEN and row.returned
    row = following.report(
        row.id, row.version, clock.today(), "付けた", **now(city, "okada"), on=clock.today()
    )
    row = following.check(row.id, row.version, **now(city, "saito"))
    assert row.state == Progress.CHECKED
    told = reading.decisions(date(2027, 1, 1))[0].point.actions
    assert [(each.progress, each.is_late(date(2027, 1, 1))) for each in told] == [
        (Progress.CHECKED, False)
    ]


def test_a_day_is_moved_after_the_minutes_are_closed(city, browse):
    """By somebody else than whoever is to do it, with the reason; the minutes keep the first day."""
    row, (point,) = held(city, "台帳の様式")
    with time_machine.travel(clock.now() + timedelta(days=22)):
        holding.decide(point.id, 0, DECIDED, **now(city))
        action = agreed(city, point)
        address = f"/meetings/actions/{action.id}"
        later = {"version": 1, "due_on": "2027-02-26", "words": "様式の改正を待つため。"}
        saito, okada, takahashi = (
            browse(city.people[who]) for who in ("saito", "okada", "takahashi")
        )
        assert "期限を変える" not in saito.get(address).text
        assert "締めた後" in saito.post(f"{address}/day", later, status=400).text
        holding.close(row.id, rows.meeting(row.id).version, **now(city))
        naoko = browse(city.people["watanabe"])
        naoko.post(f"{address}/day", later, status=403)
        okada.post(f"{address}/day", later, status=403)
        assert "期限を変える" in saito.get(address).text
        same = saito.post(f"{address}/day", later | {"due_on": "2026-12-25"}, status=400).text
        assert "すでにこの日" in same
        saito.post(f"{address}/day", later | {"words": ""}, status=400)
        saito.post(f"{address}/day", later)
        saito.post(f"{address}/day", later, status=409)
        takahashi.post(f"{address}/day", later | {"version": 2, "due_on": "2027-03-31"})
        page = takahashi.get(address).text
        assert page.count("様式の改正を待つため。") == 2 and "令和8年12月25日" in page
        assert "2回延期" in takahashi.get("/meetings/actions").text
        (moved,) = reading.agenda(row.id)[0].actions
        assert (moved.moved, moved.agreed_on) == (2, date(2026, 12, 25))
        minutes = naoko.get(f"/meetings/{row.id}/paper").text
        assert "R8.12.25" in minutes and "R9.3.31" not in minutes
        following_one, _none = planned(city)
        found = [p.about for p in proposals(following_one, clock.today())]
        assert f"meeting_action:{action.id}" in found, "put off twice: the committee's again"
        assert not verify(schema.JOURNALED).faults


def test_on_the_pages(city, browse):
    naoko, okada, saito, inoue, tanaka = (
        browse(city.people[who]) for who in ("watanabe", "okada", "saito", "inoue", "tanaka")
    )
    typed = {"on": "R8.10.22", "time": "10:00", "place": "庁議室", "members": ["CISO", "COMMITTEE"]}
    assert "庁議室" in naoko.post("/meetings/new", typed | {"on": ""}, status=400).text
    naoko.post("/meetings/new", typed)
    row = rows.all_meetings()[0]
    address = f"/meetings/{row.id}"
    exception = asked(city)
    page = naoko.get(f"{address}/agenda").text
    key = f"EXCEPTION:deviation:{exception.id}"
    assert key in page and "例外措置の申請" in page
    naoko.post(f"{address}/agenda", {"ticked": []}, status=400)
    naoko.post(f"{address}/agenda", {"ticked": [key], "title": "委託先の確認", "text": "年1回"})
    first, second = (each.id for each in reading.agenda(row.id))
    point = f"/meetings/points/{second}"
    naoko.post(point, {"version": 1, "title": "委託先の点検", "text": "年2回", "place": "1"})
    naoko.post(point, {"version": 1, "title": "別の人", "place": "1"}, status=409)
    naoko.post(f"/meetings/points/{first}/removal", {"version": 2})
    page = inoue.get(address).text
    assert "委託先の点検" in page and "出席者を記録" not in page
    tanaka.get(address, status=403)
    assert naoko.post(f"{address}/paper", status=200).data.startswith(b"%PDF")

    page = naoko.get(f"{address}/attendance").text
    assert "副市長　髙橋　誠司" in page and "訂正する理由" not in page
    naoko.post(f"{address}/attendance", {"seen": 0, "present": "副市長　髙橋　誠司"})
    told = {
        "seen": 0,
        "outcome": "decided as proposed",
        "words": "年2回とする。",
        "reflected": ["budget"],
    }
    naoko.post(f"{point}/decision", told | {"words": ""}, status=400)
    naoko.post(f"{point}/decision", told)
    naoko.post(f"{point}/decision", told | {"words": "年3回"}, status=409)
    owner = f"{city.policy.id}/情報政策課長"
    action = {"version": 0, "what": "契約書の様式を改める", "owner": owner, "due_on": "2026-12-25"}
    naoko.post(f"{point}/actions", action | {"owner": ""}, status=400)
    naoko.post(f"{point}/actions", action)
    (row_of,) = rows.all_actions()
    naoko.post(
        f"/meetings/actions/{row_of.id}/change", action | {"version": 1, "due_on": "R8.11.30"}
    )
    said = naoko.get(f"{address}/closing").text
    assert "原案どおり決定 1" in said and "情報政策課長" in said and "取り消せません" in said
    assert rows.meeting(row.id).state == State.HELD
    naoko.post(f"{address}/closing", {"version": rows.meeting(row.id).version})
    naoko.get(f"{address}/closing", status=409)
    assert rows.meeting(row.id).state == State.CLOSED
    page = naoko.get(address).text
    assert (
        "議事録は確定しています" in page and "予算要求" in page and "議事録を確定する" not in page
    )
    assert "訂正する理由" in naoko.get(f"{point}/decision").text

    assert "契約書の様式" in okada.get("/").text
    assert "契約書の様式" in okada.get(f"/people/{city.okada.id}/handover").text
    done = f"/meetings/actions/{row_of.id}"
    assert f"{done}/report" in okada.get(done).text
    tanaka.get(done, status=404)
    report = {"version": 2, "done_on": "2026-10-22", "words": "改めた。"}
    okada.post(f"{done}/report", report | {"words": ""}, status=400)
    okada.post(f"{done}/report", report)
    assert "対応を確認する（1件）" in naoko.get("/").text
    naoko.post(f"{done}/checked", {"version": 3}, status=403)
    saito.post(f"{done}/back", {"version": 3, "words": "写しを付ける"})
    assert "写しを付ける" in okada.get(done).text
    okada.post(f"{done}/report", report | {"version": 4})
    saito.post(f"{done}/checked", {"version": 5})
    assert "すべて完了" in inoue.get("/meetings").text
    assert "契約書の様式" in inoue.get("/meetings/actions").text
    assert naoko.post(f"{address}/paper", status=200).data.startswith(b"%PDF")
    assert "年2回とする" in inoue.get(f"{address}/paper").text
