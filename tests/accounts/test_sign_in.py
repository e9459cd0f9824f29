from datetime import UTC, timedelta

import pyotp
import pytest
import time_machine

from secaudit import schema
from secaudit.access.guard import COMMAND
from secaudit.accounts import actions, authenticator, limits, passwords
from secaudit.accounts.models import Account, Session
from secaudit.accounts.purposes import Purpose
from secaudit.calendar import clock
from secaudit.journal.models import JournalEntry
from secaudit.journal.verification import verify
from secaudit.people.reading import actor_of
from tests.page import Browser

GOOD = "green teapot over the harbour"


@pytest.fixture
def hanako(city):
    """Hanako has used her slip and has a password."""
    give_password(city.hanako)
    return city.hanako


def give_password(person):
    now = clock.real_now()
    code = actions.issue_code(person, Purpose.FIRST, by=COMMAND, at=now, now=now)
    return actions.use_code(person.number, code, GOOD, "127.0.0.1", at=now, now=now)


def sign_in(app, number="001234", password=GOOD, status=302):
    stranger = Browser(app)
    token = form_token(stranger.get("/sign-in").text)
    data = {"number": number, "password": password, "csrf_token": token}
    return stranger, stranger.post("/sign-in", data, status=status)


def form_token(page):
    return page.split('name="csrf_token" value="', 1)[1].split('"')[0]


def test_a_stranger_is_asked_to_sign_in_and_led_back(app, hanako):
    stranger = Browser(app)
    assert stranger.get("/account?x=1", status=302).location == "/sign-in"
    token = form_token(stranger.get("/sign-in").text)
    data = {"number": "001234", "password": GOOD, "csrf_token": token}

    assert stranger.post("/sign-in", data).location == "/account?x=1"
    assert "佐藤　花子" in stranger.get("/account").text


def test_the_cookie_says_nothing_and_a_copy_dies_with_the_session(app, hanako):
    browser, response = sign_in(app)
    cookie = response.headers["Set-Cookie"]
    value = cookie.split("=", 1)[1].split(";")[0]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie
    assert value not in {row.token_hash for row in Session.select()}

    page = browser.get("/account")
    browser.post("/sign-out", {"csrf_token": form_token(page.text)})
    thief = Browser(app)
    thief.client.set_cookie("secaudit", value)
    thief.get("/account", status=302)


def test_one_answer_for_unknown_and_wrong(app, hanako):
    _, wrong = sign_in(app, password="x" * 20, status=200)
    _, unknown = sign_in(app, number="999999", password="x" * 20, status=200)

    def words(page, number):
        return [line for line in page.text.replace(number, "").splitlines() if "csrf" not in line]

    assert words(wrong, "001234") == words(unknown, "999999")


def test_the_eleventh_try_is_not_heard_even_with_the_right_password(app, hanako):
    for _ in range(10):
        sign_in(app, password="wrong again", status=200)

    _, response = sign_in(app, status=429)
    assert "分" in response.text or "minutes" in response.text

    with time_machine.travel(clock.real_now() + timedelta(minutes=6)):
        sign_in(app)


def test_successes_are_not_counted(app, hanako):
    for _ in range(12):
        sign_in(app)
    assert sum(row.count for row in limits.Failure.select()) == 0


def test_nobody_comes_in_on_a_fresh_city(app, city):
    sign_in(app, password="", status=200)
    sign_in(app, password="password", status=200)
    assert not Account.select().where(Account.password_set_at.is_null(False)).exists()


def test_a_slip_works_once_and_not_for_another_number(app, city):
    now = clock.real_now()
    code = actions.issue_code(city.hanako, Purpose.FIRST, by=COMMAND, at=now, now=now)
    for number in ("001001", "001234", "001234"):
        stranger = Browser(app)
        data = {"number": number, "code": code, "new_password": GOOD}
        data["csrf_token"] = form_token(stranger.get("/sign-in/first").text)
        used = number == "001234" and not Account.get(person=city.hanako).password_set_at
        stranger.post("/sign-in/first", data, status=302 if used else 200)


@pytest.mark.parametrize(
    "password", ["short", "password1234", "123456789012", "aaaaaaaaaaaaaa", "city-hall"]
)
def test_guessable_passwords_are_refused(password):
    with pytest.raises(passwords.Invalid):
        passwords.check_new(password, 12, ["city-hall"])


@pytest.mark.parametrize("password", [GOOD, "鯨と灯台と朝のパンと雨傘", "🐙🐳🦀🐟🐠🐡🦈🐬🦑🦐🦞🐚"])
def test_any_script_may_be_used(password):
    passwords.check_new(password, 12)
    assert passwords.matches(passwords.hash_of(password), password)


