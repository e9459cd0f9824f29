"""`secaudit report verify`: what was altered, what is unknown, what is something else."""

import json
import re
import zlib
from random import Random

import pytest
from peewee import fn

from secaudit.calendar import clock
from secaudit.committee import reading
from secaudit.committee.commands import plain, said
from secaudit.committee.kinds import Audience, Form
from secaudit.committee.models import CommitteeSnapshot
from secaudit.committee.verifying.judging import Finding, judge
from secaudit.web.spreadsheets import as_xlsx
from secaudit.web.spreadsheets.table import Table


@pytest.mark.parametrize("form", [Form.PACK, Form.WORKBOOK, Form.TEXT, Form.DATA])
def test_a_document_is_what_was_made_and_an_altered_byte_is_found(frozen, form):
    made = frozen(form, Audience.PUBLIC, "en")
    assert frozen(form, Audience.PUBLIC, "en") == made
    assert judge(made).finding == Finding.SAME

    longer = made + b"\n"
    assert judge(longer).finding == Finding.BYTES and judge(longer).finding.code == 1
    unknown = re.sub(rb"snapshot=[0-9a-f]{4}|\"snapshot\": \"[0-9a-f]{4}", _turned, made)
    if unknown != made:  # in a workbook it is packed
        assert judge(unknown).finding == Finding.NO_FIGURES


def _turned(found: re.Match[bytes]) -> bytes:
    return found.group()[:-4] + b"0000"


def test_an_altered_figure_is_named_with_its_place(frozen):
    text = frozen(Form.TEXT).decode()
    line = next(each for each in text.splitlines() if "実施率（自己点検）" in each)
    figure = re.search(r"\d+\.\d", line).group()
    verdict = judge(text.replace(line, line.replace(figure, "99.9")).encode())
    assert verdict.finding == Finding.FIGURES
    (difference,) = verdict.differences
    assert difference.place.startswith("line ") and "99.9" in difference.there
    assert figure in said(verdict) and plain(verdict)["finding"] == "altered figures"

    data = json.loads(frozen(Form.DATA))
    data["annexes"][0]["tables"][0]["rows"][0][4] = 77
    verdict = judge(json.dumps(data, ensure_ascii=False).encode())
    assert verdict.finding == Finding.FIGURES
    assert verdict.differences[0].place == "/annexes/0/tables/0/rows/0/4"

    words = text.replace("情報セキュリティ委員会", "情報セキュリティ部会")
    assert judge(words.encode()).finding == Finding.WORDS


def test_an_altered_figure_in_a_pdf_is_named_with_its_page(frozen):
    pdf = frozen(Form.PAGE)
    verdict = judge(reset(pdf))
    assert verdict.finding == Finding.FIGURES
    assert verdict.differences[0].place.startswith("page 1, text ")


def reset(pdf: bytes) -> bytes:
    """Two glyphs of the first rate exchanged in the page's content, as an editor would do."""
    number = re.search(rb"/Contents (\d+) 0 R", pdf).group(1)
    begin = pdf.index(b"stream\n", pdf.index(b"\n%s 0 obj" % number)) + 7
    length = int(re.search(rb"/Length (\d+)", pdf[pdf.index(b"\n%s 0 obj" % number) :]).group(1))
    content = zlib.decompress(pdf[begin : begin + length])
    runs = [each for each in re.findall(rb"\[\(((?:\\.|[^\\)])*)\)\]TJ", content, re.DOTALL)]
    whole = max(runs, key=lambda run: runs.count(run) * len(run))
    packed = zlib.compress(
        content.replace(whole, whole[4:] + whole[:4] if len(whole) % 4 == 0 else whole * 2)
    )
    head = pdf[:begin].replace(b"/Length %d" % length, b"/Length %d" % len(packed))
    return head + packed + pdf[begin + length :]


def test_what_is_none_of_ours_and_what_is_unknown_here(frozen, app):
    assert judge(b"%PDF-1.7 something").finding == Finding.NOT_OURS
    assert judge(b"\x00\x01").finding.code == 4
    other = as_xlsx([Table("x", ["y"], [[1]])], clock.now())
    assert judge(other).finding == Finding.NOT_OURS

    text = frozen(Form.TEXT)
    unknown = re.sub(rb"words=[0-9a-f]{64}", b"words=" + b"0" * 64, text)
    assert judge(unknown).finding == Finding.NO_WORDS and judge(unknown).finding.code == 3
    assert judge(text.replace(b"; words=", b"; w=")).finding == Finding.DAMAGED


def test_what_another_version_wrote_has_the_same_figures(frozen):
    text = frozen(Form.TEXT, product="0.0.9")
    assert judge(text).finding == Finding.SAME  # the same libraries
    assert judge(text + b"\n").finding == Finding.OTHER_VERSION
    assert judge(text + b"\n").finding.code == 0


@pytest.mark.parametrize("form", [Form.PAGE, Form.WORKBOOK, Form.DATA])
def test_whatever_is_done_to_a_file_there_is_a_finding(frozen, form):
    made, chance = frozen(form), Random(6)
    for _turn in range(6):
        place = chance.randrange(len(made))
        content = made[:place] + chance.randbytes(3) + made[place + 3 :]
        assert content == made or judge(content).finding.code != 0
    assert judge(made[: len(made) // 2]).finding.code != 0


def test_figures_that_were_altered_here_are_not_taken_for_a_measure(frozen):
    text = frozen(Form.TEXT)
    CommitteeSnapshot.update(
        content=fn.REPLACE(CommitteeSnapshot.content, "2026", "2027")
    ).execute()
    reading._figures.cache_clear()
    assert judge(text).finding == Finding.HERE
    reading._figures.cache_clear()
