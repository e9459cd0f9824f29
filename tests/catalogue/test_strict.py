"""The strict reader: what it accepts, what it refuses and where, and that it never raises."""

import time

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from secaudit.catalogue import parser as parsers
from secaudit.catalogue import strict
from secaudit.catalogue.document import Document
from secaudit.catalogue.hints import hints
from secaudit.catalogue.plain import read_plain
from secaudit.catalogue.pure import PureParser
from secaudit.resources import folder


def read(content: str | bytes) -> Document:
    return strict.read(content.encode() if isinstance(content, str) else content, "x.yaml")


def said(content: str | bytes) -> str:
    return "\n".join(map(str, read(content).problems))


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "on",
        "1.10",
        "012",
        "1:30",
        "2026-02-30",
        ".nan",
        "NaN",
        "9" * 5_000,
        "null",
        "~",
        "0x1f",
    ],
)
def test_every_scalar_is_the_text_that_was_written(text):
    document = read(f"a: {text}\n")

    assert document.tree == {"a": text}
    assert not document.problems


def test_lists_mappings_and_block_texts():
    tree = read("a:\n  - b\n  - [c, 'd: e']\nf: |\n  g\n  h\n").tree

    assert tree == {"a": ["b", ["c", "d: e"]], "f": "g\nh\n"}


def test_a_byte_order_mark_is_not_part_of_the_first_key():
    assert read(b"\xef\xbb\xbfa: b\n").tree == {"a": "b"}


@pytest.mark.parametrize(
    "content, problem",
    [
        ("a: &x 1\nb: 2\n", "x.yaml:1:4: Anchors and aliases (“x”)"),
        ("a: 1\nb: *x\n", "x.yaml:2:4: Anchors and aliases (“x”)"),
        ("a: &a [*a]\n", "x.yaml:1:8: Anchors and aliases (“a”)"),
        (
            "a: !!python/object/apply:os.system [ls]\n",
            "x.yaml:1:4: Tags (“tag:yaml.org,2002:python",
        ),
        ("a: !x y\n", "x.yaml:1:4: Tags (“!x”)"),
        ("a: ! y\n", "x.yaml:1:4: Tags (“!”)"),
        ("<<: {b: c}\n", "x.yaml:1:1: A merge key"),
        ("a: 1\nb: 2\na: 3\n", "x.yaml:3:1: The key “a” is there twice."),
        ("a: 1\n'a': 3\n", "x.yaml:2:1: The key “a” is there twice."),
        ("'': 1\n", "x.yaml:1:1: A key is empty."),
        ("~: 1\n", "x.yaml:1:1: A key is empty."),
        ("null: 1\n", "x.yaml:1:1: A key is empty."),
        ("? [a]\n: 1\n", "x.yaml:1:3: A key must be a text"),
        ("{a: 1}: 1\n", "x.yaml:1:1: A key must be a text"),
        ("a: 1\n---\nb: 2\n", "x.yaml:2:1: A second document begins here"),
        ('a: "\\0"\n', "x.yaml:1:4: The text contains a control character."),
        ("", "x.yaml:1:1: The file is empty."),
        ("# nothing\n", "x.yaml:1:1: The file is empty."),
        ("a: [\n", "x.yaml:2:1: The bracket is never closed."),
        ("a: 'b\n", "x.yaml:2:1: The quotation mark is never closed."),
        ("a: b: c\n", "x.yaml:1:5: A colon is not possible here."),
        ("a:\n  - b\n c: d\n", "x.yaml:3:2: The indentation does not fit the lines above."),
        ("a: @b\n", "x.yaml:1:4: A text cannot begin with this character."),
        ("a: b\nあ: \x07\n", "x.yaml:2:4: There is a control character here."),
        (
            "a: 日本\n".encode("cp932"),
            "x.yaml:1:4: The file is not UTF-8; it looks like Shift_JIS.",
        ),
        ("a: 日本語\n".encode("euc_jp"), "x.yaml:1:4: The file is not UTF-8; it looks like"),
        ("a: 日本\n".encode("iso2022_jp"), "x.yaml:1:4: The file is not UTF-8; it looks like ISO"),
        ("a: 日本\n".encode("utf-16"), "x.yaml:1:1: The file is not UTF-8; it looks like UTF-16."),
        ("a: b\n".encode("utf-16-le"), "x.yaml:1:1: The file is not UTF-8; it looks like UTF-16."),
        (b"a: b\nc: \xff\xff", "x.yaml:2:4: The file is not UTF-8."),
        ("[" * 100, "x.yaml:1:25: There are more than 24 levels"),
        (f"a: {'x' * 200_001}\n", "x.yaml:1:4: The text has more than 200000 characters."),
        (
            b"a: " + b"x" * 17_000_000,
            "x.yaml:1:4000001: The file has 17 MB; at most 4 MB are read.",
        ),
    ],
)
def test_refuses_with_the_place(content, problem):
    assert problem in said(content)


def test_goes_on_after_what_can_be_told_apart():
    document = read("a: &x 1\na: 2\nb: !t 3\nc: *x\n? [d]\n: e\nf: g\n")

    assert [(p.line, p.column) for p in document.problems] == [
        (1, 4),
        (2, 1),
        (3, 4),
        (4, 4),
        (5, 3),
    ]
    assert document.tree == {"a": "1", "b": "3", "c": "", "f": "g"}


@pytest.mark.parametrize(
    "content, hint",
    [
        ("a:\n\tb: c\n", "x.yaml:2:1: The line is indented with a tab."),
        ("a：b\nc: d\n", "x.yaml:1:2: The colon after the key is full-width (：)."),
        ("a:\n\u3000b: c\n", "x.yaml:2:1: The line is indented with a full-width space."),
        ("a:\n\u00a0\u00a0b: c\n", "x.yaml:2:1: The line is indented with a no-break space"),
    ],
)
def test_hints_at_what_looks_right_and_is_not(content, hint):
    document = read(content)

    assert any(str(each).startswith(hint) for each in hints(document))


