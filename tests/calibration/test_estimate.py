"""The estimate from its setting to the cells behind it, told by who may see it."""

import re
from datetime import date
from pathlib import Path

import pytest

from secaudit import resources
from secaudit.access.guard import COMMAND
from secaudit.audits import actions as audits
from secaudit.audits.actions import Visit
from secaudit.audits.models import Engagement, WorkingPaper
from secaudit.audits.planning import Plan
from secaudit.audits.reach import ground
from secaudit.audits.sampling import actions as sampling
from secaudit.audits.sampling.kinds import Of
from secaudit.audits.sampling.reading import parts
from secaudit.calendar import clock
from secaudit.calibration.building import Choices, calibration
from secaudit.calibration.reading import draws_looked_at, found_in
from secaudit.fieldwork import actions as fieldwork
from secaudit.fieldwork.actions import Seen
from secaudit.fieldwork.judging import Judgement
from secaudit.fieldwork.models import PaperItem
from secaudit.findings.actions import checking, issuing
from secaudit.organisation.actions import change_settings
from secaudit.programme.population import cells
from secaudit.reports.reading import chapter_facts
from secaudit.selfcheck.models import Period
from secaudit.selfcheck.reading import catalogue_of
from tests.audits.story import again, by, plan_of
from tests.reports.story import NONE, NOT_OURS
from tests.selfcheck.story import frozen, handed_in, opened

PAGE = "/overview/calibration"


def answered(city) -> Period:
    period = opened(city)
    handed_in(city, period, city.citizens, "hanako", "tanaka", AST_05=NONE, PHY_05=NOT_OURS)
    handed_in(city, period, city.tax, "yamamoto", "ito", AST_05=NONE)
    return period


def drawn(city, period: Period, size: int):
    """From every answer of citizens and tax."""
    catalogue, units = catalogue_of(period), {city.citizens.id, city.tax.id}
    order = [each.id for each in catalogue.controls]
    population = cells(ground(clock.today()), units, period, order, False, order)
    who = by(city, "kobayashi")
    draw = sampling.commit(Of.CELLS, "回答の抽出", population, size, False, **who, seed="5" * 64)
    sampling.make(draw, "", draw.version, by=who["by"], at=who["at"])
    return again(draw)


def looked_at(city, period: Period, draw=None, controls=(), wrong=2) -> Engagement:
    """Planned, visited, judged (the first ones wrong), and the report issued."""
    places = parts(draw) if draw else []
    chosen = {control for _unit, control in places} or set(controls)
    plan: Plan = plan_of(
        city, units=("citizens", "tax"), period=period.id,
        controls=tuple(c.id for c in catalogue_of(period).controls if c.id in chosen),
    )  # fmt: skip
    found = audits.plan(plan, period.edition, **by(city, "kobayashi"), draw=draw)
    audits.approve(found, found.version, **by(city, "takahashi"))
    visits = {paper.id: Visit(date(2026, 11, 4), "10:00") for paper in found.papers}
    audits.schedule(found, visits, found.version, **by(city, "kobayashi"))
    audits.notify(found, found.version, **by(city, "kobayashi"))
    fieldwork.begin(found, found.version, **by(city, "suzuki"))
    rows = PaperItem.select().join(WorkingPaper).where(WorkingPaper.engagement == found)
    for number, row in enumerate(rows):
        judged = Judgement.NOT if number < wrong else Judgement.CONFORMING
        fieldwork.judge(row, Seen(judged, "見た。"), row.version, **by(city, "suzuki"))
    checking.ask_for_all(again(found), again(found).version, **by(city, "suzuki"))
    issuing.issue_report(again(found), again(found).version, **by(city, "kobayashi"))
    return again(found)


def switched_on(needed: int) -> None:
    chosen = {"calibration": True, "calibration_cells": needed}
    change_settings(chosen, by=COMMAND, at=clock.now())


