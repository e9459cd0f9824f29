"""Hanako is called to the counter while she types, and comes back after her session has ended."""

from tests.page import Browser


def test_what_was_typed_is_shown_again(app, browse, city):
    hanako = browse(city.hanako)
    hanako.end()

    page = hanako.post("/account/password", {"note": "12月までに様式を直す。"}, status=401)

    assert "12月までに様式を直す。" in page.text and "ログアウトしています" in page.text


def test_passwords_are_not_shown_again(app, browse, city):
    hanako = browse(city.hanako)
    hanako.end()

    page = hanako.post("/account/password", {"old_password": "umi to yama", "x": "y"}, status=401)

    assert "umi to yama" not in page.text


def test_a_script_is_told_in_words(app):
    answer = Browser(app).client.put(
        "/self-check/sheets/1/answers/AST-01", json={}, headers={"Accept": "application/json"}
    )

    assert answer.status_code == 401 and answer.json["error"]
