"""The machine's clock is a year ahead for an hour, and put right again: nobody is shut out, nobody stays in."""

from datetime import UTC, timedelta

import time_machine

from secaudit.accounts import sessions
from secaudit.accounts.models import Session
from secaudit.accounts.signed_in import in_force
from secaudit.calendar import clock
from tests.accounts.people import code, give_second_factor, send, sign_in


def let_in(app, given=302):
    browser, _ = sign_in(app)
    send(browser, "/sign-in/code", status=given, code=code())
    return browser


def test_who_came_in_by_a_wrong_clock_comes_in_again_by_the_right_one(app, hanako):
    give_second_factor(hanako)
    ahead = clock.real_now().replace(tzinfo=UTC) + timedelta(days=365)
    with time_machine.travel(ahead, tick=True):
        early = let_in(app)
        early.get("/account")

    assert early.get("/account", status=302).location == "/sign-in", "it would last for a year"
    assert in_force(clock.real_now()) == []
    let_in(app).get("/account")
    let_in(app, given=200)  # the same code, once more


def test_the_night_takes_away_what_began_while_the_clock_was_ahead(app, hanako):
    with time_machine.travel(clock.real_now().replace(tzinfo=UTC) + timedelta(days=2), tick=True):
        sign_in(app)
    sign_in(app)

    sessions.sweep()

    assert Session.select().count() == 1


def test_a_small_step_back_ends_nothing(app, hanako):
    browser, _ = sign_in(app)
    with time_machine.travel(
        clock.real_now().replace(tzinfo=UTC) - timedelta(minutes=5), tick=True
    ):
        browser.get("/account")
