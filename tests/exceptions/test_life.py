"""The citizens' department asks for leave; somebody else decides; it runs out, is renewed, ends."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import time_machine

from secaudit import schema
from secaudit.calendar import clock
from secaudit.decisions.actions import Paper
from secaudit.decisions.models import Medium
from secaudit.errors import Conflict, Forbidden, Invalid, Missing, Refused
from secaudit.exceptions import actions, reading
from secaudit.exceptions.kinds import Standing, State, standing
from secaudit.journal.models import JournalEntry
from secaudit.journal.verification import verify
from tests.selfcheck.story import today

WISH = actions.Wish(
    "ACC-01",
    "窓口の発券機1台は共用のIDで使う",
    "製品が個人のIDに対応していない",
    "使用簿に氏名と時刻を書き、係長が毎週確かめる",
    date(2026, 10, 22),
    date(2027, 3, 31),
)
CONTROLS = ["ACC-01", "ACC-02"]


def asked(city, who="hanako", unit=None, wish=WISH, **more):
    unit = unit or city.citizens.id
    return actions.request(unit, wish, CONTROLS, by=city.acting(who), **today(), **more)


def approved(city, row, who="saito"):
    return actions.approve(row.id, row.version, "四半期ごとに報告", by=city.acting(who), **today())


def test_how_an_exception_stands_on_a_day():
    begins, ends = date(2026, 4, 1), date(2027, 3, 31)

    def on(day, state=State.APPROVED, ended=None):
        return standing(state, begins, ends, day, ended)

    assert on(date(2026, 3, 31)) == Standing.LATER
    assert on(date(2027, 1, 29)) == Standing.IN_FORCE, "61 days before"
    assert on(date(2027, 1, 30)) == Standing.ENDING, "60 days before"
    assert on(ends) == Standing.ENDING, "the last day counts"
    assert on(date(2027, 4, 1)) == Standing.EXPIRED
    assert on(date(2027, 4, 1), State.REQUESTED) == Standing.WAITING
    assert on(date(2026, 9, 30), State.ENDED, date(2026, 10, 1)) == Standing.IN_FORCE, "held then"
    assert on(date(2026, 10, 1), State.ENDED, date(2026, 10, 1)) == Standing.ENDED


@pytest.mark.parametrize(
    "wrong",
    [
        {"control": "XXX-99"},
        {"reason": " "},
        {"compensation": ""},
        {"expires_on": date(2026, 10, 21)},
        {"expires_on": date(2028, 3, 31)},
    ],
)
def test_nothing_is_asked_without_reason_compensation_and_an_end(city, wrong):
    with pytest.raises(Invalid):
        asked(city, wish=replace(WISH, **wrong))


def test_hanako_asks_and_nobody_of_hers_decides(city):
    row = asked(city)
    with pytest.raises(Refused, match="waits for approval already"):
        asked(city)
    for who, why in [("hanako", Forbidden), ("tanaka", Forbidden), ("watanabe", Forbidden)]:
        with pytest.raises(why):
            approved(city, row, who)
    with pytest.raises(Missing):
        reading.deviation(row.id, city.acting("yamamoto"), clock.today())
    with pytest.raises(Forbidden):
        asked(city, "yamamoto")
    with pytest.raises(Conflict):
        actions.approve(row.id, row.version + 1, by=city.acting("saito"), **today())
    row = approved(city, row)
    assert (row.state, row.words, row.decided_post) == (
        State.APPROVED,
        "四半期ごとに報告",
        "情報統括監",
    )
    with pytest.raises(Refused):
        actions.withdraw(row.id, row.version, by=city.acting("hanako"), **today())
    acts = [e.act for e in JournalEntry.select().where(JournalEntry.obj == f"deviation:{row.id}")]
    assert (
        acts == ["exception.request", "exception.approve"] and not verify(schema.JOURNALED).faults
    )


def test_the_chief_cannot_approve_what_he_asked_for_himself(city):
    """Somebody may hold two posts: the rule looks at the person and at the department."""
    from secaudit.access.roles import Role
    from secaudit.people.actions import assign

    row = asked(city)
    assign(
        city.tanaka.id, Role.CHIEF, valid_from=clock.today(), by=city.acting("nakamura"), at=clock.now()
    )  # fmt: skip
    with pytest.raises(Forbidden, match="own department"):
        approved(city, row, "tanaka")


def test_on_paper_refused_withdrawn_and_ended(city):
    paper = Paper(Medium.PAPER, "髙橋　誠司", "副市長", date(2026, 10, 20), "情政第12号")
    row = asked(city)
    with pytest.raises(Forbidden):
        actions.approve_on_paper(row.id, 1, paper, by=city.acting("hanako"), **today())
    row = actions.approve_on_paper(row.id, 1, paper, by=city.acting("watanabe"), **today())
    assert (row.state, row.decided_post, row.decided_by_id) == (State.APPROVED, "副市長", None)

    with pytest.raises(Invalid, match="reason"):
        actions.end(row.id, row.version, " ", by=city.acting("tanaka"), **today())
    row = actions.end(row.id, row.version, "機器を更新した", by=city.acting("tanaka"), **today())
    assert row.standing(clock.today()) == Standing.ENDED

    second = asked(city, "tanaka")
    with pytest.raises(Invalid, match="reason"):
        actions.refuse(second.id, 1, "", by=city.acting("takahashi"), **today())
    second = actions.refuse(second.id, 1, "代替が弱い", by=city.acting("takahashi"), **today())
    third = asked(city)
    third = actions.withdraw(third.id, 1, by=city.acting("tanaka"), **today())
    assert (second.state, third.state) == (State.REFUSED, State.WITHDRAWN)
    assert not reading.by_control(reading.of_unit(city.citizens.id), clock.today())
    assert not verify(schema.JOURNALED).faults


def test_it_goes_with_the_department_into_what_becomes_of_it(city):
    """Citizens join tax: the exception stands beside its controls there, and Ito may end it."""
    from secaudit.people.reorganisation import merge_units

    row, on = approved(city, asked(city)), clock.today()
    both = [city.citizens.id, city.tax.id]
    merge_units(both, city.tax.id, on=on, by=city.acting("nakamura"), at=clock.now())
    assert reading.by_control(reading.of_unit(city.tax.id), on) == {"ACC-01": row}
    assert reading.visible(city.acting("ito"), on) == [row]
    ended = actions.end(row.id, row.version, "統合で不要", by=city.acting("ito"), **today())
    assert ended.state == State.ENDED


def test_it_calls_sixty_days_before_and_until_it_is_renewed_or_ended(city):
    row = approved(city, asked(city))
    ends, calling = WISH.expires_on, reading.calling
    assert not calling(ends - timedelta(61)) and calling(ends - timedelta(60)) == [row]
    assert calling(ends + timedelta(400)) == [row], "expired: it calls until it is settled"

    with time_machine.travel(clock.now() + timedelta(days=150)):
        following = replace(WISH, starts_on=date(2027, 4, 1), expires_on=date(2027, 9, 30))
        with pytest.raises(Refused, match="same control"):
            asked(city, wish=replace(following, control="ACC-02"), follows=row.id)
        with pytest.raises(Missing):
            asked(city, "yamamoto", city.tax.id, following, follows=row.id)
        again = asked(city, wish=following, follows=row.id)
        assert again.follows_id == row.id and calling(ends) == [again], "the new one calls instead"
        beside = reading.by_control(reading.of_unit(city.citizens.id), clock.today())
        assert beside == {"ACC-01": row}, "until then the old one holds"
        actions.refuse(again.id, 1, "更新できるはず", by=city.acting("saito"), **today())
        assert calling(ends) == [row], "refused: the old one calls again"
