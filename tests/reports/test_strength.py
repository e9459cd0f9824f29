"""What stands behind a declared ○: from the rules to the pages."""

from datetime import date

import pytest

from secaudit.activities import actions as activities
from secaudit.activities.kinds import Kind
from secaudit.activities.rules import Held, Plan
from secaudit.calendar import clock
from secaudit.catalogue.carrying import goes_on_in
from secaudit.evidence.models import Evidence
from secaudit.fieldwork import actions as fieldwork
from secaudit.fieldwork.actions import Seen
from secaudit.fieldwork.judging import Judgement
from secaudit.fieldwork.models import PaperItem
from secaudit.journal.actions import record, transaction
from secaudit.reports.reading import sheet_facts
from secaudit.reports.strength.reading import claims
from secaudit.reports.strength.rules import Claim, Group, Strength, Support, claim, grouped, months
from tests.audits import story as audits
from tests.catalogue.editions import revised, split, succeeded
from tests.reports import story
from tests.selfcheck import story as selfcheck

TODAY = date(2026, 10, 22)
JULY, MAY = date(2026, 7, 22), date(2026, 5, 1)


@pytest.mark.parametrize(
    "since, on, whole",
    [
        (date(2026, 1, 15), date(2026, 3, 14), 1),
        (date(2026, 1, 15), date(2026, 3, 15), 2),
        (date(2025, 10, 22), TODAY, 12),
        (date(2026, 10, 30), TODAY, 0),
    ],
)
def test_age_is_in_whole_months(since, on, whole):
    assert months(since, on) == whole


@pytest.mark.parametrize(
    "behind, strength, since",
    [
        ({}, Strength.ASSERTED, JULY),
        ({"recorded": MAY}, Strength.RECORDED, MAY),
        ({"recorded": JULY, "exercised": MAY}, Strength.EXERCISED, MAY),
        ({"recorded": JULY, "exercised": JULY, "audited": MAY}, Strength.AUDITED, MAY),
        ({"contradicted": True}, Strength.ASSERTED, JULY),
    ],
)
def test_the_strongest_counts_and_has_an_age(behind, strength, since):
    nothing = {"audited": None, "exercised": None, "recorded": None, "declared": JULY}
    found = claim(1, "AST-01", Support(**nothing | behind))
    assert (found.strength, found.since) == (strength, since)
    assert found.contradicted == behind.get("contradicted", False)


def test_a_group_counts_every_claim_once_and_has_the_age_in_the_middle():
    some = [Claim(unit, "AST-01", Strength.AUDITED, date(2026, unit, 1)) for unit in (1, 5, 9)]
    some.append(Claim(1, "AST-02", Strength.ASSERTED, MAY))
    city = Group(tuple(some), TODAY)
    assert city.total == sum(city.counts.values()) == 4
    assert (city.ages[Strength.AUDITED], city.ages[Strength.RECORDED]) == (5, None)
    assert list(grouped(some, lambda each: each.unit, TODAY)) == [1, 5, 9]


def test_from_the_records_to_the_pages(city, browse):
    period = story.two_years(city)
    sheet = next(e for e in sheet_facts([period.id])[period.id] if e.unit == city.citizens.id)
    _attach(city, sheet.id, "AST-02", None)
    _attach(city, sheet.id, "ACC-01", date(2026, 10, 21))
    _drill(city, ("ACC-02",), (city.tax.id,))
    _drill(city, ("ACC-03",), ())
    _audited(city, period, {"AST-05": Judgement.CONFORMING, "AST-02": Judgement.NOT})

    found = {(e.unit, e.control): e for e in _claims(period)}
    mine = {control: e.strength for (unit, control), e in found.items() if unit == city.citizens.id}
    assert mine["AST-02"] == Strength.RECORDED
    assert mine["ACC-01"] == Strength.ASSERTED, "the evidence has run out"
    assert mine["ACC-02"] == Strength.ASSERTED, "the drill was the tax department's"
    assert found[city.tax.id, "ACC-02"].strength == Strength.EXERCISED
    assert mine["ACC-03"] == Strength.EXERCISED
    assert mine["AST-05"] == Strength.AUDITED
    assert found[city.citizens.id, "AST-02"].contradicted
    assert "AST-01" not in mine, "nothing is claimed where it does not apply"

    takahashi, hanako = browse(city.takahashi), browse(city.hanako)
    page = takahashi.get("/overview/strength").text
    assert "監査で確認" in page and "市民課" in page
    assert "○の裏付け" in takahashi.get("/overview").text
    assert "市民課" not in browse(city.kobayashi).get("/overview/strength").text
    assert "○の裏付け" in hanako.get(f"/departments/{city.citizens.id}").text
    assert "○の裏付け" in takahashi.get("/controls/AST-05").text
    assert "○の裏付け" not in hanako.get("/controls/AST-05").text
    hanako.get("/overview/strength", status=403)