def test_it_is_off_then_counts_what_is_missing_then_estimates(app, city, browse):
    takahashi = browse(city.takahashi)
    assert "使わない設定" in takahashi.get(PAGE).text
    assert PAGE not in takahashi.get("/overview").text
    with app.app_context():
        period = answered(city)
        switched_on(30)
        draw = drawn(city, period, 20)
        engagement = looked_at(city, period, draw)
    page = takahashi.get(PAGE).text
    assert PAGE in takahashi.get("/overview").text
    assert "あと10件足りません" in page and "推計なし" in page
    assert "監査で確認した" in page  # the sentence that stands in the committee's paper

    with app.app_context():
        switched_on(10)
    page = takahashi.get(PAGE).text
    assert re.search(r"\d+\.\d～\d+\.\d％", page) and draw.number in page
    behind = takahashi.get(f"{PAGE}/{period.id}/cells").text
    assert behind.count("/papers/") == 20
    takahashi.get(f"{PAGE}/{period.id}/cells?way=other", status=404)
    takahashi.get(f"{PAGE}/{period.id}/cells?chapter=XXX", status=404)
    suzuki = browse(city.suzuki)
    assert PAGE in suzuki.get("/audits/draws").text  # auditors do not open the overview
    assert "市民課" in suzuki.get(PAGE).text
    assert suzuki.get(f"{PAGE}/{period.id}/cells?unit={city.tax.id}").text.count("/papers/")
    for person in (city.hanako, city.tanaka, city.watanabe, city.inoue, city.nakamura):
        browse(person).get(PAGE, status=403)
        browse(person).get(f"{PAGE}/{period.id}/cells", status=403)
    assert engagement.number in takahashi.get("/audits").text


@pytest.fixture
def _in_app(app):
    with app.app_context():
        yield


def test_what_somebody_chose_is_known_and_enters_no_rate_of_the_rest(city, _in_app):
    period = answered(city)
    draw = drawn(city, period, 16)
    looked_at(city, period, draw, wrong=1)
    before = found_in(period, draws_looked_at()[period.id])
    places = {cell.place for cell in before.cells if cell.seen}
    free = sorted({cell.place[1] for cell in before.cells} - {control for _unit, control in places})
    looked_at(city, period, controls=free[:4], wrong=8)
    after = found_in(period, draws_looked_at()[period.id])

    known = calibration(after, [], chapters(period), Choices(10, 0.0)).city.sample
    assert (known.drawn, known.judged) == (before.judged, before.judged + 8)
    assert known.implemented.confirmed.numerator + known.otherwise.confirmed.numerator == 15
    assert known.right == 15


def test_whoever_looks_again_at_what_chance_found_wrong_does_not_flatter_the_rest(city, _in_app):
    period = answered(city)
    draw = drawn(city, period, 16)
    looked_at(city, period, draw, wrong=2)
    before = found_in(period, draws_looked_at()[period.id])
    wrong = {cell.place[1] for cell in before.cells if cell.seen and not cell.seen.right}
    looked_at(city, period, controls=wrong, wrong=0)  # all of it in order by now
    after = found_in(period, draws_looked_at()[period.id])

    assert {cell.seen for cell in before.cells} <= {cell.seen for cell in after.cells}
    assert sum(each.way == "drawn" and not each.right for each in after.seen) == 2


def chapters(period):
    return chapter_facts(catalogue_of(period))


def test_without_a_draw_nothing_is_said_and_the_rest_is_outside(city, _in_app):
    period = frozen(city, answered(city))
    looked_at(city, period, controls=("AST-01", "AST-05"))
    found = found_in(period, draws_looked_at().get(period.id, []))
    assert not found.cells and found.outside > 50 and not found.judged
    value = calibration(found, [], chapters(period), Choices(30, 0.5))
    assert value.missing == 30 and value.city.interval is None and value.departments == ()


@pytest.mark.parametrize("folder", ["committee", "opendata", "reports", "correspondence"])
def test_no_paper_knows_of_the_estimate(folder):
    """It is for few eyes: what leaves the product is made without it."""
    sources = Path(resources.PACKAGE / folder).rglob("*.py")
    assert not [path for path in sources if "calibration" in path.read_text(encoding="utf-8")]
