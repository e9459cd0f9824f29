"""The catalogue that comes with the product: complete, right, and worth asking."""

import json
import re
import time
from collections import Counter

import pytest

from secaudit.catalogue.editions import department_questions
from secaudit.catalogue.loading import check, load
from secaudit.catalogue.shape import schema
from secaudit.resources import folder

FOLDER = folder("controls") / "municipal"
CORE = {"STAFF": 15, "MGR": 20, "SYSMGR": 25, "CHIEF": 10}
ANNEX_A = {"5": 37, "6": 8, "7": 14, "8": 34}  # ISO/IEC 27001:2022, controls per clause


@pytest.fixture(scope="module")
def municipal():
    return load(FOLDER)


def test_has_no_problems_and_its_questions_are_good():
    assert [str(problem) for problem in check(FOLDER, wording=True)[1]] == []


def test_has_193_controls_in_28_chapters(municipal):
    assert (len(municipal.chapters), len(municipal.controls)) == (28, 193)


def test_core_sets(municipal):
    core = {role: {c.id for c in municipal.controls if role in c.core} for role in CORE}

    assert {role: len(ids) for role, ids in core.items()} == CORE
    assert {role for c in municipal.controls for role in c.core} == set(CORE)
    assert len(set.union(*core.values())) == 68


def test_every_control_of_annex_a_is_covered(municipal):
    known = set(municipal.framework("iso27001").targets)
    used = {target for c in municipal.controls for target in c.mappings.get("iso27001", ())}

    assert Counter(id.partition(".")[0] for id in known) == ANNEX_A
    assert used == known


def test_the_subcategories_of_the_csf(municipal):
    targets = municipal.framework("csf2").targets

    assert len(targets) == 106
    assert all(re.fullmatch(r"(GV|ID|PR|DE|RS|RC)\.[A-Z]{2}-\d\d", id) for id in targets)


def test_the_items_of_the_ordinance(municipal):
    assert set(municipal.framework("law").targets) == {*"12345678", "PI"}
    used = {target for c in municipal.controls for target in c.mappings.get("law", ())}
    assert used == {*"12345678", "PI"}


@pytest.mark.parametrize("what", ["guidance", "evidence", "procedure", "mappings"])
def test_every_control_can_be_checked_and_audited(municipal, what):
    assert [control.id for control in municipal.controls if not getattr(control, what)] == []


def test_guidance_says_why_and_how(municipal):
    wanted = {
        "ja": ("### なぜ必要か", "### 確かめ方"),
        "en": ("### Why it matters", "### How to check"),
    }
    lacking = [
        (control.id, heading)
        for control in municipal.controls
        for language, headings in wanted.items()
        for heading in headings
        if heading not in control.guidance[language]
    ]
    assert lacking == []


def test_the_order_in_which_roles_are_asked(municipal):
    order = ["MGR", "SYSMGR", "STAFF", "CHIEF", "CISO", "CSIRT", "SECR", "AUDITLEAD", "AUDITOR"]

    assert [role.code for role in municipal.roles] == order


def test_every_question_reaches_somebody(municipal):
    everything = {gate.id for gate in municipal.gates}

    assert len(department_questions(municipal, everything)) == 193
    assert len(department_questions(municipal, everything, core_only=True)) == 68


def test_facts_on_which_nothing_depends_are_there_for_own_controls_only(municipal):
    used = {gate for control in municipal.controls for gate in control.gates}
    used |= {
        gate for c in municipal.controls for question in c.questions for gate in question.gates
    }
    used |= {role.gate for role in municipal.roles}

    left = {gate.id for gate in municipal.gates} - used
    assert left == {"multiple_sites", "mobile_devices", "joint_use"}


def test_japanese_is_japanese_and_english_is_english(municipal):
    for control in municipal.controls:
        texts = [control.title, control.requirement, *(each.text for each in control.questions)]
        for text in texts:
            assert re.search("[ぁ-ゖァ-ヺ一-鿿]", text["ja"]), control.id
            assert not re.search("[ぁ-ゖァ-ヺ一-鿿]", text["en"]), control.id


def test_the_schema_is_one_that_editors_can_use():
    published = json.loads((folder("controls") / "controls-v1.schema.json").read_text("utf-8"))

    assert published == schema()
    assert published["$schema"].startswith("https://json-schema.org/")


def test_checking_it_is_quick():
    def seconds():
        started = time.process_time()
        check(FOLDER)
        return time.process_time() - started

    assert min(seconds() for _ in range(3)) < 0.4  # about 80 ms where nobody else is working
