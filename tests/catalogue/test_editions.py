"""An edition as values: who is asked what, and the text under which a period pins it."""

import json
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secaudit.catalogue.controls import (
    Catalogue,
    Chapter,
    Control,
    EvidenceExample,
    Framework,
    Gate,
    Question,
    RoleTitle,
    Step,
)
from secaudit.catalogue.editions import department_questions, edition_hash, from_json, to_json
from secaudit.catalogue.loading import load
from secaudit.errors import Invalid
from secaudit.resources import folder
from tests.catalogue.example import write


@pytest.fixture
def example(tmp_path):
    return load(write(tmp_path))


def asked(catalogue, *facts, core_only=False):
    found = department_questions(catalogue, set(facts), core_only)
    return [(control.id, question.role) for control, question in found]


def test_a_department_is_asked_one_question_of_each_control_that_applies(example):
    assert asked(example) == [("AST-01", "MGR")]
    assert asked(example, "owns_system") == [("AST-01", "MGR"), ("NET-01", "SYSMGR")]
    assert asked(example, "cloud") == [("AST-01", "MGR"), ("AST-02", "STAFF")]


def test_the_core_form_asks_only_the_roles_whose_core_set_it_is_in(example):
    assert asked(example, "owns_system", "cloud", core_only=True) == [("AST-01", "MGR")]


def test_the_first_role_that_applies_is_asked(tmp_path):
    text = "      - role: MGR\n        text:\n          ja: この"
    gated = text.replace("\n        text", "\n        gates: [owns_system]\n        text")

    catalogue = load(write(tmp_path, (text, gated)))

    assert asked(catalogue, "cloud") == [("AST-02", "STAFF")]  # SYSMGR's own gate does not hold
    assert asked(catalogue, "owns_system", "cloud")[0] == ("AST-01", "MGR")


def test_in_the_core_form_a_later_role_may_be_the_one(tmp_path):
    catalogue = load(write(tmp_path, ("core: [MGR]", "core: [SYSMGR]")))

    assert asked(catalogue, "owns_system", "cloud", core_only=True) == [("AST-01", "SYSMGR")]


def test_questions_of_a_role(example):
    assert [control.id for control, _ in example.questions_for("SYSMGR")] == ["AST-01", "NET-01"]
    assert example.control("AST-01").question_for("STAFF") is None


def test_a_withdrawn_control_is_known_and_not_asked(example):
    assert "NET-02" in example
    assert "NET-02" not in [control.id for control in example.controls]
    assert [control.id for control in example.chapter("NET").withdrawn] == ["NET-02"]


@pytest.mark.parametrize("ask", ["control", "chapter", "role", "gate", "framework", "chapter_of"])
def test_what_is_not_there_is_a_key_error(example, ask):
    with pytest.raises(KeyError):
        getattr(example, ask)("X-99")


def test_the_pinned_text_is_the_edition(example):
    text = to_json(example)

    assert from_json(text) == example
    assert to_json(from_json(text)) == text
    assert list(from_json(text).framework("iso27001").targets) == ["5.9", "5.10"]
    assert text == json.dumps(
        json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def test_the_hash_follows_the_content_alone(tmp_path, example):
    (tmp_path / "again").mkdir()
    (tmp_path / "other").mkdir()
    again = write(tmp_path / "again")
    other = write(tmp_path / "other", ("en: Taking out", "en: Carrying out"))

    assert edition_hash(load(again)) == edition_hash(example)
    assert edition_hash(load(other)) != edition_hash(example)


def test_an_unknown_format_is_refused(example):
    with pytest.raises(Invalid):
        from_json(to_json(example).replace("controls/v1", "controls/v9"))


def test_reading_a_pinned_edition_is_quick():
    text = to_json(load(folder("controls") / "municipal"))

    def seconds():
        started = time.process_time()
        from_json(text)
        return time.process_time() - started

    assert min(seconds() for _ in range(5)) < 0.030  # about 8 ms where nobody else is working


# --- any catalogue at all -------------------------------------------------------------------

words = st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=12)
texts = st.fixed_dictionaries({"ja": words, "en": words})
codes = st.sampled_from(["MGR", "STAFF", "CISO"])
names = st.lists(words, max_size=3).map(tuple)


def tuples(strategy):
    return st.lists(strategy, max_size=2).map(tuple)


controls = st.builds(
    Control,
    id=words,
    title=texts,
    requirement=texts,
    revision=st.integers(1, 99),
    chapter=st.just("AST"),
    required=st.booleans(),
    priority=st.sampled_from(["low", "high"]),
    weight=st.integers(1, 5),
    core=names,
    gates=names,
    questions=tuples(st.builds(Question, codes, texts, names)),
    guidance=st.one_of(st.just({}), texts),
    evidence=tuples(st.builds(EvidenceExample, words, texts)),
    procedure=tuples(st.builds(Step, words, texts, st.one_of(st.none(), texts))),
    mappings=st.dictionaries(words, names, max_size=2),
    facts=names,
    supersedes=names,
    meaning_kept=st.booleans(),
    withdrawn=st.booleans(),
)
catalogues = st.builds(
    Catalogue,
    id=words,
    title=texts,
    edition=words,
    effective=st.dates(date(1, 1, 1)),
    default_language=st.sampled_from(["ja", "en"]),
    languages=names,
    chapters=tuples(
        st.builds(Chapter, st.just("AST"), texts, texts, words, tuples(controls), tuples(controls))
    ),
    roles=tuples(st.builds(RoleTitle, codes, texts, words)),
    gates=tuples(st.builds(Gate, words, texts, texts, st.one_of(st.just({}), texts))),
    evidence=st.dictionaries(words, texts, max_size=2),
    frameworks=tuples(
        st.builds(Framework, words, texts, texts, st.dictionaries(words, texts, max_size=3))
    ),
    license=words,
    source=texts,
)


@given(catalogues)
@settings(max_examples=60, deadline=None)
def test_any_edition_comes_back_from_its_text(catalogue):
    text = to_json(catalogue)

    assert from_json(text) == catalogue
    assert to_json(from_json(text)) == text
