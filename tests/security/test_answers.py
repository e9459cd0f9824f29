"""What single answers say and do not say."""

import re

import pytest

from secaudit.web.addresses import own_address
from tests.page import Browser


@pytest.mark.parametrize(
    "then",
    ["//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example", "https:evil.example",
     "javascript:alert(1)", "//[", "/\t/evil.example", "/\n//evil.example", "/nothing", "///evil.example",
     "http://localhost@evil.example", "/sign-out", "/account/alive", "%2f%2fevil.example", "", " ", "/%0d%0aX:y",
     "/\u2100", "x" * 5000, "/language"],
)  # fmt: skip
def test_nobody_is_led_elsewhere(app, city, browse, then):
    answer = browse(city.hanako).post("/language", {"language": "en", "next": then})
    assert answer.location == "/"
    assert "X" not in answer.headers


def test_our_own_pages_keep_their_query(app):
    with app.test_request_context():
        assert own_address("/account?x=1&y=課") == "/account?x=1&y=課"


@pytest.mark.parametrize(
    "path",
    ["../config.py", "%2e%2e/config.py", "..%2fconfig.py", "....//config.py", "/etc/passwd", "%00", "..\\config.py",
     "app.css%00.txt", "", "vendor/", "vendor"],
)  # fmt: skip
def test_no_way_out_of_the_static_folder(app, path):
    answer = app.test_client().get(f"/static/{path}")
    assert answer.status_code in (302, 308, 400, 404), path


def test_no_other_site_is_given_leave(app, city, browse):
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}):
        for method in ("GET", "OPTIONS"):
            answer = browse(city.hanako).client.open("/account", method=method, headers=headers)
            assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]


def test_the_watch_page_says_nothing_else(app):
    assert app.test_client().get("/alive").get_json() == {"alive": True}


def test_a_fault_shows_a_reference_only(app, city, browse, caplog, monkeypatch):
    def broken():
        raise ValueError("the secret of the house")

    monkeypatch.setitem(app.view_functions, "home.show", broken)
    answer = browse(city.hanako).client.get("/")
    assert answer.status_code == 500
    assert "secret of the house" not in answer.text and "ValueError" not in answer.text
    reference = re.search(r"\b[0-9a-f]{8}\b", answer.text)[0]
    assert reference in caplog.text and "secret of the house" in caplog.text


def test_password_fields_hide_and_may_be_pasted_into(app, city, hanako_inside):
    for page, names in (
        ("/sign-in", ["password"]),
        ("/sign-in/first", ["new_password"]),
        ("/account/password", ["old_password", "new_password"]),
    ):
        browser = hanako_inside if page.startswith("/account") else Browser(app)
        text = browser.get(page).text
        for name in names:
            field = re.search(rf'<input[^>]*name="{name}"[^>]*>', text)[0]
            assert 'type="password"' in field and 'autocomplete="' in field
            assert "onpaste" not in field and "value=" not in field.replace('value=""', "")
        assert "hint" not in names and "question" not in names


@pytest.fixture
def hanako_inside(city, browse):
    return browse(city.hanako)


def test_every_page_has_the_way_out(app, city, browse):
    browser = browse(city.hanako)
    for page in ("/", "/account", "/controls", "/organisation"):
        assert 'action="/sign-out"' in browser.get(page).text
    assert 'action="/sign-out"' in browser.get("/people", status=403).text


def test_downloads_are_attachments_with_plain_names(app, city, browse):
    browser = browse(city.watanabe)
    data = {"file-content": "present", "file-format": "csv", "file-csrf_token": browser.token()}
    answer = browser.client.post(
        "/intake/people/file", data={**data, "csrf_token": browser.token()}
    )
    said = answer.headers["Content-Disposition"]
    assert re.fullmatch(r"attachment; filename=[\w.\"-]+(; filename\*=UTF-8''[\w.%-]+)?", said), (
        said
    )
