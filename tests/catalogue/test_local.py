"""A city's own rules beside the shipped ones: what holds, what came from where, what upgrades do."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secaudit.catalogue import strict
from secaudit.catalogue.loading import BadCatalogue, load
from secaudit.catalogue.local import (
    NoteKind,
    check,
    effective,
    files_of_local,
    load_local,
    read_local,
)
from secaudit.catalogue.local.writing import as_yaml
from secaudit.resources import folder
from tests.catalogue.example import write

OVERRIDES = """\
edition: "2026.1-2"
effective: "2026-10-01"
rules:
  title: {ja: 汐見市情報セキュリティ対策基準, en: Shiomi rules}
overrides:
  - id: AST-01
    of_revision: 1
    why: 市の台帳は半年ごとに見直すため。
    raised: 1
    title: 台帳の半年ごとの見直し
    requirement: 台帳を半年ごとに見直す。
    priority: critical
    questions:
      - role: MGR
        text: この半年間に、台帳を更新しましたか。
    clauses: ["12-2"]
  - id: AST-02
    of_revision: 2
    gates: []
    required: true
  - id: NET-01
    of_revision: 1
    withdrawn: true
"""
OWN = """\
controls:
  - id: L-AST-01
    title: 鍵の台帳
    revision: 1
    required: true
    priority: medium
    requirement: 鍵の台帳がある。
    questions:
      - role: MGR
        text: 鍵の台帳はありますか。
    mappings: {city: ["7"], iso27001: ["5.9"]}
"""
CHAPTER = """\
chapter:
  id: LSP
  title: 市の独自項目
  summary: 市が独自に求めること。
controls:
  - id: L-01
    title: 掲示
    revision: 1
    required: false
    priority: low
    requirement: 方針を掲示する。
    questions:
      - role: MGR
        text: 方針を掲示していますか。
