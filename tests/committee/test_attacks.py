"""Who wants to be believed: documents that were made to look like something else are found out."""

import io
import json
import re
import zipfile
from dataclasses import replace

import pytest

from secaudit.access.guard import COMMAND
from secaudit.calendar import clock
from secaudit.committee import actions, making, reading
from secaudit.committee.kinds import Form
from secaudit.committee.models import CommitteeDraft
from secaudit.committee.verifying.judging import Finding, judge


def written(paper, **changes) -> CommitteeDraft:
    """The draft as it is now, with other words."""
    row = reading.draft(paper)
    words = replace(reading.words(row), **changes)
    return actions.write(paper.id, row.version, words, by=COMMAND, at=clock.now())


def found(content: bytes | str) -> Finding:
    return judge(content.encode() if isinstance(content, str) else content).finding


def test_a_draft_does_not_become_final_by_saying_so(frozen, paper):
    """Stamp and label are changed together: every byte is then what a settled paper would have."""
    text = frozen(Form.TEXT).decode()
    settled = text.replace("案1", "確定").replace("state=draft", "state=final")
    assert found(text) == Finding.SAME and found(settled) == Finding.NEVER
    assert judge(settled.encode()).finding.code == 1
    another = text.replace("案1", "案7").replace("number=1;", "number=7;")
    assert found(another) == Finding.NEVER


def test_words_of_another_paper_do_not_go_with_these_figures(frozen, paper, city):
    other = actions.freeze(
        paper.snapshot.period,
        replace(reading.figures(paper.snapshot.hash), meeting_on=clock.today()),
        by=COMMAND,
        at=clock.now(),
    )
    row = written(other, note="別の資料の注記です。")
    text = frozen(Form.TEXT).decode()
    borrowed = re.sub(r"words=[0-9a-f]{64}", f"words={row.hash}", text)
    assert found(borrowed) == Finding.NEVER


def test_a_file_of_yesterday_is_known_though_its_draft_was_written_anew(frozen, paper):
    """What a draft said before is in the journal."""
    text = frozen(Form.TEXT).decode()
    written(paper, note="あとから書いた注記です。")
    assert found(text) == Finding.SAME
    figure = re.search(r"\d+\.\d", text).group()
    altered = judge(text.replace(figure, "99.9").encode())
    assert altered.finding == Finding.FIGURES and altered.differences[0].there.count("99.9")
    again = making.document(reading.draft(paper), making.ordered(paper, reading.draft(paper), form=Form.TEXT))  # fmt: skip
    assert found(again) == Finding.SAME


@pytest.mark.parametrize("form", [Form.TEXT, Form.DATA])
def test_an_editor_that_only_saved_it_changed_no_word(frozen, form):
    """A byte order mark and the line ends of another system."""
    saved = b"\xef\xbb\xbf" + frozen(form).replace(b"\n", b"\r\n")
    assert found(saved) == Finding.BYTES


def test_a_text_that_lost_its_first_line_is_still_one_of_ours(frozen):
    text = frozen(Form.TEXT).decode()
    assert found(text.partition("\n")[2]) in (Finding.WORDS, Finding.FIGURES)


def test_a_key_that_stands_twice_is_no_data(frozen):
    """Of two values one reader shows the first, another the last."""
    text = frozen(Form.DATA).decode()
    assert found(text.replace('"sections":', '"sections": [], "sections":', 1)) == Finding.DAMAGED
    data = json.loads(text)
    data["made_of"]["entries"] += 1
    assert found(json.dumps(data, ensure_ascii=False)) == Finding.FIGURES


def test_a_figure_that_was_altered_in_excel_is_named_with_its_cell(frozen):
    verdict = judge(repacked(frozen(Form.WORKBOOK), rb"<v>(\d+)</v>", b"<v>777</v>"))
    assert verdict.finding == Finding.FIGURES
    (difference,) = verdict.differences
    assert re.search(r"![A-Z]+\d+$", difference.place) and difference.there == "777"


def repacked(xlsx: bytes, pattern: bytes, by: bytes) -> bytes:
    """The first figure of the last sheet that has one, replaced."""
    out, done = io.BytesIO(), False
    with zipfile.ZipFile(io.BytesIO(xlsx)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if "worksheets/" in name and not done and re.search(pattern, content):
                content, done = re.sub(pattern, by, content, count=1), True
            after.writestr(name, content)
    assert done
    return out.getvalue()


LAID_OVER = b"""
9000 0 obj
<</Type /Annot /Subtype /FreeText /Rect [80 600 200 620] /Contents (99.9%)>>
endobj
"""


def test_what_is_laid_over_a_pdf_is_not_called_unaltered(frozen):
    """Every word below it is as it was; the reader sees another figure. Also of another version,
    whose bytes are not compared."""
    pdf = frozen(Form.PAGE, product="0.0.9")
    assert found(pdf) == Finding.SAME
    annotated = re.sub(rb"(/Type\s*/Page\b)", rb"\1 /Annots [9000 0 R]", pdf) + LAID_OVER
    assert found(annotated) == Finding.DAMAGED
    assert found(pdf + pdf[pdf.rindex(b"xref") :]) == Finding.DAMAGED
