"""The page of all components renders in both languages, at rest and with errors."""

import re


def titles(text: str) -> str:
    return re.search(r"<title>(.*?)</title>", text, re.DOTALL)[1].strip()


def test_every_component_renders_in_japanese_and_english(browse, city):
    browser = browse(city.hanako)

    assert "部品の一覧" in browser.get("/styleguide").text
    browser.post("/language", {"language": "en", "next": "/styleguide"})
    english = browser.get("/styleguide").text

    assert '<html lang="en"' in english
    assert "Put the following right" not in english


def test_errors_stand_above_the_heading_and_beside_the_field(browse, city):
    text = browse(city.hanako).get("/styleguide?errors=1").text

    assert titles(text).startswith("エラー：")
    assert text.index("error-summary") < text.index("<h1>")
    assert '<a href="#severity-0">重大さを選んでください。</a>' in text
    assert 'aria-describedby="title-hint title-error"' in text
