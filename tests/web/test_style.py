"""The look: light to send, readable in colour, without colour, and under the content policy."""

import gzip
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "secaudit/static"
TOKENS = STATIC / "vendor/dads-tokens-1.1.9/tokens.css"

TEXT, PART = 4.5, 3.0  # WCAG 2.2: 1.4.3 for words, 1.4.11 for lines and marks
PAIRS = [
    ("--c-text", "--c-page", TEXT),
    ("--c-text", "--c-soft", TEXT),
    ("--c-text", "--c-focus-ring", TEXT),
    ("--c-text", "--c-warn-soft", TEXT),
    ("--c-sub", "--c-page", TEXT),
    ("--c-sub", "--c-soft", TEXT),
    ("--c-sub", "--color-neutral-solid-gray-100", TEXT),
    ("--c-line", "--c-page", PART),
    ("--c-line", "--c-soft", PART),
    ("--c-action", "--c-page", TEXT),
    ("--c-action", "--c-action-soft", TEXT),
    ("--c-link", "--c-page", TEXT),
    ("--c-link", "--c-soft", TEXT),
    ("--c-link", "--c-action-soft", TEXT),
    ("--c-visited", "--c-page", TEXT),
    ("--c-error", "--c-page", TEXT),
    ("--c-error", "--c-error-soft", TEXT),
    ("--c-warn", "--c-page", TEXT),
    ("--c-warn", "--c-warn-soft", PART),
    ("--color-primitive-orange-900", "--c-warn-soft", TEXT),
    ("--c-ok", "--c-page", TEXT),
    ("--c-ok", "--c-ok-soft", PART),
    ("--c-focus", "--c-focus-ring", PART),
    ("--c-text", "--color-primitive-orange-100", TEXT),
    ("--c-text", "--color-primitive-orange-300", TEXT),
    ("--c-page", "--color-primitive-orange-800", TEXT),
    ("--c-page", "--color-primitive-orange-1200", TEXT),
]


def names() -> dict[str, str]:
    css = TOKENS.read_text() + (STATIC / "app.css").read_text()
    return dict(re.findall(r"(--[\w-]+):\s*(#[0-9a-f]{6}|var\(--[\w-]+\))", css))


def colour(name: str) -> str:
    value = names()[name]
    return colour(value[4:-1]) if value.startswith("var(") else value


def luminance(hex: str) -> float:
    parts = (int(hex[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_colours_stand_apart(front, back, least):
    assert contrast(colour(front), colour(back)) >= least


def zipped(pattern: str) -> int:
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in STATIC.rglob(pattern))


def test_all_style_is_light():
    assert zipped("*.css") <= 25_000


def test_all_scripts_are_light():
    assert zipped("*.js") <= 12_000


@pytest.mark.parametrize(
    "file", [*STATIC.glob("*.css"), *STATIC.glob("*.js")], ids=lambda f: f.name
)
def test_nothing_is_fetched_from_elsewhere(file):
    assert not re.search(r"https?://|//[a-z]|@import|url\(", without_comments(file.read_text()))


def without_comments(code: str) -> str:
    return re.sub(r"/\*.*?\*/|^\s*//.*$", "", code, flags=re.DOTALL | re.MULTILINE)


INLINE = re.compile(r"\sstyle=|\son[a-z]+=\"|<script(?![^>]*\ssrc=)|<style|javascript:")


@pytest.mark.parametrize("page", [*(ROOT / "templates").rglob("*.html")], ids=lambda f: f.stem)
def test_pages_hold_no_style_or_script_of_their_own(page):
    only_html = re.sub(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", "", page.read_text(), flags=re.DOTALL)

    assert not INLINE.search(only_html)


def test_the_style_never_clips_the_focus():
    """`content-visibility` cuts at the padding: it needs room for the ring around what is focused."""
    css = without_comments((STATIC / "app.css").read_text()).partition("@media print")[0]
    cutting = [
        rule for rule in re.findall(r"\{([^{}]*)\}", css) if "content-visibility: auto" in rule
    ]

    assert cutting and all("padding-inline: .75rem" in rule for rule in cutting)