"""


@pytest.fixture
def shipped(tmp_path):
    (tmp_path / "shipped").mkdir()
    return load(write(tmp_path / "shipped"))


@pytest.fixture
def own(tmp_path):
    def written(**files):
        place = tmp_path / "own"
        place.mkdir(exist_ok=True)
        for name, text in files.items():
            data = text.encode() if isinstance(text, str) else text
            (place / f"{name}.yaml").write_bytes(data)
        return place

    return written


@pytest.fixture
def city(shipped, own):
    return effective(shipped, load_local(own(overrides=OVERRIDES, AST=OWN, LSP=CHAPTER)))


def test_without_own_rules_the_catalogue_is_the_shipped_one(shipped, tmp_path):
    assert effective(shipped, load_local(tmp_path / "nothing")).catalogue is shipped


def test_what_the_city_wants_differently_holds(city):
    control = city.catalogue.control("AST-01")

    assert control.title["ja"] == "台帳の半年ごとの見直し" == control.title["en"]
    assert (control.revision, control.priority) == (2, "critical")
    assert control.question_for("MGR").text["ja"] == "この半年間に、台帳を更新しましたか。"
    assert control.mappings["city"] == ("12-2",) and control.mappings["iso27001"] == ("5.9",)


def test_everything_else_stays_as_shipped(city, shipped):
    control, before = city.catalogue.control("AST-01"), shipped.control("AST-01")

    assert control.guidance == before.guidance
    assert control.question_for("SYSMGR") == before.question_for("SYSMGR")
    assert shipped.control("AST-01").revision == 1  # the shipped values are as they were


def test_applicability_and_withdrawal(city):
    assert city.catalogue.control("AST-02").gates == ()
    assert "NET-01" in city.catalogue
    assert "NET-01" not in [control.id for control in city.catalogue.controls]


def test_own_controls_stand_in_shipped_and_own_chapters(city):
    ids = [control.id for control in city.catalogue.controls]

    assert ids == ["AST-01", "AST-02", "L-AST-01", "L-01"]
    assert city.catalogue.chapter_of("L-AST-01").id == "AST"
    assert city.catalogue.chapters[-1].id == "LSP"
    assert city.catalogue.framework("city").title["ja"] == "汐見市情報セキュリティ対策基準"


def test_what_came_from_where(city):
    assert city.origin("L-01")["control"] == "local"
    assert city.origin("NET-01")["fields"] == ("withdrawn",)
    said = city.origin("AST-01")
    assert said["control"] == "shipped" and said["why"]["ja"].startswith("市の台帳は")
    assert set(said["fields"]) == {"title", "requirement", "priority", "questions", "mappings", "revision"}  # fmt: skip


def test_the_citys_edition_has_a_name_and_a_day_of_its_own(city, shipped, own):
    assert (city.catalogue.edition, city.catalogue.id) == ("2026.1-2", "example")
    assert city.catalogue.effective.isoformat() == "2026-10-01"
    assert effective(shipped, load_local(own(overrides="overrides: []\nedition: x\n"))).catalogue.edition == "x"  # fmt: skip


# --- upgrades -------------------------------------------------------------------------------


def upgraded(tmp_path, *changes):
    place = tmp_path / "newer"
    place.mkdir()
    return load(write(place, *changes))


def test_an_override_survives_an_upgrade_and_is_reported(tmp_path, city):
    newer = upgraded(
        tmp_path,
        ("revision: 1\n    required: true\n    priority: high", "revision: 2\n    required: true\n    priority: high"),
        ("revision: 2\n    required: false", "revision: 2\n    withdrawn: true\n    required: false"),
    )  # fmt: skip

    after = effective(newer, city.local)

    assert [(note.id, note.kind) for note in after.notes] == [
        ("AST-01", NoteKind.REVISED),
        ("AST-02", NoteKind.WITHDRAWN),
    ]
    assert after.catalogue.control("AST-01").requirement["ja"] == "台帳を半年ごとに見直す。"
    assert after.catalogue.control("AST-01").revision == 3  # both raised it
    assert after.catalogue.control("AST-02").withdrawn


def test_an_override_that_the_product_has_taken_over_is_named(shipped, own):
    same = "overrides:\n  - {id: AST-01, of_revision: 1, priority: high}\n"

    assert [n.kind for n in effective(shipped, load_local(own(overrides=same))).notes] == [
        NoteKind.SAME
    ]


# --- mistakes -------------------------------------------------------------------------------


def problems_of(tmp_path, own, **files):
    return [str(each) for each in check(tmp_path / "shipped", own(**files))[3]]


ONE = "overrides:\n  - id: AST-01\n    of_revision: 1\n"


@pytest.mark.parametrize(
    "text, said",
    [
        (ONE.replace("AST-01", "AST-91") + "    priority: low", "overrides.yaml:2:9: There is no control “AST-91”. Did you mean “AST-01”?"),
        (ONE.replace("AST-01", "L-01") + "    priority: low", "overrides.yaml:2:9: “L-01” is the city's own control."),
        (ONE + "    requirement: 別の意味。", "overrides.yaml:4:5: The city's wording of AST-01 is a new one;"),
        (ONE + "    priority: urgent", "overrides.yaml:4:15: “urgent” is not possible here."),
        (ONE + "    priorty: low", "overrides.yaml:4:5: The key “priorty” is not known here. Did you mean “priority”?"),
        (ONE + "    gates: [cluod]", "overrides.yaml:4:13: The gate “cluod” is not known. Did you mean “cloud”?"),
        (ONE + "    not_asked: [MGR, SYSMGR]", "overrides.yaml:4:16: Nobody is asked about AST-01 any more."),
        (ONE + "    not_asked: [STAFF]", "overrides.yaml:4:17: The role STAFF is not asked by the shipped control."),
        (ONE + "    priority: low\n  - id: AST-01\n    of_revision: 1\n    weight: 2", "overrides.yaml:5:9: The control “AST-01” is overridden already at overrides.yaml:2."),
        (ONE, "overrides.yaml:2:5: Nothing"),
        ("overrides:\n  - id: AST-01\n    priority: low\n    weight: 2", "overrides.yaml:2:5: The key “of_revision” is missing."),
        ("overrides: []\nchapters: [LXX]", "overrides.yaml:2:12: There is no own chapter “LXX”."),
        (ONE + "    guidance: '# Title'", "overrides.yaml:4:15: The heading"),
        (ONE + "    guidance: '[x](javascript:alert)'", "overrides.yaml:4:15: A link to"),
        (ONE + "    guidance: '<script>x</script>'", "overrides.yaml:4:15: HTML"),
        (ONE + "    title: {en: Only English}", "overrides.yaml:4:5: The Japanese text is missing."),
        ("overrides： []\nedition: x", "overrides.yaml:1:"),
        ("x: &a [1]\ny: *a", "overrides.yaml:1:4: Anchors and aliases"),
        ("overrides: !!python/object/apply:os.system [id]", "overrides.yaml:1:12: Tags"),
    ],
)  # fmt: skip
def test_mistakes_in_overrides(tmp_path, shipped, own, text, said):
    found = problems_of(tmp_path, own, overrides=text)

    assert any(each.startswith(said) for each in found), found


@pytest.mark.parametrize(
    "file, text, said",
    [
        ("AST", OWN.replace("L-AST-01", "AST-03"), "AST.yaml:2:9: The id “AST-03” could one day be a shipped one."),
        ("AST", OWN.replace("L-AST-01", "L-NET-01"), "AST.yaml:2:9: The id “L-NET-01” does not belong to the chapter AST."),
        ("AST", CHAPTER.replace("LSP", "AST"), "AST.yaml:1:1: The chapter AST comes with the product."),
        ("SP", CHAPTER.replace("LSP", "SP"), "SP.yaml:2:7: The chapter “SP” could one day be a shipped one."),
        ("LXX", CHAPTER, "LXX.yaml:2:7: The chapter is called “LSP” and its file LXX.yaml."),
        ("XYZ", OWN.replace("L-AST-01", "L-01"), "XYZ.yaml:1:1: There is no chapter “XYZ”."),
        ("AST", OWN.replace("MGR", "MGER"), "AST.yaml:9:15: The role “MGER” is not known. Did you mean “MGR”?"),
        ("AST", OWN.replace("5.9", "5.99"), "AST.yaml:11:40: “5.99” is not known in the framework iso27001."),
        ("AST", OWN + "    supersedes: [AST-77]\n", "AST.yaml:12:18: There is no control “AST-77”."),
        ("AST", OWN + OWN.replace("controls:\n", ""), "AST.yaml:12:9: The id “L-AST-01” is used already at AST.yaml:2."),
        ("catalog", "schema: controls/v1", "catalog.yaml: The city's own folder has no catalog.yaml."),
        ("AST", "鍵の台帳".encode("cp932") * 20, "AST.yaml:1:1: The file is not UTF-8; it looks like Shift_JIS."),
    ],
)  # fmt: skip
def test_mistakes_in_own_controls(tmp_path, shipped, own, file, text, said):
    found = problems_of(tmp_path, own, **{file: text})

    assert any(each.startswith(said) for each in found), found


def test_all_files_are_reported_at_once(tmp_path, shipped, own):
    found = problems_of(
        tmp_path, own, overrides=ONE + "    gates: [x]", AST=OWN.replace("MGR", "M"), LSP=CHAPTER
    )

    assert {each.split(":")[0] for each in found} == {"overrides.yaml", "AST.yaml"}


def test_a_bad_folder_is_no_local_catalogue(shipped, own):
    with pytest.raises(BadCatalogue):
        load_local(own(overrides="- nothing"))
    with pytest.raises(BadCatalogue):
        effective(shipped, load_local(own(overrides=ONE + "    gates: [nowhere]")))


# --- writing --------------------------------------------------------------------------------


def test_what_is_written_reads_the_same(city, tmp_path):
    again = tmp_path / "again"
    again.mkdir()
    files = files_of_local(city.local)
    for name, text in files.items():
        (again / name).write_text(text)

    local, problems = read_local(again)
    assert not problems and local == city.local
    assert files_of_local(local) == files  # to the letter
    assert sorted(files) == ["AST.yaml", "LSP.yaml", "overrides.yaml"]


def test_every_shipped_control_can_be_written_and_read():
    municipal = load(folder("controls") / "municipal")
    from secaudit.catalogue.local.reading import controls_from
    from secaudit.catalogue.local.writing import plain_control

    for chapter in municipal.chapters:
        text = as_yaml({"controls": [plain_control(control) for control in chapter.controls]})
        document = strict.read(text.encode(), f"{chapter.id}.yaml")
        from secaudit.catalogue import shape

        assert not document.problems
        assert not shape.shape_problems(document, shape.LOCAL_CHAPTER)
        assert controls_from(document) == chapter.controls


texts = st.text(max_size=40)
trees = st.dictionaries(
    st.sampled_from(["title", "why", "ja", "en", "x-y", "guidance"]),
    st.one_of(texts, st.lists(texts, min_size=1, max_size=4)),
    min_size=1,
    max_size=4,
)


def told(value):
    """What strict reading keeps of any text: no control characters, block texts end a line."""
    return [told(each) for each in value] if isinstance(value, list) else value.strip("\n")


@given(st.lists(trees, min_size=1, max_size=3))
@settings(max_examples=200, deadline=None)
def test_any_text_comes_back(found):
    document = strict.read(as_yaml({"overrides": found}).encode("utf-8", "surrogatepass"))

    if not document.problems:
        back = document.tree["overrides"]
        assert [{key: told(value) for key, value in each.items()} for each in back] == [
            {key: told(value) for key, value in each.items()} for each in found
        ]
    else:
        assert all("control character" in str(each) for each in document.problems)


# --- hostile files --------------------------------------------------------------------------

MANY = "  - {id: AST-01, of_revision: 1, gates: [q%s]}\n"


@pytest.mark.parametrize(
    "text, said",
    [
        ("overrides:\n" + "".join(MANY % n for n in range(60_000)), "more than 5000 entries"),
        ("overrides:\n" + "".join(MANY % n for n in range(3_000)), "at most 2000 are possible"),
        (ONE + "    guidance: " + "あ" * 1_000_000, "more than 200000 characters"),
        ("a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b, *b]", "Anchors and aliases"),
        ("a: &a [*a]", "Anchors and aliases"),
        (ONE + "    priority: low\n    priority: high", "is there twice"),
        ("overrides:\n\t- id: AST-01", "indented with a tab"),
        ("overrides:\n\u3000\u3000- id: AST-01", "full-width space"),
        ("overrides: []".encode("utf-16"), "UTF-16"),
        (b"\x00" * 100, "UTF-16"),
        ("", "The file is empty."),
        ("[" * 1_000, "levels of lists"),
        (ONE + "    guidance: '[x](data:text/html,x)'", "A link to"),
        (ONE + "    guidance: '<img src=x onerror=y>'", "HTML"),
    ],
    ids=range(14),
)
def test_hostile_files_are_refused_at_once_with_a_place(tmp_path, shipped, own, text, said):
    began = time.process_time()
    found = problems_of(tmp_path, own, overrides=text)

    assert any(said in each for each in found), found[:3]
    assert time.process_time() - began < 3  # well under a second where nobody else is working


def test_a_link_out_of_the_folder_is_not_followed(tmp_path, shipped, own):
    (tmp_path / "secret.yaml").write_text("overrides: []")
    (own() / "overrides.yaml").symlink_to(tmp_path / "secret.yaml")

    assert "a link to something outside" in problems_of(tmp_path, own)[0]
