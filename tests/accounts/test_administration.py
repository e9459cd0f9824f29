from datetime import timedelta

import pytest
import time_machine

from secaudit.accounts.models import Account
from secaudit.calendar import clock
from secaudit.journal.models import JournalEntry
from tests.accounts.test_sign_in import GOOD, form_token
from tests.page import Browser


@pytest.fixture
def nakamura(city, browse) -> Browser:
    return browse(city.nakamura)


def account(person) -> Account:
    return Account.get(Account.person == person)


def test_a_code_is_shown_once_and_lets_the_newcomer_in(app, city, nakamura):
    address = f"/accounts/{account(city.hanako).id}/codes"
    page = nakamura.post(address, status=200).text
    code = page.split("<code>")[1].split("</code>")[0]
    assert code not in nakamura.get(address).text

    hanako = Browser(app)
    token = form_token(hanako.get("/sign-in/first").text)
    data = {"number": "001234", "code": code, "new_password": GOOD, "csrf_token": token}
    hanako.post("/sign-in/first", data)
    assert "佐藤　花子" in hanako.get("/account").text
    assert city.hanako.name in nakamura.get("/accounts?q=佐藤").text


def test_the_password_is_asked_for_again_after_a_while(city, nakamura):
    address = f"/accounts/{account(city.hanako).id}/codes"
    with time_machine.travel(clock.real_now() + timedelta(minutes=15)):
        assert nakamura.get(address, status=302).location == "/account/step-up"
        assert nakamura.post(address).location == "/account/step-up"


def test_disabled_at_once_and_in_use_again(city, browse, nakamura):
    hanako = browse(city.hanako)
    address = f"/accounts/{account(city.hanako).id}/disabling"
    nakamura.post(address)
    hanako.get("/", status=302)
    assert account(city.hanako).disabled

    nakamura.post(address)
    assert not account(city.hanako).disabled
    acts = [entry.act for entry in JournalEntry.select()][-2:]
    assert acts == ["account.disabled", "account.enabled"]


def test_nobody_does_it_for_themselves(city, nakamura):
    own = account(city.nakamura).id
    nakamura.post(f"/accounts/{own}/codes", status=409)
    nakamura.post(f"/accounts/{own}/disabling", status=409)


def test_a_lost_second_factor_and_too_many_tries(city, nakamura):
    id = account(city.hanako).id
    nakamura.post(f"/accounts/{id}/second-factor")
    nakamura.post(f"/accounts/{id}/unlocking")
    assert not account(city.hanako).second_factor


def test_only_administrators(city, browse):
    for person in (city.watanabe, city.takahashi, city.hanako):
        browse(person).get("/accounts", status=403)
        browse(person).post(f"/accounts/{account(city.tax and city.mori).id}/codes", status=403)


def test_a_list_that_is_searched(city, nakamura):
    assert "髙橋" in nakamura.get("/accounts?q=髙橋").text
    assert "髙橋" not in nakamura.get("/accounts?q=ありえない").text
    for odd in ("-1", "0", "1" + "0" * 30, "１", "x"):
        nakamura.get("/accounts", query_string={"page": odd, "q": odd})
