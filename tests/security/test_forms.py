"""Everything that may change something: not without the token, not from elsewhere, never a fault."""

import html
import re
from itertools import cycle
from urllib.parse import urlsplit

import pytest
from flask import session
from flask_wtf.csrf import generate_csrf

from secaudit import schema
from secaudit.access.matrix import ANYBODY, ROUTES
from secaudit.access.roles import Role
from secaudit.accounts.models import Session
from secaudit.journal.verification import verify
from tests.page import Browser
from tests.security.crawler import crawl, digest, holders, matched, unsafe

TABLES = [*schema.JOURNALED, Session]
QUIET = {"web.styleguide", "catalogue.framework"}  # no forms of their own
ENDS = {
    "accounts.sign_out",
    "accounts.end_sessions",
    "accounts.second_factor_removal",
    "rehearsal.begin",  # would copy the whole city
}
HUGE = str(10**30)
HOSTILE = {
    "a huge number": HUGE,
    "below zero": "-1",
    "no number": "１２ｘ",
    "turned round": "\u202ecod.exe\u200b\ufeff",
    "long": "長" * 9_000,
    "markup": "'\"><script>alert(1)</script>{{7*7}}${7*7}",
    "a formula": "=1+1",
    "lines": "a\r\nSet-Cookie: a=b\r\n\u2028",
    "a path": "../../../../etc/passwd",
    "nothing": "",
}


def answers(browser, app, **options):
    """(endpoint, status) of the same request to everything unsafe."""
    for method, address, endpoint in unsafe(app):
        answer = browser.client.open(address, method=method, **options)
        yield endpoint, answer.status_code


def entitled(app, city, browse):
    """For each unsafe route the browser of somebody to whom it opens."""
    people = {key: (city.acting(key), browse(person)) for key, person in city.people.items()}
    for method, address, endpoint in unsafe(app):
        deed = ROUTES[endpoint]
        opens = (b for actor, b in people.values() if deed == ANYBODY or actor.may(deed))
        yield method, address, endpoint, next(opens)


@pytest.mark.parametrize("wrong", ["none", "made up", "in the address", "in JSON", "another's"])
def test_without_the_token_nothing_is_heard(app, city, browse, wrong):
    token = browse(city.hanako).token()  # every browser of the tests has the same
    if wrong == "another's":
        token, wrong = signed("of another session", app), "sent"
    options = {
        "none": {},
        "made up": {"data": {"csrf_token": "x"}},
        "in the address": {"query_string": {"csrf_token": token}},
        "in JSON": {"json": {"csrf_token": token}},
        "sent": {"data": {"csrf_token": token}},
    }[wrong]
    routes = list(entitled(app, city, browse))
    before = digest(TABLES)
    for method, address, endpoint, browser in routes:
        answer = browser.client.open(address, method=method, **options)
        assert answer.status_code == 400, endpoint
    assert digest(TABLES) == before


def signed(token, app):
    """A form token as our server signs it, for a session that is not the sender's."""
    with app.test_request_context():
        session["csrf_token"] = token
        return generate_csrf()


def test_a_stranger_changes_nothing(app, city):
    before = digest(TABLES)
    for endpoint, status in answers(Browser(app), app):
        assert status == (400 if ROUTES[endpoint] == ANYBODY else 302), endpoint
    assert digest(TABLES) == before


ELSEWHERE = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1.evil.example"},
    {"Origin": "http://["},
]


def test_what_another_site_sends_is_refused_even_with_the_token(app, city, browse):
    browser, before = browse(city.nakamura), digest(TABLES)
    data = {"csrf_token": browser.token()}
    for number, (method, address, endpoint) in enumerate(unsafe(app)):
        for headers in (ELSEWHERE[0], ELSEWHERE[number % len(ELSEWHERE)]):
            answer = browser.client.open(address, method=method, data=data, headers=headers)
            assert answer.status_code == 403, (endpoint, headers)
    for headers in ELSEWHERE:
        browser.post("/language", {"language": "en"}, status=403, headers=headers)
    assert digest(TABLES) == before


