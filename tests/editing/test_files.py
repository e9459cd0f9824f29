"""Entries in files: what is edited changes, everything else stays to the byte."""

from pathlib import Path

import pytest

from secaudit.catalogue.loading import load
from secaudit.editing.archives import packed, unpacked
from secaudit.editing.entries import next_id, override_entry, own_entry
from secaudit.editing.files import entries, with_edition, with_override, with_own
from secaudit.editing.folder import read_folder, write_folder
from secaudit.editing.judging import in_entry, judged
from secaudit.editing.values import values_of
from secaudit.errors import Invalid, Refused
from secaudit.resources import folder

BY_HAND = """# ours, and this line stays
controls:
  - id: L-AST-01
    title: {ja: 部の台帳}
    revision: 1
    required: false
    priority: low
    requirement: {ja: 部の台帳がある。}
    questions:
      - {role: MGR, text: {ja: 部の台帳がありますか。}}
"""


@pytest.fixture(scope="module")
def shipped():
    return load(folder("controls") / "municipal")


def changed(control, **more):
    from dataclasses import replace

    roles = [question.role for question in control.questions]
    return replace(values_of(control, {}, roles), **more)


def override(shipped, id, published=None, **more):
    control = shipped.control(id)
    return override_entry(changed(control, **more), control, {}, published or {})


def order(shipped):
    return [control.id for control in shipped.controls]


def test_what_nobody_changed_is_no_entry(shipped):
    for control in shipped.controls:
        assert override(shipped, control.id) == {}


def test_only_what_differs_stands_in_the_file(shipped):
    entry = override(shipped, "AST-01", guidance={"ja": "市の手引き。", "en": ""}, why="市の例規")

    assert entry == {
        "id": "AST-01",
        "of_revision": 1,
        "guidance": {"ja": "市の手引き。"},
        "why": {"ja": "市の例規"},
    }


def test_a_new_meaning_raises_the_revision_and_a_wording_says_that_it_means_the_same(shipped):
    text = {"ja": "台帳を毎月見直している。", "en": ""}
    same = override(shipped, "AST-01", requirement=text)
    other = override(shipped, "AST-01", requirement=text, means_something_else=True)
    again = override(shipped, "AST-01", {"raised": 1}, requirement=text, means_something_else=True)

    assert same["meaning_kept"] and "raised" not in same
    assert (other["raised"], again["raised"]) == (1, 2)
    assert "meaning_kept" not in other


def test_a_question_left_empty_is_not_asked(shipped):
    control = next(each for each in shipped.controls if len(each.questions) > 1)
    role = control.questions[0].role
    questions = values_of(control, {}, [q.role for q in control.questions]).questions
    entry = override(shipped, control.id, questions={**questions, role: {"ja": "", "en": ""}})

    assert entry["not_asked"] == [role]


def test_entries_stand_in_the_order_of_the_catalogue(shipped):
    files = {}
    for id in ("OUT-01", "AST-01", "HUM-01"):
        entry = override(shipped, id, title={"ja": f"市の{id}", "en": ""})
        files = with_override(files, id, entry, order(shipped))

    assert list(entries(files)) == ["AST-01", "HUM-01", "OUT-01"]
    assert judged(files, shipped).problems == ()


def test_the_file_that_was_written_by_hand_is_not_touched(shipped):
    files = {"AST.yaml": BY_HAND}
    entry = override(shipped, "HUM-01", title={"ja": "市の", "en": ""})

    after = with_override(with_edition(files, "2026.1-2", "2026-11-01"), "HUM-01", entry, [])

    assert after["AST.yaml"] == BY_HAND
    assert with_edition(after, "2026.1-2", "2026-11-01") == after


def test_reading_and_writing_gives_the_same_bytes(shipped):
    files = with_edition({}, "2026.1-2", "2026-11-01")
    for number, control in enumerate(shipped.controls):
        guidance = {"ja": f"{control.guidance['ja']}\n\n- 市で {number}: #一つ", "en": ""}
        entry = override(shipped, control.id, guidance=guidance)
        files = with_override(files, control.id, entry, order(shipped))
    entry = entries(files)["AST-01"]

    assert judged(files, shipped).problems == ()
    assert with_override(files, "AST-01", entry, order(shipped)) == files
    rewritten = with_override(
        with_override(files, "AST-01", {}, order(shipped)), "AST-01", entry, order(shipped)
    )
    assert rewritten == files
    assert "guidance:\n      ja: |\n" in files["overrides.yaml"]


def test_an_own_control_is_added_to_its_chapter(shipped):
    values = changed(shipped.control("AST-01"))
    entry = own_entry(values, "L-AST-02", {}, {})
    files = with_own({"AST.yaml": BY_HAND}, "AST", entry)

    assert list(entries(files)) == ["L-AST-01", "L-AST-02"]
    assert judged(files, shipped).problems == ()
    assert next_id("AST", {"L-AST-01", "L-AST-02"}) == "L-AST-03"


def test_a_problem_is_told_at_its_field(shipped):
    entry = override(shipped, "AST-01", guidance={"ja": "あ\n\n<script>x</script>", "en": ""})
    files = with_override({}, "AST-01", entry, order(shipped))

    (problem, *_) = judged(files, shipped).problems

    assert in_entry(problem, files, "AST-01") == "guidance-ja"
    assert in_entry(problem, files, "AST-02") is None


def test_an_archive_gives_back_every_byte():
    files = {"AST.yaml": BY_HAND.replace("\n", "\r\n"), "overrides.yaml": "\ufeffedition: '1'"}

    assert unpacked(packed(files)) == files
    assert packed(files) == packed(dict(reversed(files.items())))


def zipped(**members: bytes) -> bytes:
    import io
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 not really",
        zipped(**{"../AST.yaml": b"x"}),
        zipped(**{"a/b/AST.yaml": b"x"}),
        zipped(**{"AST.yaml": b"x", "run.sh": b"x"}),
        zipped(**{"/etc/AST.yaml": b"x"}),
        zipped(**{"AST.yaml": "あ".encode("cp932")}),
        zipped(**{"AST.yaml": b"a" * 17_000_000}),
        zipped(**{f"A{n}.yaml": b"" for n in range(400)}),
        zipped(),
    ],
)
def test_what_is_no_folder_of_ours_is_refused(data):
    with pytest.raises(Invalid):
        unpacked(data)


def test_one_folder_around_the_files_is_as_good():
    assert unpacked(zipped(**{"controls-main/AST.yaml": b"a: b\n"})) == {"AST.yaml": "a: b\n"}


def test_the_folder_has_what_was_written_and_nothing_half(tmp_path: Path):
    where = tmp_path / "controls"
    write_folder(where, {"A.yaml": "a: 1\n", "B.yaml": "b: 1\n"})
    (where / "README.md").write_text("ours")
    kept = (where / "A.yaml").stat().st_mtime_ns
    write_folder(where, {"A.yaml": "a: 1\n", "C.yaml": "c: あ\n"})

    assert read_folder(where) == {"A.yaml": "a: 1\n", "C.yaml": "c: あ\n"}
    assert (where / "A.yaml").stat().st_mtime_ns == kept
    assert {path.name for path in where.iterdir()} == {"A.yaml", "C.yaml", "README.md"}


def test_a_file_in_another_encoding_is_named(tmp_path):
    (tmp_path / "A.yaml").write_bytes("あ".encode("cp932"))

    with pytest.raises(Refused, match=r"A\.yaml"):
        read_folder(tmp_path)