def test_a_text_may_begin_its_lines_as_it_likes():
    document = read("a: |\n  \u3000字下げ\n  title：x\n  \ty\nb: 1\n")

    assert not list(hints(document))
    assert not document.problems


@pytest.mark.parametrize(
    "path, of_key, place",
    [
        (("a",), True, (1, 1)),
        (("a", "b", 1, "c"), False, (4, 9)),
        (("a", "b", 1, "c"), True, (4, 6)),
        (("a", "b", 1), False, (4, 6)),
        (("a", "b", 1, "missing"), True, (4, 6)),
        (("a", "missing"), True, (1, 1)),
        (("d",), False, (5, 4)),
        ((), False, (1, 1)),
    ],
)
def test_knows_the_place_of_everything(path, of_key, place):
    document = read("a:\n  b:\n   - x\n   - c: y\nd: |\n  z\n")

    assert document.place(path, of_key) == place


def test_a_billion_laughs_are_not_laughed():
    lines = ["a0: &a0 [lol]"] + [
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)
    ]
    started = time.process_time()

    document = read("\n".join(lines))

    assert document.problems
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize(
    "content, limit",
    [
        (
            "controls:\n" + "".join(f"  - {{id: A-{n}, t: x}}\n" for n in range(60_000)),
            "5000 entries",
        ),
        ("- a\n" * 700_000, "150000 texts"),
        ("[*a" + ",*a" * 100_000 + "]", "Anchors"),
        ("? " * 100_000, "24 levels"),
        ("- " * 100_000, "24 levels"),
        ("{" * 100_000, "24 levels"),
    ],
    ids=["60,000 controls", "700,000 texts", "100,000 aliases", "keys", "lists", "mappings"],
)
def test_gives_up_soon(content, limit):
    data = content.encode()
    started = time.process_time()

    document = strict.read(data)

    assert limit in str(document.problems[-1])
    assert document.tree is None
    assert len(document.problems) <= strict.MAX_PROBLEMS
    assert time.process_time() - started < 5  # under 1 s where the machine is not shared


@given(
    st.one_of(
        st.binary(max_size=300), st.text(max_size=300).map(lambda t: t.encode("utf-8", "replace"))
    )
)
@settings(max_examples=400, deadline=None)
def test_never_raises_whatever_the_bytes(data):
    never_raises(data)


YAML_SIGNS = st.text(alphabet="ab：\u3000 \n\t-:?[]{}&*!|>'\"%@`#,~<=1日", max_size=120)


@given(YAML_SIGNS)
@settings(max_examples=600, deadline=None)
def test_never_raises_whatever_the_signs(text):
    never_raises(text.encode())


def never_raises(data: bytes) -> None:
    document = strict.read(data, "x.yaml")
    assert document.problems or document.tree is not None
    for problem in [*document.problems, *hints(document)]:
        assert str(problem).startswith("x.yaml:")
        assert problem.line >= 1 and problem.column >= 1


@given(
    st.recursive(
        st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])),
        lambda inner: st.one_of(
            st.lists(inner), st.dictionaries(st.text("abc", min_size=1), inner)
        ),
        max_leaves=20,
    )
)
@settings(max_examples=150, deadline=None)
def test_reads_what_was_written(tree):
    data = yaml.safe_dump(tree, allow_unicode=True, default_style='"').encode()

    document = strict.read(data)

    assert document.tree == tree
    assert not document.problems


@pytest.mark.parametrize(
    "content",
    ["a: [b, {c: 'd'}]\n", "a: *b\n", "a: [", "a: b: c\n", 'a: "\\UFFFFFFFF"\n', "a: \x07\n"],
)
def test_without_libyaml_it_is_the_same(monkeypatch, content):
    fast = read(content)
    monkeypatch.setattr(parsers, "implementation", lambda: PureParser)

    slow = read(content)

    assert slow.tree == fast.tree
    assert bool(slow.problems) == bool(fast.problems)


# --- the fast way and the parser ------------------------------------------------------------

PIECES = ["a: b\n", "a:\n", "  ", "- ", "- x\n", "x: |\n", "    t: [u, 'v']\n", "c: [d, e-1]\n", "c: [-, --, -f]\n", "d: [\"\", \"g, h\"]\n", "e: []\n", '"5.1": "f"\n', "# g\n", "\n", " ", ":", "#", "h i\n", "k: l: m\n", "n: o #p\n", "あ: い\n", "  ja: j\n  en: l\n", "ja: m\n", "    en: n\n", "q: 'r'\n", "null: s\n", "t: \n", "u:  v\n", "w: x \n", "\u3000", "\t", "<<: y\n", "---\n", "z: 1:30\n", "  - id: a\n    b: c\n", "  x\n", "[", "]", '"', "'"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@settings(max_examples=400, deadline=None)
def test_what_is_read_line_by_line_is_what_the_parser_reads(text):
    found = read_plain(text.encode())

    if found:
        document = Document("x.yaml", text.encode())
        strict._Builder(document).build()
        assert found[0] == document.tree and not document.problems
        assert found[1] >= document.nodes


def test_all_shipped_files_are_read_line_by_line_and_as_the_parser_reads_them():
    for file in sorted((folder("controls") / "municipal").glob("*.yaml")):
        document = Document(file.name, file.read_bytes())
        strict._Builder(document).build()
        found = read_plain(document.data)
        assert found and found[0] == document.tree, file.name