def test_our_own_pages_are_heard(app, city, browse):
    for headers in (
        {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "http://127.0.0.1:8000"},
        {"Sec-Fetch-Site": "none"},
    ):
        browse(city.hanako).post("/language", {"language": "en"}, headers=headers)


def test_a_script_may_send_the_token_as_a_header(app, city, browse):
    browse(city.hanako).send_json("POST", "/account/alive", {})


@pytest.mark.parametrize(
    "body",
    [b"[]", b'"text"', b"null", b"7", b"{", b"", b"\xff", b'{"a": ' * 5000, b'{"a": NaN}',
     b'{"a": 1' + b"0" * 30 + b"}", b'{"a": "\\ud800"}', b'{"a": "\\u0000"}', b"[" * 100_000],
)  # fmt: skip
def test_json_of_another_shape_is_no_fault(app, city, browse, body):
    browser, before = browse(city.hanako), digest()
    headers = {"X-CSRFToken": browser.token(), "Accept": "application/json"}
    for address in ("/language", "/sign-in/first", "/account/password", "/account/alive"):
        answer = browser.client.post(
            address, data=body, headers=headers, content_type="application/json"
        )
        assert answer.status_code == 400 or body == b"", address
    assert digest() == before


def test_json_values_of_another_kind_are_no_fault(app, city, browse):
    browser, before = browse(city.hanako), digest()
    headers = {"X-CSRFToken": browser.token(), "Accept": "application/json"}
    names = (
        "number",
        "password",
        "code",
        "new_password",
        "old_password",
        "value",
        "reason",
        "words",
    )
    kinds = cycle([5, ["a"], {"a": "b"}, None, True])
    for method, address, endpoint in unsafe(app):
        if endpoint not in ENDS:
            sent = {name: next(kinds) for name in (*names, "version", "title", "on", "unit")}
            answer = browser.client.open(address, method=method, json=sent, headers=headers)
            assert answer.status_code < 500, (endpoint, sent)
    assert digest() == before


def test_bodies_of_other_kinds_are_no_fault(app, city, browse):
    browser = browse(city.hanako)
    headers = {"X-CSRFToken": browser.token()}
    kinds = cycle(
        ["text/plain", "multipart/form-data", "multipart/form-data; boundary=", "", "a/b"]
    )
    body = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n<!DOCTYPE a []>'
    for (method, address, endpoint), kind in zip(unsafe(app), kinds, strict=False):
        if endpoint not in ENDS:
            answer = browser.client.open(
                address, method=method, data=body, headers=headers, content_type=kind
            )
            assert answer.status_code < 500, (endpoint, kind)


def test_only_declared_methods(app, city, browse):
    browser, before = browse(city.nakamura), digest()
    data = {"csrf_token": browser.token()}
    adapter = app.url_map.bind("127.0.0.1")
    for _, address, endpoint in unsafe(app):
        allowed = set(adapter.allowed_methods(address))
        for method in {"PUT", "TRACE"} - allowed:
            answer = browser.client.open(address, method=method, data=data)
            assert answer.status_code in (403, 404, 405), (method, endpoint)
    assert digest() == before


def test_a_request_that_is_too_large_is_not_read(app, city, browse):
    browser = browse(city.hanako)
    body = {"csrf_token": browser.token(), "next": "x" * (3 * 1024 * 1024)}
    assert browser.client.post("/language", data=body).status_code == 413
    part = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n'
    answer = browser.client.post(
        "/language", data=part * 6000 + b"--x--", content_type="multipart/form-data; boundary=x"
    )
    assert answer.status_code == 413


