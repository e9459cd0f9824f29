"""「昨年度と同じ」 is one key, and is taken away with the reason in each case in which last year's answer
says nothing about this year."""

import re
from dataclasses import replace
from datetime import date, datetime

import pytest

from secaudit.database import db
from secaudit.evidence.actions import Proof
from secaudit.improvements.actions import promise
from secaudit.improvements.kinds import Promised
from secaudit.selfcheck import actions, reading
from secaudit.selfcheck.answers import RECHECK_AFTER, Given, Withdrawn
from secaudit.selfcheck.forecast import forecast
from secaudit.selfcheck.kinds import Value
from tests.catalogue.editions import revised
from tests.selfcheck import story

LAST = replace(
    story.PLAN,
    fiscal_year=2025,
    opens_on=date(2025, 10, 1),
    due_on=date(2025, 10, 30),
    reference_date=date(2025, 9, 30),
)
WORDS = {
    Withdrawn.REWORDED: "質問の内容が昨年度から変わりました",
    Withdrawn.AFRESH: "監査で確認された項目です",
    Withdrawn.EVIDENCE: "昨年度の根拠資料は期限が切れています",
    Withdrawn.PROMISE: "昨年度に約束した期日を過ぎています",
    Withdrawn.RECHECK: "3年続けて同じ回答です",
    Withdrawn.IMPROVEMENT: "改善を約束した日までに済んでいません",
}
APRIL = {"at": datetime(2026, 4, 1, 1), "on": date(2026, 4, 1)}


@pytest.fixture
def cases(city) -> dict:
    """Last year, told of six questions of one chapter; which question is which case."""
    period = story.opened(city, LAST)
    sheet = story.sheet_of(period, city.citizens)
    asked = [id for id in sheet.questions if id.startswith("AST")]
    cases = dict(zip(WORDS, asked, strict=False))
    different = {
        cases[Withdrawn.PROMISE]: Given(Value.PARTIAL, "様式を直す", promised_on=date(2026, 3, 31)),
        cases[Withdrawn.IMPROVEMENT]: Given(Value.NOT_IMPLEMENTED, "台帳がない"),
        cases[Withdrawn.RECHECK]: Given(Value.IMPLEMENTED, same_years=RECHECK_AFTER),
    }
    proof = Proof("立入の記録", kept_at="書庫", expires_on=date(2026, 9, 30))
    hanako, tanaka = city.acting("hanako"), city.acting("tanaka")
    actions.attach_evidence(sheet.id, cases[Withdrawn.EVIDENCE], proof, by=hanako, **story.today())
    named = {control.replace("-", "_"): given for control, given in different.items()}
    story.handed_in(city, period, city.citizens, "hanako", "tanaka", **named)
    wanted = Promised(date(2026, 10, 15), "市民課長", "台帳を作る", "当面は紙で控える")
    promise(sheet.id, {cases[Withdrawn.IMPROVEMENT]: wanted}, by=tanaka, **APRIL)
    story.frozen(city, period)
    return cases


def edition(cases):
    """One question does not mean any more what it meant."""
    before = story.catalogue()
    control = before.control(cases[Withdrawn.REWORDED])
    text = {**control.requirement, "ja": control.requirement["ja"] + "半年に1回確かめる。"}
    name = control.id.replace("-", "_")
    return revised(before, **{name: {"revision": control.revision + 1, "requirement": text}})


def this_year(city):
    period = actions.plan_period(story.PLAN, by=city.acting("watanabe"), **story.now())
    return actions.approve_period(period.id, 1, by=city.acting("saito"), **story.now())


def test_each_case_is_told_and_the_key_is_gone(city, browse, cases):
    planned, after = this_year(city), edition(cases)
    with db.atomic():
        actions.answer_afresh(
            city.citizens, cases[Withdrawn.AFRESH], "指摘", "finding:1",
            by=city.acting("nakamura"), **story.now(),
        )  # fmt: skip
    ahead = forecast(reading.period(planned.id), after, story.today()["on"])
    told = {why: line.control.id for line in ahead.lines for why in line.anew if why in WORDS}
    assert told | {Withdrawn.REWORDED: cases[Withdrawn.REWORDED]} == cases

    period = actions.open_period(planned.id, 2, after, by=city.acting("watanabe"), **story.today())
    sheet = story.sheet_of(period, city.citizens)
    page = browse(city.hanako).get(f"/self-check/sheets/{sheet.id}/AST").text
    parts = page.split('<fieldset class="question"')[1:]
    by_id = {re.search(r'data-question="([^"]+)"', part)[1]: part for part in parts}
    for why, control in cases.items():
        assert WORDS[why] in by_id[control] and 'value="same"' not in by_id[control], why
    assert "半年に1回確かめる。</ins>" in by_id[cases[Withdrawn.REWORDED]]
    elsewhere = browse(city.hanako).get(f"/self-check/sheets/{sheet.id}/ORG").text
    assert "問は「昨年度と同じ」で答えられます" in elsewhere and "問は「昨年度" not in page
    assert 'value="same"' in elsewhere and not any(word in elsewhere for word in WORDS.values())