def test_a_claim_keeps_what_stands_behind_it_through_editions(city):
    """An audit under the old edition judged what is now called otherwise, was split, or means
    something else; a drill was held for the old id."""
    old = selfcheck.catalogue()
    last = story.last_year(city)
    _audited(city, last, dict.fromkeys(("PHY-05", "ACC-01", "AST-05"), Judgement.CONFORMING))
    _drill(city, ("PHY-05",), ())
    moved = succeeded(old, "PHY-05", chapter="HUM")  # HUM-90
    parted = split(moved, "ACC-01", "HUM", "AST")  # HUM-91 and AST-91
    period = story.this_year(city, revised(parted, AST_05={"revision": 2}))

    found = {
        each.control: each.strength for each in _claims(period) if each.unit == city.citizens.id
    }
    assert {found[id] for id in ("HUM-90", "HUM-91", "AST-91")} == {Strength.AUDITED}
    assert found["AST-05"] == Strength.ASSERTED, "the audit judged what the question meant then"
    tax = {each.control: each.strength for each in _claims(period) if each.unit == city.tax.id}
    assert tax["HUM-90"] == Strength.EXERCISED


def test_through_several_editions_only_kept_meanings_are_followed():
    first = selfcheck.catalogue()
    second = succeeded(first, "PHY-05", chapter="HUM")  # another id
    third = revised(second, HUM_90={"revision": 2}, AST_05=None)
    one, two, three = goes_on_in([first, second, second])
    assert one["PHY-05"] == two["HUM-90"] == three["HUM-90"] == {"HUM-90"}
    assert "PHY-05" not in goes_on_in([first, second, third])[0], "the meaning changed on the way"
    assert "AST-05" not in goes_on_in([first, second, third])[0], "it was withdrawn"
    merged = succeeded(first, "PHY-05", "PHY-10", chapter="HUM", meaning_kept=True)
    assert "PHY-05" not in goes_on_in([first, merged])[0], "only a part of what is asked now"


def _claims(period):
    return claims(period, sheet_facts([period.id])[period.id], TODAY)


def _attach(city, sheet: int, control: str, expires_on: date | None) -> None:
    row = Evidence(
        about=f"sheet:{sheet}", control=control, unit=city.citizens.id, fiscal_year=2026,
        title="台帳", expires_on=expires_on, recorded_at=clock.now(),
    )  # fmt: skip
    with transaction():
        record(city.acting("hanako"), "answer.prove", row, [row], at=clock.now())


def _drill(city, controls, units) -> None:
    who = {"by": city.acting("watanabe"), "at": clock.now(), "on": clock.today()}
    plan = Plan(Kind.INCIDENT, "訓練", MAY, owner="情報政策課長", controls=controls, units=units)
    row = activities.plan(plan, controls, **who)
    activities.hold(row.id, row.version, Held(MAY, "行った。"), **who)


def _audited(city, period, judged) -> None:
    engagement = audits.in_fieldwork(city, period=period.id)
    for item in PaperItem.select().where(PaperItem.control.in_(list(judged))):
        seen = Seen(judged[item.control], "書庫で見た。")
        fieldwork.judge(item, seen, item.version, **audits.by(city, "suzuki"))
    audits.issued(city, engagement=engagement)
