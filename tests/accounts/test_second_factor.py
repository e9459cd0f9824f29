"""Codes of an authenticator and on paper: each opens once, and a reset does not go around them."""

import re
from datetime import UTC, timedelta
from html import unescape

import pytest
import time_machine

from secaudit.access.guard import COMMAND
from secaudit.accounts import actions, authenticator, credentials, second_factor
from secaudit.accounts.models import Account, RecoveryCode, Session
from secaudit.accounts.purposes import Purpose
from secaudit.accounts.views.factor import picture
from secaudit.calendar import clock
from secaudit.errors import Forbidden, Refused
from secaudit.organisation.actions import change_settings
from tests.accounts.people import (
    GOOD,
    SECRET,
    code,
    form_token,
    give_second_factor,
    send,
    sign_in,
)
from tests.page import Browser


def second(app, given, status=302):
    browser, _ = sign_in(app)
    return send(browser, "/sign-in/code", status=status, code=given)


def test_a_code_opens_once_and_older_ones_not_after_it(app, hanako):
    give_second_factor(hanako)
    newer, older = code(1), code()
    second(app, newer)
    second(app, newer, 200)
    second(app, older, 200)


@pytest.mark.parametrize(
    "steps, opens", [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_clocks_may_differ_by_one_step(app, steps, opens):
    at = clock.real_now()
    assert (second_factor.step_of(SECRET, code(steps), at) is not None) == opens


def test_the_code_of_the_set_up_does_not_open_as_well(app, hanako):
    give_second_factor(hanako)
    second(app, code(-1), 200)


def test_recovery_codes_open_once_and_are_kept_as_keyed_hashes(app, hanako):
    codes = give_second_factor(hanako)
    assert len(codes) == 8 and all(len(each.replace("-", "")) == 24 for each in codes)
    second(app, codes[0].upper().replace("-", " "))
    second(app, codes[0], 200)
    assert credentials.recovery_left(Account.get(person=hanako)) == 7
    assert not {row.code_hash for row in RecoveryCode.select()} & set(codes)


def test_a_recovery_code_is_of_one_person(app, city, hanako):
    codes = give_second_factor(hanako)
    assert not credentials.use_recovery(Account.get(person=city.tanaka), codes[0])


@pytest.mark.parametrize("odd", ["", " ", "１２３４５６", "12345é", "\u202e123456", "0" * 60])
def test_odd_codes_are_wrong_and_no_fault(app, hanako, odd):
    give_second_factor(hanako)
    second(app, odd, 200)


def test_full_width_digits_are_digits(app, hanako):
    give_second_factor(hanako)
    second(app, "".join(chr(ord(digit) + 0xFEE0) for digit in code()))


def test_a_new_password_does_not_go_around_the_second_factor(app, hanako):
    give_second_factor(hanako)
    now = clock.real_now()
    slip = actions.issue_code(hanako, Purpose.RESET, by=COMMAND, at=now, now=now)
    browser = Browser(app)
    answer = send(browser, "/sign-in/first", number="001234", code=slip, new_password=GOOD)
    assert answer.location == "/sign-in/code" and not Session.select().exists()


def test_a_new_password_ends_a_sign_in_half_way(app, hanako):
    give_second_factor(hanako)
    browser, _ = sign_in(app)
    now = clock.real_now()
    slip = actions.issue_code(hanako, Purpose.RESET, by=COMMAND, at=now, now=now)
    actions.use_code("001234", slip, "another teapot over the hills", "", at=now, now=now)
    browser.get("/sign-in/code", status=302)


def test_setting_up_and_switching_off_ask_for_the_password_first(app, hanako, browse):
    browser = browse(hanako)
    with time_machine.travel(clock.real_now() + timedelta(minutes=11)):
        assert browser.get("/account/second-factor", status=302).location == "/account/step-up"
        answer = browser.post("/account/second-factor/removal")
        assert answer.location == "/account/step-up"


def test_the_key_on_offer_stays_the_same_and_is_not_readable_in_the_session(app, hanako, browse):
    browser = browse(hanako)
    keys = {shown_key(browser.get("/account/second-factor").text) for _ in range(2)}
    assert len(keys) == 1
    assert keys.pop() not in str([row.data for row in Session.select()])


def shown_key(page):
    return page.split("otpauth://", 1)[1].split("secret=", 1)[1][:32]


def require_it(city):
    change_settings({"second_factor_required": True}, by=city.acting("nakamura"), at=clock.now())


def test_where_the_city_requires_it_trusted_roles_are_led_to_set_it_up(app, city, browse):
    require_it(city)
    watanabe = browse(city.watanabe)
    for page in ("/", "/people", "/account"):
        assert watanabe.get(page, status=302).location == "/account/second-factor"
    page = watanabe.get("/account/second-factor").text
    key = shown_key(page)
    data = {"csrf_token": form_token(page), "code": second_factor.pyotp.TOTP(key).at(aware())}
    watanabe.post("/account/second-factor", data, status=200)
    watanabe.get("/people")
    browse(city.hanako).get("/")


def aware():
    return clock.real_now().replace(tzinfo=UTC)


def test_an_administrator_switches_it_off_for_somebody_who_lost_it(app, city, hanako):
    give_second_factor(hanako)
    account = Account.get(person=hanako)
    with pytest.raises(Forbidden):
        authenticator.switch_off(account, by=city.acting("watanabe"), at=clock.now())
    authenticator.switch_off(account, by=city.acting("nakamura"), at=clock.now())
    assert sign_in(app)[1].location == "/"
    assert not RecoveryCode.select().exists() and not credentials.authenticator_key(account)


def test_a_clock_that_is_wrong_is_told_from_a_wrong_code(app, hanako):
    give_second_factor(hanako)
    assert "約2分ずれた" in second(app, code(-4), 200).text
    assert "約10分ずれた" in second(app, code(20), 200).text
    for neither in (code(-21), "000000"):
        assert "ずれた" not in second(app, neither, 200).text


def test_recovery_codes_are_made_anew_before_the_last_is_used(app, hanako):
    old = give_second_factor(hanako)
    second(app, old[0])
    browser, _ = sign_in(app)
    send(browser, "/sign-in/code", code=old[1])
    assert "復旧コードの残りは6個です" in browser.get("/account").text
    new = shown_codes(send(browser, "/account/recovery-codes", 200, of="/account").text)
    assert len(new) == 8 and not set(new) & set(old)
    assert "残りわずか" not in browser.get("/account").text
    second(app, old[2], 200)
    for each in new[:6]:
        second(app, each)
    browser, _ = sign_in(app)
    send(browser, "/sign-in/code", code=new[6])
    assert "残りわずか" in browser.get("/account").text


def shown_codes(page):
    return re.findall(r"<code>((?:[a-z0-9]{4}-){5}[a-z0-9]{4})</code>", page)


def test_recovery_codes_are_nobody_elses_to_make_and_need_a_second_factor(city, hanako):
    account = Account.get(person=hanako)
    for by in (city.acting("nakamura"), city.acting("hanako")):
        with pytest.raises(Refused):
            authenticator.new_recovery_codes(account, by=by, at=clock.now())


def test_the_key_is_typed_pasted_or_looked_at(app, hanako, browse):
    page = browse(hanako).get("/account/second-factor").text
    key = shown_key(page)
    assert second_factor.grouped(key) in page and 'role="img"' in page
    assert picture(shown_address(page)) in page


def shown_address(page):
    return unescape(re.search(r"otpauth://[^<\s]+", page)[0])