def test_nothing_of_a_long_password_is_cut_off():
    assert not passwords.matches(passwords.hash_of("長" * 72 + "a"), "長" * 72 + "b")


def test_full_width_digits_are_the_same_digits():
    assert passwords.matches(passwords.hash_of("teapot harbour 1234"), "teapot harbour １２３４")


def test_the_second_factor_opens_once_per_code(app, hanako):
    account = Account.get(person=hanako)
    secret, now = pyotp.random_base32(), clock.real_now()
    me = actor_of(hanako, clock.today())
    code = pyotp.TOTP(secret).at(now.replace(tzinfo=UTC) - timedelta(seconds=30))
    codes = authenticator.switch_on(account, secret, code, by=me, at=now, now=now)
    assert second(app, code, 200).status_code == 200
    code = pyotp.TOTP(secret).now()
    assert second(app, code).location == "/"
    assert second(app, code, 200).status_code == 200
    assert second(app, codes[0]).location == "/"
    assert second(app, codes[0], 200).status_code == 200


def second(app, code, status=302):
    browser, response = sign_in(app)
    assert response.location == "/sign-in/code"
    token = form_token(browser.get("/sign-in/code").text)
    return browser.post("/sign-in/code", {"code": code, "csrf_token": token}, status=status)


def test_a_session_ends_when_nobody_is_there(app, hanako):
    browser, _ = sign_in(app)
    with time_machine.travel(clock.real_now() + timedelta(minutes=59)):
        browser.get("/account")
    with time_machine.travel(clock.real_now() + timedelta(minutes=59 + 61)):
        browser.get("/account", status=302)


def test_a_session_ends_after_ten_hours_however_busy(app, hanako):
    browser, _ = sign_in(app)
    start = clock.real_now()
    for half_hours in range(1, 20):
        with time_machine.travel(start + timedelta(minutes=30 * half_hours)):
            browser.get("/account")
    with time_machine.travel(start + timedelta(hours=10, minutes=1)):
        browser.get("/account", status=302)


def test_disabling_and_leaving_end_at_the_next_click(app, city, hanako, browse):
    browser, _ = sign_in(app)
    actions.disable(Account.get(person=hanako), True, by=COMMAND, at=clock.now())
    browser.get("/account", status=302)


def test_a_new_password_ends_the_other_sessions(app, hanako):
    elsewhere, _ = sign_in(app)
    here, _ = sign_in(app)
    data = {"old_password": GOOD, "new_password": "another teapot over the hills"}
    data["csrf_token"] = form_token(here.get("/account/password").text)
    here.post("/account/password", data)

    here.get("/account")
    elsewhere.get("/account", status=302)


def test_trusted_roles_need_longer_passwords(app, city):
    now = clock.real_now()
    code = actions.issue_code(city.watanabe, Purpose.FIRST, by=COMMAND, at=now, now=now)
    with pytest.raises(passwords.Invalid):
        actions.use_code("004001", code, "teapot harbour", "127.0.0.1", at=now, now=now)


def test_signing_in_is_an_entry_and_single_failures_are_not(app, hanako):
    sign_in(app, password="wrong one", status=200)
    sign_in(app)

    assert [
        e.act for e in JournalEntry.select().where(JournalEntry.act.startswith("account.sign"))
    ] == ["account.sign_in"]
    assert verify(schema.JOURNALED).good


def test_without_a_token_nothing_changes(app, city, browse):
    browse(city.hanako).post("/account/sessions/end", {"csrf_token": ""}, status=400)
    browse(city.hanako).post(
        "/account/sessions/end", status=403, headers={"Sec-Fetch-Site": "cross-site"}
    )


@pytest.mark.parametrize(
    "then", ["//evil.example", "/\\evil.example", "https://evil.example", "/nothing"]
)
def test_nobody_is_led_to_another_place(app, city, browse, then):
    answer = browse(city.hanako).post("/language", {"language": "en", "next": then})
    assert answer.location == "/"


def test_another_host_name_is_not_ours(app):
    assert app.test_client().get("/sign-in", headers={"Host": "evil.example"}).status_code == 400


def test_people_see_what_happened_to_their_account(app, hanako):
    now = clock.real_now()
    actions.issue_code(hanako, Purpose.RESET, by=COMMAND, at=now, now=now)
    page = sign_in(app)[0].get("/account").text
    rows = page.split("アカウントの履歴")[-1].split("<tr>")[2:]
    assert ["システム管理者" in row for row in rows] == [False, True, False, True]