def forms(pages):
    """(address, fields) of each form that posts, one of each route."""
    found = {}
    for page in pages:
        for action, inside in re.findall(
            r'<form[^>]*method="post"(?:[^>]*action="([^"]*)")?[^>]*>(.*?)</form>',
            page.text,
            re.DOTALL,
        ):
            address = html.unescape(action) or page.address
            found.setdefault(address, fields(inside))
    return found


def fields(inside):
    names = re.findall(r"<(input|select|textarea|button)\b([^>]*)>", inside)
    result = {}
    for _tag, attributes in names:
        at = dict(re.findall(r'([\w-]+)="([^"]*)"', attributes))
        if "name" in at and at.get("type") != "file":
            result.setdefault(html.unescape(at["name"]), html.unescape(at.get("value", "")))
    return result


KEPT = {"csrf_token", "version", "key"}  # so that what is wrong is the value, not the form


def rotations(typed, rounds=2):
    """Each field gets another hostile value in each round."""
    values = list(HOSTILE.values())
    for turn in range(rounds):
        wrong = {
            name: values[(number * 5 + turn * 3) % len(values)] for number, name in enumerate(typed)
        }
        yield {name: typed[name] if name in KEPT else value for name, value in wrong.items()}


def test_hostile_values_in_any_field_are_no_fault(shiomi):
    adapter, done = shiomi.url_map.bind("127.0.0.1"), set()
    for role in (Role.SECR, Role.AUDITLEAD, Role.MGR, Role.ADMIN):
        person = holders()[role]
        browser = Browser(shiomi, person)
        for address, typed in forms(crawl(shiomi, person, 1, QUIET)).items():
            endpoint = endpoint_of(adapter, address)
            if endpoint is None or endpoint in done | ENDS:
                continue
            done.add(endpoint)
            for data in rotations(typed):
                data["csrf_token"] = browser.token()
                answer = browser.client.post(address, data=data)
                assert answer.status_code < 500, (address, data)
    assert len(done) > 20
    assert verify(schema.JOURNALED).good


@pytest.mark.parametrize("unreadable", ["a\0b", "\x1b[31m", "\x7f", "\uffff"])
def test_what_cannot_be_read_is_refused_at_the_door(app, city, browse, unreadable):
    browser = browse(city.watanabe)
    browser.post("/language", {"language": "en", "next": unreadable}, status=400)
    browser.post("/language", {unreadable: "en"}, status=400)
    assert browser.client.get("/controls", query_string={"q": unreadable}).status_code == 400
    answer = browser.client.post(
        "/account/alive",
        json={"text": unreadable},
        headers={"X-CSRFToken": browser.token()},
    )
    assert answer.status_code == 400


def test_a_field_sent_twice_counts_once(app, city, browse):
    data = {"language": ["en", "ja"], "next": ["/account", "//evil.example"]}
    assert browse(city.hanako).post("/language", data).location == "/account"


def endpoint_of(adapter, address):
    try:
        return adapter.match(urlsplit(address).path, method="POST")[0]
    except Exception:  # noqa: BLE001 - a form that leads nowhere is another test's matter
        return None


@pytest.mark.parametrize("odd", [HUGE, "-1", "%ff%fe", "%0d%0aX:%20y"])
def test_odd_values_in_any_query_are_no_fault(app, city, browse, odd):
    browser = browse(city.kobayashi)
    names = (
        "page",
        "q",
        "period",
        "year",
        "unit",
        "sort",
        "format",
        "state",
        "next",
        "before",
        "severity",
    )
    query = "&".join(f"{name}={odd}" for name in names)
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and not rule.arguments:
            answer = browser.client.get(f"{rule.rule}?{query}")
            assert answer.status_code < 500, (rule.rule, odd)
            assert "X" not in answer.headers


def test_the_name_of_a_matched_page(app):
    """The crawler's own tool: an address leads to the route it should."""
    adapter = app.url_map.bind("127.0.0.1")
    assert matched(adapter, "/account?x=1") == "accounts.show"
    assert matched(adapter, "/nothing") is None
