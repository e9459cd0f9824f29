"""docs/asvs.tsv: every requirement that applies has its row, and every row its test or its words."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
# How many requirements of OWASP ASVS 5.0 apply, level by level (of the third those that are the point
# of the product). Fewer rows than these, and one was lost.
APPLICABLE = {"L1": 60, "L2": 126, "L3": 25}
OPEN: set[str] = set()  # said to be open, and no other


def rows():
    head, *lines = (ROOT / "docs/asvs.tsv").read_text(encoding="utf-8").splitlines()
    assert head.split("\t") == ["req", "level", "class", "how", "proof"]
    return [line.split("\t") for line in lines]


def test_no_requirement_is_missing_or_there_twice():
    ids = [id for id, *_ in rows()]
    assert len(ids) == len(set(ids))
    assert {level: sum(row[1] == level for row in rows()) for level in APPLICABLE} == APPLICABLE
    assert all(re.fullmatch(r"V\d+\.\d+\.\d+", id) for id in ids)
    assert ids == sorted(ids, key=lambda id: [int(part) for part in id[1:].split(".")])


@cache
def names_in(file: str) -> set[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_row_names_a_test_that_there_is():
    for id, _level, kind, how, proof in rows():
        assert how.strip(), id
        if kind == "A":
            file, name = proof.split("::")
            assert name.startswith("test_") and name in names_in(file), (id, proof)


def test_what_is_met_in_words_is_written():
    text = (ROOT / "docs/security.md").read_text(encoding="utf-8")
    headings = {
        re.sub(r"[^\w-]", "", heading.lower().replace(" ", "-"))
        for heading in re.findall(r"^## (.+)$", text, re.MULTILINE)
    }
    for id, _level, kind, _how, proof in rows():
        if kind == "D":
            page, place = proof.split("#")
            assert page == "docs/security.md" and place in headings, (id, proof)


def test_what_is_open_is_said():
    assert {id for id, _level, _kind, how, _proof in rows() if how.startswith("open")} == OPEN
