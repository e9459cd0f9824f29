"""From one edition to the next: what became of each control."""

import pytest

from secaudit.catalogue.carrying import Fate, Link, Renamed, fates, links, renamed
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


# --- answers and figures across editions ------------------------------------------------------


def kept(added: str) -> str:
    return added.replace("    priority: low\n", "    priority: low\n    meaning_kept: true\n")


def test_an_answer_goes_on_where_the_author_says_that_the_meaning_is_kept(edition):
    moved = ADDED % (3, "AST-02")
    before = edition()

    told = links(before, edition(WITHDRAWN, AST=AST + kept(moved)))["AST-03"]
    silent = links(before, edition(WITHDRAWN, AST=AST + moved))["AST-03"]
    assert (told, silent) == (Link(("AST-02",), True), Link(("AST-02",), False))


def test_parts_of_a_split_are_told_one_by_one(edition):
    after = edition(WITHDRAWN, AST=AST + kept(ADDED % (3, "AST-02")) + ADDED % (4, "AST-02"))
    found = fates(edition(), after)

    assert (found["AST-03"][0], found["AST-04"][0]) == (Fate.CARRIED, Fate.SUCCEEDED)


def test_one_control_takes_another_in(edition):
    """AST-01 goes on and takes in what AST-02 asked."""
    into = ("    facts: [last_audit]\n", "    facts: [last_audit]\n    supersedes: [AST-02]\n")
    before, after = edition(), edition(WITHDRAWN, into)
    [found] = [each for each in differences(before, after) if each.change is Change.MERGED]

    assert [control.id for control in found.before] == ["AST-01", "AST-02"]
    assert links(before, after)["AST-01"] == Link(("AST-01",), True)
    later = changes(after, edition(WITHDRAWN, into))
    assert later == {}, "next year nothing has happened"


def test_over_an_edition_that_no_period_used(edition):
    """AST-02 became AST-03, which became AST-04: the answers of AST-02 belong to AST-04."""
    gone = kept(ADDED % (3, "AST-02")).replace("    required", "    withdrawn: true\n    required")
    after = edition(WITHDRAWN, AST=AST + gone + kept(ADDED % (4, "AST-03")))

    assert changes(edition(), after) == {"AST-04": Change.MOVED}
    assert links(edition(), after)["AST-04"] == Link(("AST-02",), True)


def test_figures_follow_a_control_through_its_ids(edition):
    first = edition()
    second = edition(WITHDRAWN, AST=AST + kept(ADDED % (3, "AST-02")))
    gone = kept(ADDED % (3, "AST-02")).replace("    required", "    withdrawn: true\n    required")
    third = edition(WITHDRAWN, AST=AST + gone + kept(ADDED % (4, "AST-03")))
    other = (ADDED % (4, "AST-03")).replace("新しい。", "別のこと。")
    unlike = edition(WITHDRAWN, AST=AST + gone + other)

    assert renamed([first, second, third]) == {
        "AST-02": Renamed("AST-04", -1),
        "AST-03": Renamed("AST-04", 0),
    }
    assert renamed([first, second, unlike]) == {"AST-02": Renamed("AST-03", -1)}
