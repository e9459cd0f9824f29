"""A random draw from its seal to what it allows to say, in the browser and from its record."""

import json
import re

import pytest
from click.testing import CliRunner

from secaudit.audits import actions as audits
from secaudit.audits.actions import Visit
from secaudit.audits.models import Engagement, WorkingPaper
from secaudit.audits.sampling import actions, reading
from secaudit.audits.sampling.cli import audit
from secaudit.audits.sampling.kinds import Of, State
from secaudit.audits.sampling.models import Draw
from secaudit.calendar import clock
from secaudit.errors import Forbidden, Refused
from secaudit.fieldwork import actions as fieldwork
from secaudit.fieldwork.actions import Seen
from secaudit.fieldwork.judging import Judgement
from secaudit.fieldwork.models import PaperItem
from tests.audits.story import again, by
from tests.page import as_read
from tests.selfcheck.story import handed_in, opened

PLAN = {
    "version": 0, "title": "抽出による監査", "kind": "internal", "type": "advisory",
    "starts_on": "2026-11-02", "ends_on": "2026-11-20", "profile": "core",
}  # fmt: skip


def prepared(city, browse, **changes) -> Draw:
    kobayashi = browse(city.kobayashi)
    page = kobayashi.get("/audits/draws/new").text
    assert "封印" in page
    sent = {
        "title": "令和8年度の抽出", "of": "departments", "size": 2,
        "units": [str(city.units[key].id) for key in ("policy", "citizens", "tax")],
    }  # fmt: skip
    kobayashi.post("/audits/draws/new", sent | changes)
    return Draw.select().order_by(Draw.id.desc()).get()


def test_departments_are_drawn_planned_and_repeated_from_the_record(city, browse, tmp_path):
    draw = prepared(city, browse, stratified="y")
    kobayashi = browse(city.kobayashi)
    page = kobayashi.get(f"/audits/draws/{draw.id}").text
    assert draw.commitment in page and draw.seed not in page
    assert draw.seed not in kobayashi.get(f"/audits/draws/{draw.id}/record").text

    kobayashi.post(f"/audits/draws/{draw.id}/drawing", {"version": 1, "word": "千円札 AB123"})
    page = kobayashi.get(f"/audits/draws/{draw.id}").text
    assert again(draw).seed in page and "結果は一致します" in page
    record = kobayashi.get(f"/audits/draws/{draw.id}/record")
    path = tmp_path / "record.json"
    path.write_bytes(record.data)
    assert CliRunner().invoke(audit, ["draw", str(path)]).exit_code == 0
    changed = json.loads(record.data) | {"drawn": ["0000", "0001"]}
    path.write_text(json.dumps(changed))
    assert CliRunner().invoke(audit, ["draw", str(path)]).exit_code == 1
    path.write_text("[]")
    assert CliRunner().invoke(audit, ["draw", str(path)]).exit_code == 2

    kobayashi.get(f"/audits/new?draw={draw.id}")
    kobayashi.post("/audits/new", PLAN | {
        "draw": draw.id, "team": [str(city.suzuki.id)], "units": [str(city.tax.id)]})  # fmt: skip
    papers = {paper.unit_id for paper in WorkingPaper.select()}
    assert papers == {unit for unit, _control in reading.parts(again(draw))}
    with pytest.raises(Refused):
        actions.withdraw(
            again(draw), "気が変わった", 3, by=city.acting("kobayashi"), at=clock.now()
        )
    assert "標本からいえること" in kobayashi.get(f"/audits/draws/{draw.id}").text


def test_a_second_draw_shows_the_first_and_only_the_lead_draws(city, browse):
    first, second = prepared(city, browse), prepared(city, browse)
    who = {"by": city.acting("kobayashi"), "at": clock.now()}
    with pytest.raises(Forbidden):
        actions.make(first, "", 1, by=city.acting("suzuki"), at=clock.now())
    browse(city.kobayashi).post(
        f"/audits/draws/{first.id}/withdrawal", {"version": 1, "reason": "課を入れ忘れた。"}
    )
    with pytest.raises(Refused):
        actions.make(again(first), "", 2, **who)
    page = browse(city.takahashi).get(f"/audits/draws/{second.id}").text
    assert first.number in page and again(first).state == State.WITHDRAWN
    browse(city.suzuki).get(f"/audits/draws/{second.id}", status=404)
    assert second.number not in browse(city.suzuki).get("/audits/draws").text


def test_cells_are_drawn_looked_at_and_stated_outside_the_report_only(city, browse):
    period = opened(city)
    handed_in(city, period, city.citizens, "hanako", "tanaka")
    handed_in(city, period, city.tax, "yamamoto", "ito")
    draw = prepared(city, browse, of="cells", size=12, period=str(period.id), declared="y",
                    profile="all")  # fmt: skip
    actions.make(draw, "", 1, by=city.acting("kobayashi"), at=clock.now())
    assert draw.of == Of.CELLS and len(draw.drawn) == 12
    kobayashi = browse(city.kobayashi)
    kobayashi.post("/audits/new", PLAN | {
        "draw": draw.id, "team": [str(city.suzuki.id)], "units": [str(city.tax.id)]})  # fmt: skip
    engagement = begun(city, Engagement.get())
    rows = list(PaperItem.select(PaperItem, WorkingPaper).join(WorkingPaper))
    assert {(r.paper.unit_id, r.control) for r in rows} == set(reading.parts(again(draw)))

    for index, row in enumerate(rows):
        judgement = Judgement.NOT if index == 0 else Judgement.CONFORMING
        fieldwork.judge(row, Seen(judgement, "見た。"), row.version, **by(city, "suzuki"))
    page = as_read(browse(city.suzuki).get(f"/audits/draws/{draw.id}").text)
    assert re.search(r"抽出した12件のうち、誤り1件、正しいもの11件、未確定0件", page)
    assert "クラスター" in page
    report = kobayashi.get(f"/audits/{engagement.id}/report").text
    assert not any(word in report for word in ("信頼度", "Clopper", "95%", draw.number))


def begun(city, engagement):
    audits.approve(engagement, engagement.version, **by(city, "takahashi"))
    visits = {p.id: Visit(engagement.starts_on, "10:00") for p in engagement.papers}
    audits.schedule(engagement, visits, engagement.version, **by(city, "kobayashi"))
    audits.notify(engagement, engagement.version, **by(city, "kobayashi"))
    fieldwork.begin(engagement, engagement.version, **by(city, "suzuki"))
    return engagement
