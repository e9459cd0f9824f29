"""From one edition to the next: what became of each control."""

import pytest

from secaudit.catalogue.differences import Change, differences, mistakes, word_differences
from secaudit.catalogue.loading import load
from tests.catalogue.example import AST, NET, write


@pytest.fixture
def edition(tmp_path):
    def made(*changes, **files):
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        return load(write(folder, *changes, **files))

    return made


def changes(before, after):
    found = differences(before, after)
    return {each.id: each.change for each in found if each.change is not Change.UNCHANGED}


def test_nothing_has_changed(edition):
    assert changes(edition(), edition()) == {}
    assert len(differences(edition(), edition())) == 3


def test_reworded_and_what_of_it(edition):
    found = differences(edition(), edition(("en: Taking out", "en: Carrying out")))

    assert [(each.id, each.fields) for each in found if each.fields] == [("AST-02", ("title",))]
    assert found[1].change is Change.REWORDED


def test_a_revision_that_was_raised_is_a_change_of_meaning(edition):
    after = edition(("revision: 2", "revision: 3"), ("許可を受ける。", "課長の許可を受ける。"))

    assert changes(edition(), after) == {"AST-02": Change.REVISED}
    assert mistakes(edition(), after) == []


def test_a_changed_requirement_must_raise_the_revision(edition):
    after = edition(("許可を受ける。", "課長の許可を受ける。"))

    assert [str(problem) for problem in mistakes(edition(), after)] == [
        (
            "AST.yaml: The requirement of AST-02 has changed, its revision has not."
            " Raise its revision; if it means the same, write meaning_kept: true."
        )
    ]


def test_or_say_that_it_means_the_same(edition):
    kept = ("revision: 2\n", "revision: 2\n    meaning_kept: true\n")
    after = edition(kept, ("許可を受ける。", "許しを受ける。"))

    assert changes(edition(), after) == {"AST-02": Change.REWORDED}
    assert mistakes(edition(), after) == []


def test_a_revision_only_rises(edition):
    assert "lower than before (2, now 1)" in str(
        mistakes(edition(), edition(("revision: 2", "revision: 1")))[0]
    )


ADDED = """
  - id: AST-0%s
    title: {ja: 新, en: New}
    revision: 1
    required: true
    priority: low
    requirement: {ja: 新しい。, en: It is new.}
    questions:
      - role: MGR
        text: {ja: 新しいですか。, en: Is it new?}
    supersedes: [%s]
"""
WITHDRAWN = ("revision: 2\n", "revision: 2\n    withdrawn: true\n")
BOTH_WITHDRAWN = (WITHDRAWN, ("revision: 1\n    required: true\n    priority: high",
                              "revision: 1\n    withdrawn: true\n    required: true\n    priority: high"))  # fmt: skip


def test_new_and_withdrawn(edition):
    after = edition(WITHDRAWN, AST=AST + ADDED % (3, ""))

    assert changes(edition(), after) == {"AST-02": Change.WITHDRAWN, "AST-03": Change.NEW}


def test_goes_on_under_another_id(edition):
    after = edition(WITHDRAWN, AST=AST + ADDED % (3, "AST-02"))

    assert changes(edition(), after) == {"AST-03": Change.MOVED}


def test_moved_to_another_chapter(edition):
    after = edition(WITHDRAWN, NET=NET + (ADDED % (3, "AST-02")).replace("AST-03", "NET-03"))

    assert changes(edition(), after) == {"NET-03": Change.MOVED}


def test_split(edition):
    after = edition(WITHDRAWN, AST=AST + ADDED % (3, "AST-02") + ADDED % (4, "AST-02"))
    found = [each for each in differences(edition(), after) if each.change is Change.SPLIT]

    assert [[control.id for control in each.after] for each in found] == [["AST-03", "AST-04"]]
    assert changes(edition(), after) == {"AST-03": Change.SPLIT}


def test_a_part_becomes_a_control_of_its_own(edition):
    after = edition(AST=AST + ADDED % (3, "AST-02"))

    found = [each for each in differences(edition(), after) if each.change is Change.SPLIT]
    assert [[control.id for control in each.after] for each in found] == [["AST-02", "AST-03"]]


def test_merged(edition):
    after = edition(*BOTH_WITHDRAWN, AST=AST + ADDED % (3, "AST-01, AST-02"))

    found = [each for each in differences(edition(), after) if each.change is Change.MERGED]
    assert [[control.id for control in each.before] for each in found] == [["AST-01", "AST-02"]]
    assert changes(edition(), after) == {"AST-03": Change.MERGED}


def test_a_withdrawn_id_does_not_come_back(edition):
    assert "was withdrawn and is there again" in str(mistakes(edition(WITHDRAWN), edition())[0])


@pytest.mark.parametrize(
    "before, after, language, pieces",
    [
        (
            "台帳を毎年更新する。",
            "台帳を毎月更新する。",
            "ja",
            [("keep", "台帳を"), ("remove", "毎年更新"), ("add", "毎月更新"), ("keep", "する。")],
        ),
        ("A b c.", "A c d.", "en", None),
        ("", "x", "en", [("add", "x")]),
        ("x", "", "ja", [("remove", "x")]),
        ("", "", "ja", []),
    ],
)
def test_word_by_word(before, after, language, pieces):
    found = word_differences(before, after, language)

    assert pieces is None or found == pieces
    assert "".join(text for op, text in found if op != "remove") == after
    assert "".join(text for op, text in found if op != "add") == before


def test_long_texts_are_compared_by_lines():
    before = "".join(f"行 {n}\n" for n in range(3_000))

    found = word_differences(before, before.replace("行 7\n", "行 x\n"), "ja")

    assert ("remove", "行 7\n") in found and ("add", "行 x\n") in found
