"""Failures are counted, successes are not; nobody gets more tries by being many at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine

from secaudit import schema
from secaudit.access.guard import COMMAND
from secaudit.accounts import actions, limits, proofs
from secaudit.accounts.limits import MOST, Attempt, TooMany
from secaudit.accounts.models import Account, Failure, Session
from secaudit.accounts.purposes import Purpose
from secaudit.app import create_app
from secaudit.calendar import clock
from secaudit.database import db
from secaudit.errors import Invalid
from secaudit.journal.models import JournalEntry, JournalPayload
from secaudit.journal.verification import verify
from tests.accounts.people import GOOD, code, form_token, give_second_factor, send, sign_in
from tests.page import Browser


def tried(number="001234", address="10.0.0.7"):
    return Attempt(number, address, clock.now(), clock.real_now())


def fail(times, number="001234", address="10.0.0.7"):
    """The same as a wrong password, without the hashing."""
    for _ in range(times):
        with pytest.raises(Invalid), limits.heard(tried(number, address)):
            raise Invalid("wrong")


def count(key):
    row = Failure.get_or_none(Failure.key == key)
    return row.count if row else 0


def test_a_limit_says_when_to_come_back(app, hanako):
    fail(10)
    _, answer = sign_in(app, status=429)
    assert 0 < int(answer.headers["Retry-After"]) <= 300

    with time_machine.travel(clock.real_now() + timedelta(minutes=5, seconds=1)):
        sign_in(app)


def test_right_and_wrong_passwords_get_the_same_answer_during_a_limit(app, hanako):
    fail(10)
    fail(10, "999999")
    pages = [sign_in(app, password=GOOD, status=429), sign_in(app, password="x" * 9, status=429)]
    pages.append(sign_in(app, "999999", "x" * 9, status=429))
    texts = {answer.text.replace("999999", "001234") for _, answer in pages}
    assert len({without_tokens(text) for text in texts}) == 1


def without_tokens(text):
    return "\n".join(line for line in text.splitlines() if "csrf" not in line)


@pytest.mark.parametrize("way", ["address", "all"])
def test_an_address_and_the_whole_city_are_limited_too(app, hanako, way, monkeypatch):
    monkeypatch.setitem(MOST, "all", 60)
    for number in range(60):
        fail(
            1,
            f"9{number:05}",
            "10.0.0.7" if way == "address" and number < 50 else f"10.1.0.{number}",
        )
    with pytest.raises(TooMany), limits.heard(tried(address="10.0.0.7")):
        pass
    if way == "address":
        Failure.delete().where(Failure.key == "all").execute()
        with limits.heard(tried(address="10.0.0.8")):
            pass


def test_a_network_of_ipv6_addresses_counts_as_one(app, city):
    for number in range(50):
        fail(1, f"9{number:05}", f"2001:db8:1:2::{number + 1}")
    with pytest.raises(TooMany), limits.heard(tried(address="2001:db8:1:2:ffff::1")):
        pass


def test_of_fifty_at_once_no_more_than_the_limit_are_heard(app, city):
    heard = []

    def attempt(_):
        try:
            with limits.heard(tried()):
                heard.append(1)
                raise Invalid("wrong")
        except Invalid:
            return "heard"
        except TooMany:
            return "refused"
        finally:
            db.close()

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(attempt, range(50)))

    assert answers.count("heard") == len(heard) == MOST["account"]
    assert count("account:001234") == MOST["account"]


def test_a_restart_forgets_nothing(app, hanako):
    fail(10)
    db.close_all()
    again = create_app(
        app.instance_path, SECRET_KEY=app.secret_key, DATABASE_URL=app.config["DATABASE_URL"]
    )
    sign_in(again, status=429)


def test_the_right_password_gives_no_more_tries_for_the_second_factor(app, hanako):
    give_second_factor(hanako)
    for _ in range(10):
        browser, _ = sign_in(app)
        send(browser, "/sign-in/code", status=200, code="000000")
    _, answer = sign_in(app, status=429)
    assert answer.status_code == 429


def test_coming_in_ends_the_count(app, hanako):
    give_second_factor(hanako)
    fail(5)
    browser, _ = sign_in(app)
    assert count("account:001234") == 5
    send(browser, "/sign-in/code", code=code())
    assert count("account:001234") == 0


def lock(number="001234"):
    """A hundred failures in a row, over as long as it takes."""
    for hours in range(10):
        with time_machine.travel(clock.real_now() + timedelta(hours=hours)):
            fail(10, number)


def test_after_a_hundred_failures_only_an_administrator_opens_it(app, hanako, browse):
    inside = browse(hanako)
    lock()
    inside.get("/account")  # whoever is in stays in
    with time_machine.travel(clock.real_now() + timedelta(days=9)):
        _, answer = sign_in(app, status=429)
        assert "Retry-After" not in answer.headers
        actions.unlock(Account.get(person=hanako), by=COMMAND, at=clock.now())
        sign_in(app)


def test_numbers_that_nobody_has_are_locked_alike(app, hanako):
    lock("999999")
    lock()
    with time_machine.travel(clock.real_now() + timedelta(days=40)):
        limits.sweep(clock.real_now())
        _, known = sign_in(app, status=429)
        _, unknown = sign_in(app, "999999", status=429)
    assert without_tokens(known.text) == without_tokens(unknown.text).replace("999999", "001234")


def test_a_new_code_opens_a_locked_account(app, hanako):
    lock()
    now = clock.real_now()
    slip = actions.issue_code(hanako, Purpose.RESET, by=COMMAND, at=now, now=now)
    send(Browser(app), "/sign-in/first", number="001234", code=slip, new_password=GOOD)


def test_made_up_numbers_do_not_stay_for_ever(app, city):
    fail(1, "999999")
    with time_machine.travel(clock.real_now() + timedelta(days=31)):
        limits.sweep(clock.real_now())
    assert not Failure.select().exists()


def test_a_tripped_limit_is_one_entry(app, hanako):
    fail(9)
    assert not entries()
    with pytest.raises(Invalid):
        proofs.check_password(tried(), "wrong")
    sign_in(app, status=429)

    assert [each.obj for each in entries()] == ["limit:account"]
    body = JournalPayload.get_by_id(entries()[0].id).body
    assert (
        f'"person":{hanako.id}' in body
        and "10.0.0.7" in body
        and "10.0.0.7" not in entries()[0].bytes
    )
    assert verify(schema.JOURNALED).good


def entries():
    return list(JournalEntry.select().where(JournalEntry.act == "limit.tripped"))


@pytest.mark.parametrize("page", ["/account/password", "/account/step-up"])
def test_a_found_session_is_no_place_to_guess_passwords(app, hanako, browse, page):
    browser = browse(hanako)
    data = {"old_password": "wrong", "password": "wrong", "new_password": GOOD}
    data["csrf_token"] = form_token(browser.get(page).text)
    for _ in range(10):
        browser.post(page, data, status=200)
    browser.post(page, data, status=429)
    assert Session.select().count() == 1


def test_one_time_codes_are_counted_too(app, hanako):
    stranger = Browser(app)
    data = {"number": "001234", "code": "0000-0000-0000-0000", "new_password": GOOD}
    data["csrf_token"] = form_token(stranger.get("/sign-in/first").text)
    for _ in range(10):
        stranger.post("/sign-in/first", data, status=200)
    stranger.post("/sign-in/first", data, status=429)
