"""The whole life on the pages, and the exception beside the control wherever it matters."""

from datetime import timedelta

import time_machine

from secaudit.calendar import clock
from secaudit.exceptions.models import Deviation
from secaudit.selfcheck import reading
from secaudit.selfcheck.answers import Given
from secaudit.selfcheck.kinds import Value
from secaudit.selfcheck.models import Answer
from secaudit.web.spreadsheets import read_table
from tests.audits.story import in_fieldwork, paper_of
from tests.selfcheck.story import handed_in, opened, sheet_of


def typed(city, control, **changed):
    return {
        "unit": city.citizens.id, "control": control, "what": "発券機1台は共用のIDで使う",
        "reason": "製品が個人のIDに対応していない", "compensation": "使用簿に氏名と時刻を書く",
        "starts_on": "R8.10.22", "expires_on": "2026-12-15",
    } | changed  # fmt: skip


def test_from_the_request_to_the_end(city, browse):
    hanako, tanaka, saito = (browse(city.people[who]) for who in ("hanako", "tanaka", "saito"))
    page = hanako.get("/exceptions/new?control=ACC-01").text
    assert 'selected value="ACC-01"' in page and "税務課" not in page
    page = hanako.post("/exceptions/new", typed(city, "ACC-01", reason=""), status=400).text
    assert "入力してください" in page and "使用簿に氏名" in page
    page = hanako.post("/exceptions/new", typed(city, "ACC-01", expires_on="R10.4.1"), status=400)
    assert "最長1年" in page.text
    hanako.post("/exceptions/new", typed(city, "ACC-01"))
    row = Deviation.get()
    there = f"/exceptions/{row.id}"
    assert "例外措置 E1（市民課）の承認を決定する" in saito.get("/").text
    assert "例外措置1件が承認待ちです" in browse(city.watanabe).get("/").text

    browse(city.yamamoto).get(there, status=404)
    tanaka.post(f"{there}/approve", {"seen": 1, "words": ""}, status=403)
    assert "承認する</a>" not in tanaka.get(there).text
    saito.get(f"{there}/approve")
    saito.post(f"{there}/approve", {"seen": 1, "words": "月ごとに報告すること"})
    assert "月ごとに報告すること" in hanako.get(there).text
    assert "期限が近づいています" in hanako.get("/").text, "it ends within 60 days"
    assert "例外措置" not in browse(city.yamamoto).get("/").text.split("<main", 1)[1]

    with time_machine.travel(clock.now() + timedelta(days=60)):
        assert "期限が切れました" in browse(city.hanako).get("/").text
        watanabe, tanaka = browse(city.watanabe), browse(city.tanaka)
        assert "期限の切れた例外措置が1件" in watanabe.get("/").text
        assert "E1" in watanabe.get("/exceptions?view=expired").text
        page = tanaka.get(f"/exceptions/new?follows={row.id}").text
        assert "使用簿に氏名" in page and "ACC-02" not in page
        renewal = typed(city, "ACC-01", starts_on="R8.12.21", expires_on="R9.3.31")
        tanaka.post(f"/exceptions/new?follows={row.id}", renewal)
        paper = {
            "seen": 1, "medium": "paper", "decided_by": "髙橋誠司", "post": "副市長",
            "decided_on": "R8.12.20", "document": "情政第12号",
        }  # fmt: skip
        tanaka.post("/exceptions/2/approval-on-paper", paper, status=403)
        watanabe.post("/exceptions/2/approval-on-paper", paper)
        page = tanaka.get("/exceptions/2").text
        assert "情政第12号" in page and 'href="/exceptions/1"' in page
        tanaka.post("/exceptions/2/end", {"seen": 2, "words": "新しい発券機に替えた"})
        page = watanabe.get("/exceptions?view=settled").text
        assert "E2" in page and "E1" not in page
        file = watanabe.post("/exceptions/file", {"format": "xlsx", "view": "all"}, status=200).data
        rows = [entry.cells for entry in read_table(file, "a.xlsx")]
        assert any("E2" in cells and "終了" in cells and "E1" in cells for cells in rows)


def test_beside_the_control_and_never_turned_into_implemented(city, browse, statements):
    """In the section, on the head's page, in the working paper, on the control's page, on the
    department's page; the × is counted as the × it is."""
    period = opened(city)
    sheet = sheet_of(period, city.citizens)
    control = sheet.questions[0]
    chapter = control.split("-")[0]
    hanako, saito = browse(city.hanako), browse(city.saito)
    hanako.post("/exceptions/new", typed(city, control, expires_on="2027-03-31"))
    takahashi = browse(city.takahashi)
    takahashi.get("/overview")
    with statements() as heard:
        page = takahashi.get("/overview").text
    assert "例外措置 E1 市民課" in page and len(heard) <= 10, heard
    saito.post("/exceptions/1/approve", {"seen": 1, "words": ""})

    there = f"/self-check/sheets/{sheet.id}/{chapter}"
    page = hanako.get(there).text
    assert "使用簿に氏名と時刻を書く" in page and "△・×は○になりません" in page
    assert page.count(">E1<") == 1
    with statements() as heard:
        hanako.get(there)
    assert len(heard) <= 8, heard

    gap = {control.replace("-", "_"): Given(Value.NOT_IMPLEMENTED, "共用のIDのまま。")}
    handed_in(city, period, city.citizens, "hanako", "tanaka", **gap)
    assert Answer.get(Answer.control == control).value == Value.NOT_IMPLEMENTED
    figures = reading.counts(period)[city.citizens.id, chapter]
    assert figures.c == 1, "declared × is counted as ×"
    for address in (f"/self-check/sheets/{sheet.id}/confirm", there, f"/controls/{control}"):
        assert ">E1<" in browse(city.tanaka).get(address).text, address
    department = browse(city.takahashi).get(f"/departments/{city.citizens.id}").text
    assert ">E1<" in department and "使用簿に氏名" in department
    engagement = in_fieldwork(city, controls=frozenset({control}))
    paper = paper_of(engagement, city.citizens)
    assert ">E1<" in browse(city.suzuki).get(f"/papers/{paper.id}").text
    page = browse(city.yamamoto).get(f"/controls/{control}").text
    assert ">E1<" not in page, "the tax department does not see it"
