"""The summary on paper: one page whatever is in it, and every figure on it."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from flask_babel import force_locale
from pypdf import PdfReader

from secaudit.reports.building import build_summary
from secaudit.reports.paper import ROOMS, draft, summary_paper
from secaudit.web.glyphs import printable
from tests.reports import made


def crowded(**changes):
    """A large city in which nearly everything is late, overdue and worse than last year."""
    inputs = made.inputs(departments=200, missing=90, answers="cbdcba", **changes)
    found = tuple(
        made.finding(n, title="退職した職員の利用者IDが残ったままになっている" * 2)
        for n in range(40)
    )
    return build_summary(replace(inputs, findings=found))


def words_of(pdf: bytes) -> str:
    """What is printed, without spaces and ends of lines."""
    return re.sub(
        r"\s+", "", "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    )


@pytest.mark.parametrize("language", ["ja", "en"])
def test_it_is_one_page_however_much_there_is(app, language):
    with app.app_context(), force_locale(language):
        paper = summary_paper(crowded())

    assert paper.pages == 1 and not paper.replaced
    assert paper.pdf.startswith(b"%PDF-1.7")


def test_what_was_cut_is_counted(app):
    with app.app_context():
        cut = draft(crowded(), ROOMS[-1])

    assert "ほか 40 件" in cut["serious"]["rest"]
    assert "ほか 90 件" in cut["late"]["text"]


def test_the_same_summary_gives_the_same_bytes(app):
    with app.app_context():
        assert summary_paper(crowded()).pdf == summary_paper(crowded()).pdf


def test_it_is_tagged_and_archivable(app):
    with app.app_context():
        pdf = summary_paper(build_summary(made.inputs())).pdf

    assert b"/StructTreeRoot" in pdf and b"/MarkInfo" in pdf and b"/Lang" in pdf
    assert re.search(rb"pdfuaid:part>1<", pdf) and re.search(rb"pdfaid:part>2<", pdf)


def test_a_character_that_no_font_has_prints_as_geta_and_is_named(app):
    found = (made.finding(title="𠮷野の端末🦀葛󠄀"),)
    with app.app_context():
        paper = summary_paper(build_summary(made.inputs(findings=found)))

    assert paper.replaced == ("🦀", "\U000e0100")
    assert printable("𠮷野🦀葛󠄀")[0] == "𠮷野〓葛"


def test_markup_in_a_title_is_printed_as_it_is(app):
    found = (made.finding(title='#read("/etc/passwd") *x* $y$ @z <script>'),)
    with app.app_context():
        paper = summary_paper(build_summary(made.inputs(findings=found)))

    assert '#read("/etc/passwd")*x*$y$@z<script>' in words_of(paper.pdf)


def test_the_page_says_everything_that_was_asked_for(app):
    found = (made.finding(), made.finding(2, severity="minor", next_due_on=date(2026, 10, 1)))
    summary = build_summary(made.inputs(departments=5, missing=1, answers="aabcna", findings=found))
    with app.app_context():
        page = draft(summary, ROOMS[0])

    assert page["handling"] == "取扱注意" and "汐見市" in page["about"]
    assert page["figures"]["rows"][0][1] == "60.0％ (12/20)"
    assert [row[0] for row in page["items"]["rows"]] == ["1", "2", "3", "4"]
    assert page["serious"]["rows"][0][0] == "R8-1"
    assert "第1課" in page["late"]["text"]
    assert any("実施率" in note for note in page["notes"])
    assert any("記録簿 10件" in note for note in page["notes"])


def test_the_figures_of_the_page_stand_in_the_pdf(app):
    summary = build_summary(made.inputs(departments=5, missing=1, answers="aabcna"))
    with app.app_context():
        printed = words_of(summary_paper(summary).pdf)
        page = draft(summary, ROOMS[0])

    for part in ("figures", "items", "weakest", "severities"):
        for row in page[part]["rows"]:
            for cell in row[1:]:
                assert re.sub(r"\s+", "", cell) in printed
