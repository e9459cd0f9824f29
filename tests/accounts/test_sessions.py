"""A session is a row; the cookie only names it, and stops naming it when it should."""

from datetime import timedelta

import pytest
import time_machine

from secaudit.access.guard import COMMAND
from secaudit.accounts import actions, sessions
from secaudit.accounts.models import Account, Session
from secaudit.accounts.purposes import Purpose
from secaudit.calendar import clock
from secaudit.database import db
from secaudit.errors import Forbidden
from secaudit.journal.actions import record
from tests.accounts.people import GOOD, give_second_factor, send, sign_in
from tests.page import Browser


def cookie(browser):
    return browser.client.get_cookie("secaudit").value


def with_cookie(app, value):
    browser = Browser(app)
    browser.client.set_cookie("secaudit", value)
    return browser


def test_a_cookie_planted_before_signing_in_is_worth_nothing_after(app, hanako):
    browser = Browser(app)
    browser.get("/sign-in")
    planted = cookie(browser)
    send(browser, "/sign-in", number="001234", password=GOOD)

    assert cookie(browser) != planted
    with_cookie(app, planted).get("/account", status=302)


def test_the_form_token_changes_with_signing_in(app, hanako):
    browser = Browser(app)
    token = browser.get("/sign-in").text.split('csrf_token" value="', 1)[1].split('"')[0]
    send(browser, "/sign-in", number="001234", password=GOOD)
    browser.post("/account/alive", {"csrf_token": token}, status=400)


def test_the_password_once_more_gives_a_new_id(app, hanako):
    browser, _ = sign_in(app)
    copied = cookie(browser)
    with time_machine.travel(clock.real_now() + timedelta(minutes=11)):
        assert browser.get("/account/second-factor", status=302).location == "/account/step-up"
        answer = send(browser, "/account/step-up", password=GOOD)
        assert answer.location == "/account/second-factor"
        browser.get("/account/second-factor")
        with_cookie(app, copied).get("/account", status=302)
    assert Session.select().count() == 1


def test_signing_in_on_a_shared_computer_ends_the_session_before(app, city, hanako):
    browser, _ = sign_in(app)
    old = cookie(browser)
    now = clock.real_now()
    slip = actions.issue_code(city.tanaka, Purpose.FIRST, by=COMMAND, at=now, now=now)
    send(browser, "/sign-in/first", number="001001", code=slip, new_password=GOOD)
    with_cookie(app, old).get("/account", status=302)
    assert "田中" in browser.get("/account").text


@pytest.mark.parametrize(
    "value",
    [
        "s.",
        "s." + "x" * 50,
        "s." + "x" * 8000,
        "x" * 8000,
        "é",
        "s.é",
        "%00",
        '"',
        "..",
        "eyJ9.a.b",
        ".eJw.a.b",
    ],
)
def test_odd_cookies_are_no_session_and_no_fault(app, city, value):
    client, headers = app.test_client(use_cookies=False), {"Cookie": f"secaudit={value}"}
    assert client.get("/account", headers=headers).status_code == 302
    assert client.get("/sign-in", headers=headers).status_code == 200
    assert client.post("/sign-in", data={"number": "1"}, headers=headers).status_code == 400


def test_bytes_that_are_no_text_in_the_cookie(app, city):
    headers = {"Cookie": b"secaudit=s.\xff\xfe\x00\xed\xa0\x80".decode("latin-1")}
    assert app.test_client().get("/account", headers=headers).status_code == 302


def test_what_a_visitor_carries_cannot_become_a_session(app, city):
    """A signed cookie that names a row or a person is still only what a visitor carries."""
    signed = app.session_interface.signed.get_signing_serializer(app)
    for carried in ({"row": 1, "actor": city.hanako.id}, {"_user_id": "1"}, ["half"], "text", 7):
        with_cookie(app, signed.dumps(carried)).get("/account", status=302)


def test_last_seen_is_written_once_a_minute_at_most(app, hanako, browse):
    browser = browse(hanako)
    first = Session.get().seen_at
    with time_machine.travel(clock.real_now() + timedelta(seconds=50), tick=False):
        browser.get("/account")
    assert Session.get().seen_at == first
    with time_machine.travel(clock.real_now() + timedelta(seconds=61), tick=False):
        browser.get("/account")
    assert Session.get().seen_at > first


def test_an_administrator_ends_all_sessions_of_somebody(app, city, hanako, browse):
    browser = browse(hanako)
    actions.end_sessions(hanako.id, by=city.acting("nakamura"), at=clock.now())
    browser.get("/account", status=302)
    with pytest.raises(Forbidden):
        actions.end_sessions(hanako.id, by=city.acting("watanabe"), at=clock.now())


def test_whoever_leaves_is_out_on_that_day_and_not_before(app, city, hanako, browse):
    browser = browse(hanako)
    leave(hanako, clock.today() + timedelta(days=1))
    browser.get("/account")
    with time_machine.travel(clock.real_now() + timedelta(days=1)):
        row = Session.get()
        Session.update(seen_at=clock.real_now(), ends_at=clock.real_now() + timedelta(1)).execute()
        assert sessions.find("whatever") is None and row
        browser.get("/account", status=302)
        sign_in(app, status=200)


def leave(person, on):
    with db.atomic():
        person.left_on = on
        record(COMMAND, "test.leave", person, [person], at=clock.now())


def test_a_new_post_counts_at_the_next_click(app, city, browse):
    browser = browse(city.hanako)
    browser.get("/settings" if "settings.show" in app.view_functions else "/people", status=403)
    held = city.hanako.assignments.get()
    with db.atomic():
        held.role = "SECR"
        record(COMMAND, "test.promote", held, [held], at=clock.now())
    browser.get("/people")


def test_ended_sessions_are_swept(app, hanako, browse):
    browse(hanako)
    with time_machine.travel(clock.real_now() + timedelta(hours=11)):
        sign_in(app)
    assert Session.select().count() == 1


def test_a_disabled_account_cannot_finish_signing_in(app, hanako):
    give_second_factor(hanako)
    browser, _ = sign_in(app)
    actions.disable(Account.get(person=hanako), True, by=COMMAND, at=clock.now())
    browser.get("/sign-in/code", status=302)


def test_half_a_sign_in_opens_nothing_and_lasts_five_minutes(app, hanako):
    give_second_factor(hanako)
    browser, _ = sign_in(app)
    browser.get("/account", status=302)
    browser.get("/sign-in/code")
    with time_machine.travel(clock.real_now() + timedelta(minutes=6)):
        browser.get("/sign-in/code", status=302)


def test_a_long_address_does_not_make_the_cookie_too_large(app, hanako):
    browser = Browser(app)
    browser.get("/account?x=" + "a" * 6000, status=302)
    assert len(cookie(browser)) < 3000
    assert send(browser, "/sign-in", number="001234", password=GOOD).location == "/"


def test_signing_out_clears_what_the_browser_kept(app, hanako, browse):
    browser = browse(hanako)
    answer = browser.post("/sign-out")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "Max-Age=0" in answer.headers["Set-Cookie"] and not Session.select().exists()


def test_people_see_and_end_their_sessions(app, hanako):
    here, _ = sign_in(app)
    there, _ = sign_in(app)
    assert here.get("/account").text.count("<tr>") > 3
    send(here, "/account/sessions/end", of="/account")
    here.get("/account")
    there.get("/account", status=302)


def test_a_password_does_not_expire(app, hanako):
    with time_machine.travel(clock.real_now() + timedelta(days=1000)):
        sign_in(app)
