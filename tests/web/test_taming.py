"""Markdown that would keep the server busy for minutes is shown as a plain text."""

import time

import pytest

from secaudit.web.markdown import html


@pytest.mark.parametrize(
    "text",
    ["[" * 48_000, "![" * 20_000, "[a](" * 12_000, "[a]:\n" * 9_000, ("[" * 300 + "\n\n") * 150, "<http://" * 6_000, "".join("`" * n + " " for n in range(300)), "|a" * 24_000],
)  # fmt: skip
def test_shown_plain_and_at_once(text):
    started = time.process_time()

    shown = html(text + "<script>x</script>")

    assert shown.startswith("<p>") and "<script" not in shown and "&lt;script" in shown
    assert time.process_time() - started < 1


def test_what_people_write_is_markdown_as_before():
    table = "|a|b|\n|-|-|\n" + "|[x](https://example.jp/)|`*_`|\n" * 100
    shown = html(f"### 見出し\n\n{table}\n\n- [一つ](https://example.jp/)\n- **強く** _a_\n")

    assert shown.count("<a ") == 101 and "<h3>" in shown and "<strong>" in shown
