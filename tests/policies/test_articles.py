import pytest

from secaudit.policies.articles import anchor_of, articles
from secaudit.policies.checking import faults, tidy
from secaudit.policies.comparing import Change, changes
from tests.policies.story import TEXT


@pytest.mark.parametrize(
    ("title", "anchor"),
    [
        ("第3条　適用範囲", "article-3"),
        ("第３条の２（委託）", "article-3-2"),
        ("第十二条", "article-12"),
        ("第百三条", "article-103"),
        ("第2章 組織体制", "chapter-2"),
        ("4.1 サーバ等の管理", "part-4-1"),
        ("10 実施手順の策定", "part-10"),
        ("Article 5 Scope", "article-5"),
        ("附則", "supplement"),
        ("はじめに", ""),
    ],
)
def test_the_anchor_of_an_article_is_its_own_number(title, anchor):
    assert anchor_of(title) == anchor


def test_a_text_is_its_articles_in_order():
    found = articles(TEXT)

    assert [each.anchor for each in found] == [
        "", "chapter-1", "article-1", "article-2", "chapter-2", "article-3",
    ]  # fmt: skip
    assert found[2].text == "情報資産を守る。"
    assert found[2].line == 5


def test_chapters_that_count_anew_have_anchors_of_their_own():
    text = "## 第1章\n\n### 第1条\n\nあ\n\n## 第2章\n\n### 第1条\n\nい\n"

    assert [each.anchor for each in articles(text)] == [
        "chapter-1", "article-1", "chapter-2", "chapter-2-article-1",
    ]  # fmt: skip


def test_a_new_article_in_front_moves_no_other_anchor():
    after = TEXT.replace("### 第2条", "### 第1条の2 期間\n\nずっと。\n\n### 第2条")

    assert {each.anchor for each in articles(TEXT)} < {each.anchor for each in articles(after)}


HOSTILE = [
    ("### 1 a\n\n<script>alert(1)</script>\n", 3),
    ("## 1 a\n\n[x](javascript:alert(1))\n", 3),
    ("## 1 a\n\n[x]( JaVaScRiPt:alert(1))\n", 3),
    ("## 1 a\n\n[x]\n\n[x]: data:text/html,x\n", 5),
    ("## 1 a\n\n<img src=x onerror=alert(1)>\n", 3),
    ("# 大きい\n\n## 1 a\n", 1),
    ("## 1 a\n\n大きい\n====\n", 3),
    ("## 1 a\n\n#### 飛ぶ\n", 3),
    ("## \n", 1),
    ("見出しがない\n", 0),
]


@pytest.mark.parametrize(("text", "line"), HOSTILE)
def test_what_a_text_must_not_have_is_told_with_its_line(text, line):
    assert line in [fault.line for fault in faults(text)]


def test_a_good_text_has_no_faults():
    assert faults(tidy(TEXT)) == []


def test_unseen_characters_and_odd_line_ends_are_gone():
    assert tidy("\ufeff## 1 a\r\n\u202eb\x07  \r\n\n\n") == "## 1 a\nb\n"


def test_changes_are_told_article_by_article_and_word_by_word():
    after = TEXT.replace("情報資産を守る", "情報資産と住民の信頼を守る")
    after = after.replace("### 第2条 定義\n\n- 情報資産\n- 情報システム\n\n", "")
    after += "\n### 第4条 罰則\n\n処分する。\n"

    found = {each.anchor: each for each in changes(TEXT, after)}

    assert {anchor: each.change for anchor, each in found.items()} == {
        "article-1": Change.CHANGED,
        "article-2": Change.REMOVED,
        "article-4": Change.ADDED,
    }
    added = [text for kind, text in found["article-1"].pieces if kind == "add"]
    assert "住民" in "".join(added)
