"""The same figures and words give the same bytes; what an earlier version froze is still read."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from flask_babel import force_locale

from secaudit import __version__
from secaudit.committee import composing, formats, wording
from secaudit.committee.composing import Ordered
from secaudit.committee.formats import pdf
from secaudit.committee.kinds import Audience, Form
from secaudit.committee.snapshot import Snapshot, Unreadable, as_bytes, from_bytes, hash_of
from secaudit.reports.summary import Audited
from tests.committee import fixture, made

HERE = Path(__file__).parent
# One of each released version: what it froze, and which figures that gives.
FIXTURES = sorted(HERE.glob("snapshot-*.json"))


def pack_of(content: bytes, form=Form.PACK, audience=Audience.INTERNAL, product="0.1.0"):
    of = from_bytes(content)
    words = wording.first(of)
    wanted = Ordered(
        hash_of(content), wording.hash_of(wording.as_text(words)), audience=audience, form=form
    )
    return composing.pack(of, words, wanted, product)


@pytest.mark.parametrize("file", FIXTURES, ids=lambda file: file.stem)
def test_what_a_released_version_froze_gives_the_same_figures(file):
    promised = json.loads(file.with_suffix(".expected").read_text(encoding="utf-8"))
    assert missing(promised["figures"], fixture.figures(from_bytes(file.read_bytes()))) == []


def missing(promised, found, place="") -> list[str]:
    """Places where a promised figure is gone or another; what was added since does not matter."""
    if isinstance(promised, dict):
        return [
            m for k, v in promised.items() for m in missing(v, (found or {}).get(k), f"{place}/{k}")
        ]
    if isinstance(promised, list) and isinstance(found, list) and len(promised) == len(found):
        return [m for i, v in enumerate(promised) for m in missing(v, found[i], f"{place}/{i}")]
    return [] if promised == found else [place]


@pytest.mark.parametrize("file", FIXTURES, ids=lambda file: file.stem)
def test_with_the_libraries_of_then_the_bytes_are_those_of_then(file):
    promised = json.loads(file.with_suffix(".expected").read_text(encoding="utf-8"))
    same = (promised["product"], promised["libraries"]) == (__version__, fixture.libraries())
    assert not same or fixture.digests() == promised["sha256"]


@pytest.mark.parametrize("form", list(Form))
def test_made_twice_it_is_the_same_to_the_byte(app, form):
    content = as_bytes(made.snapshot())
    with app.app_context(), force_locale("ja"):
        once, again = (formats.document(pack_of(content, form)) for _turn in range(2))
    assert once == again


def test_a_snapshot_comes_back_as_it_was(app):
    whole = made.snapshot()
    assert from_bytes(as_bytes(whole)) == whole
    with pytest.raises(Unreadable):
        from_bytes(b'{"schema":"secaudit-committee-snapshot/99"}')


def test_an_unknown_key_of_a_later_version_is_left_alone():
    value = json.loads(as_bytes(made.snapshot()))
    value["summary"]["something_new"] = 1
    assert from_bytes(json.dumps(value).encode()) == made.snapshot()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_format_says_the_same(app, language):
    content = as_bytes(made.snapshot())
    with app.app_context(), force_locale(language):
        data = json.loads(formats.document(pack_of(content, Form.DATA)))
        text = formats.document(pack_of(content, Form.TEXT)).decode()
        (page,) = formats_pages(formats.document(pack_of(content, Form.PAGE)))
    for section in data["sections"]:
        for table in section["tables"]:
            for cell in (cell for row in table["rows"] for cell in row if cell):
                assert formats.markdown.safe(cell) in text
                assert squeezed(cell) in page


def formats_pages(content: bytes) -> list[str]:
    from secaudit.committee.verifying.pdf_text import pages

    return [squeezed("".join(runs)) for runs in pages(content)]


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_the_pdf_is_tagged_archivable_and_one_page(app):
    with app.app_context():
        content = formats.document(pack_of(as_bytes(made.snapshot()), Form.PAGE))
        meter = pdf.measure(pack_of(as_bytes(made.snapshot()), Form.PAGE))
    assert b"pdfuaid:part>1<" in content and b"pdfaid:part>2<" in content
    assert b"/StructTreeRoot" in content and meter.fits and len(formats_pages(content)) == 1
    assert b"CreationDate(D:20261022000000Z)" in content


def test_too_much_is_measured_and_the_advice_is_true(app):
    """What the meter says to leave out is left out, and the page is set again."""
    content = as_bytes(made.snapshot(departments=30, findings=25))
    of = from_bytes(content)
    words = wording.Wording(
        agenda=wording.first(of).agenda, rows={part: 12 for part in ("agenda", "worse", "findings")}
    )
    wanted = Ordered(hash_of(content), "0" * 64, form=Form.PAGE)
    with app.app_context(), force_locale("ja"):
        crowded = pdf.measure(composing.pack(of, words, wanted, "0.1.0"))
        assert not crowded.fits and crowded.over > 0 and crowded.cuts
        parts = list(composing.Part)
        fewer = {parts[each.number - 1].value: each.rows for each in crowded.cuts}
        shorter = wording.Wording(agenda=words.agenda, rows=words.rows | fewer)
        assert pdf.measure(composing.pack(of, shorter, wanted, "0.1.0")).fits


def test_what_is_left_out_of_the_page_stands_in_the_annexes(app):
    content = as_bytes(made.snapshot(findings=9))
    with app.app_context(), force_locale("ja"):
        data = json.loads(formats.document(pack_of(content, Form.DATA)))
    (agenda,) = (each for each in data["sections"] if each["part"] == "agenda")
    assert agenda["tables"][0]["notes"] == ["ほか4件（別紙）"]
    whole = {table["title"]: table for annex in data["annexes"] for table in annex["tables"]}
    assert len(whole["お諮りする事項"]["rows"]) == 9


def audited_in(of: Snapshot, departments: int) -> Snapshot:
    found = Audited(87, 61, 80, 13, departments)
    return replace(of, summary=replace(of.summary, audited=found))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_public_paper_has_the_same_figures_and_no_name(app, language):
    content = as_bytes(audited_in(made.snapshot(departments=12), 5))
    with app.app_context(), force_locale(language):
        internal = json.loads(formats.document(pack_of(content, Form.DATA)))
        public = json.loads(formats.document(pack_of(content, Form.DATA, Audience.PUBLIC)))
        texts = [
            formats.document(pack_of(content, form, Audience.PUBLIC))
            for form in (Form.TEXT, Form.DATA)
        ]
        pages = formats_pages(formats.document(pack_of(content, Form.PACK, Audience.PUBLIC)))
    both = [{each["part"]: each for each in data["sections"]} for data in (internal, public)]
    for part in ("conclusion", "status"):
        ours, theirs = both[0][part], both[1][part]
        assert ours["paragraphs"] == theirs["paragraphs"]
        assert [t["rows"] for t in ours["tables"]] == [t["rows"] for t in theirs["tables"]]
    told = "".join([*(each.decode() for each in texts), *pages])
    for name in ("第2課", "Department 2", "分野2", "Chapter 2", "R8-1", "改善を要する点"):
        assert name not in told


def test_what_auditors_found_in_fewer_than_five_departments_is_not_published(app):
    few = audited_in(made.snapshot(departments=12), 4)
    with app.app_context(), force_locale("ja"):
        internal, public = (
            formats.document(pack_of(as_bytes(few), Form.TEXT, audience)).decode()
            for audience in (Audience.INTERNAL, Audience.PUBLIC)
        )
    assert "61/87" in internal and "80項目" in internal
    assert "61/87" not in public and "80項目" not in public and "70.1" not in public
    assert "監査した課が5課に満たないため" in public and "公表しない" in public


def test_an_empty_part_says_so(app):
    empty = made.snapshot(findings=0, matters=(), resolved=(), ahead=())
    with app.app_context(), force_locale("ja"):
        data = json.loads(formats.document(pack_of(as_bytes(empty), Form.DATA)))
    said = {section["part"]: section["nothing"] for section in data["sections"]}
    assert said["agenda"] == said["resolved"] == "該当なし。"
