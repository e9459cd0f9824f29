"""A programme of years, the plan of one, and an audit planned from it: by clicks, as people do."""

import re
from datetime import date

import pytest

from secaudit.audits.programme import actions, reading
from secaudit.audits.programme.actions import Intent, Outline
from secaudit.audits.programme.kinds import Standing
from secaudit.audits.programme.models import AnnualPlan, Programme, Turn
from secaudit.calendar import clock
from secaudit.decisions.actions import Paper
from secaudit.decisions.models import Medium
from secaudit.errors import Forbidden, Invalid, Refused
from tests.audits.story import again, by, issued, now, planned

OUTLINE = Outline("監査中期計画", 2026, 3, 3)


def turns_of(city):
    return {(city.citizens.id, 2026), (city.tax.id, 2027), (city.policy.id, 2028)}


def made(city, **changes) -> Programme:
    turns = turns_of(city)
    who = {"by": city.acting("kobayashi"), "at": clock.now()}
    return actions.plan(OUTLINE, turns, changes.get("rotation", turns), **who)


def test_another_year_than_proposed_needs_a_reason(city):
    with pytest.raises(Invalid) as refusal:
        made(city, rotation={(city.citizens.id, 2027)})
    assert refusal.value.field == "reason"
    with pytest.raises(Invalid):
        actions.check(OUTLINE, {(city.tax.id, 2031)}, set())
    with pytest.raises(Forbidden):
        actions.plan(
            OUTLINE, turns_of(city), turns_of(city), by=city.acting("suzuki"), at=clock.now()
        )


def test_approved_by_the_ciso_or_on_paper_and_again_after_a_change(city):
    programme = made(city)
    with pytest.raises(Forbidden):
        actions.approve(programme, 1, **by(city, "kobayashi"))
    actions.approve(again(programme), 1, **by(city, "takahashi"))
    with pytest.raises(Refused):
        actions.approve(again(programme), 2, **by(city, "takahashi"))

    who = {"by": city.acting("kobayashi"), "at": clock.now()}
    fewer = {(city.citizens.id, 2026)}
    actions.change(again(programme), OUTLINE, fewer, fewer, 2, **who)
    assert again(programme).state == Standing.PLANNED
    assert Turn.select().count() == 3 and len(reading.turns(programme)) == 1

    paper = Paper(Medium.PAPER, "髙橋　誠司", "副市長", date(2026, 10, 21), "8監第3号")
    with pytest.raises(Refused):
        actions.approve_on_paper(again(programme), paper, 3, **by(city, "kobayashi"))
    actions.approve_on_paper(again(programme), paper, 3, **by(city, "watanabe"))
    assert again(programme).approved_on == date(2026, 10, 21)


def test_the_plan_of_a_year(city):
    who = {"by": city.acting("kobayashi"), "at": clock.now()}
    actions.plan_year(2026, Intent(goals="媒体を確かめる。"), 0, **who)
    actions.approve(AnnualPlan.get(), 1, **by(city, "takahashi"))
    actions.plan_year(2026, Intent(goals="媒体と台帳を確かめる。"), 2, **who)
    assert AnnualPlan.get().state == Standing.PLANNED


def ticked(page: str, name: str) -> list[str]:
    boxes = re.findall(r"<input[^>]*>", page)
    mine = [b for b in boxes if f'name="{name}"' in b and "checked" in b]
    return [re.search(r'value="([^"]+)"', b)[1] for b in mine]


def test_a_programme_from_proposal_to_an_audit_of_its_departments(city, browse):
    """Two years: the citizens' department was audited last year's end, the others never."""
    finding = issued(city)
    kobayashi = browse(city.kobayashi)
    page = kobayashi.get("/audits/programme/new?first=2027&years=2&every=4").text
    turns = ticked(page, "turns")
    assert len(turns) == 2 and not [t for t in turns if t.startswith(f"{city.citizens.id}-")]

    sent = {"title": "監査中期計画", "first_year": 2027, "years": 2, "every": 4, "turns": turns}
    kobayashi.post("/audits/programme/new", sent | {"turns": turns[:1]}, status=200)
    kobayashi.post("/audits/programme/new", sent)
    programme = Programme.get()
    page = kobayashi.get(f"/audits/programme/{programme.id}").text
    assert "R8-A1" in page and "承認を待って" in page
    assert finding.engagement.fiscal_year == 2026

    browse(city.takahashi).post(f"/audits/programme/{programme.id}/approval", {"version": 1})
    assert again(programme).state == Standing.APPROVED
    kobayashi.get("/audits/years/2026")
    kobayashi.post("/audits/years/2026/plan", {"version": 0, "goals": "媒体", "themes": "",
                                               "timing": "", "means": ""})  # fmt: skip
    year = browse(city.takahashi).get("/audits/years/2026").text
    assert "承認する" in year and "市民課" in year
    browse(city.watanabe).get("/audits/years/2026/approval-on-paper")
    browse(city.takahashi).get("/audits/years/1900", status=404)


def test_departments_out_of_turn_need_a_reason(city, browse):
    who = {"by": city.acting("kobayashi"), "at": clock.now()}
    actions.plan(OUTLINE, turns_of(city), turns_of(city), **who)
    kobayashi = browse(city.kobayashi)
    assert ticked(kobayashi.get("/audits/new").text, "units") == [str(city.citizens.id)]
    assert len(ticked(kobayashi.get("/audits/new?first=2").text, "units")) == 2

    sent = {
        "version": 0, "title": "税務課の監査", "kind": "internal", "type": "advisory",
        "starts_on": "2026-11-02", "ends_on": "2026-11-20", "team": [str(city.suzuki.id)],
        "units": [str(city.tax.id)], "profile": "core",
    }  # fmt: skip
    assert "chosen_because-error" in kobayashi.post("/audits/new", sent, status=200).text
    kobayashi.post("/audits/new", sent | {"chosen_because": "個人情報の事故があった。"})
    assert planned_paper().chosen_because == "個人情報の事故があった。"


def planned_paper():
    from secaudit.audits.models import WorkingPaper

    return WorkingPaper.get()


def test_dates_are_proposed_and_saved_in_two_clicks(city, browse):
    engagement = planned(city, units=("citizens", "tax"))
    page = browse(city.kobayashi).get(f"/audits/{engagement.id}/schedule?propose=1").text
    assert 'value="2026-10-26"' in page and "10:00" in page
    assert now()["on"] == date(2026, 10, 22)
