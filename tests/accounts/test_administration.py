from datetime import timedelta

import pytest
import time_machine

from secaudit.accounts import slips
from secaudit.accounts.actions import issue_first_codes
from secaudit.accounts.models import Account, OneTimeCode
from secaudit.calendar import clock
from secaudit.errors import Refused
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


def test_slips_for_everybody_as_one_pdf(app, city, browse, nakamura, monkeypatch):
    """In official order; the codes open once, and nothing but their hashes is kept."""
    page = nakamura.get("/accounts/slips")
    assert "佐藤　花子" in page.text and "職員番号" not in page.text
    drawn, real = [], slips.printed
    monkeypatch.setattr(slips, "printed", lambda *given: drawn.append(given) or real(*given))
    made = nakamura.post("/accounts/slips", {"whom": "new"}, status=200)
    assert made.data.startswith(b"%PDF") and made.headers["Cache-Control"] == "no-store"
    ((chosen, codes, *_rest),) = drawn
    places = [slip.office.name for slip in chosen if slip.office]
    assert places.index("情報政策課") < places.index("市民課") < places.index("税務課")
    assert city.nakamura.id not in codes, "nobody makes their own"
    with app.app_context():
        kept = {row.code_hash for row in OneTimeCode.select()}
        assert kept.isdisjoint(codes.values()) and len(codes) == len(set(codes.values()))
    assert "案内票" in nakamura.get("/accounts/slips").text
    assert "佐藤　花子" not in nakamura.get("/accounts/slips").text, "has a valid code"
    assert "佐藤　花子" in nakamura.get("/accounts/slips?whom=all").text

    hanako = Browser(app)
    token = form_token(hanako.get("/sign-in/first").text)
    data = {"number": "001234", "code": codes[city.hanako.id], "new_password": GOOD, "csrf_token": token}  # fmt: skip
    hanako.post("/sign-in/first", data)
    assert "佐藤　花子" in hanako.get("/account").text
    with app.app_context(), pytest.raises(Refused):
        issue_first_codes(codes, by=city.acting("nakamura"), at=clock.now(), now=clock.real_now())
    browse(city.watanabe).get("/accounts/slips", status=403)


def test_who_is_signed_in_is_seen_and_can_be_signed_out(city, browse):
    nakamura, hanako = browse(city.nakamura), browse(city.hanako)
    browse(city.hanako)  # a second browser
    page = nakamura.get("/signed-in").text
    assert "佐藤" in page and '<td class="num">2</td>' in page
    hanako.get("/signed-in", status=403)

    nakamura.post(f"/signed-in/{city.hanako.id}/end")
    hanako.get("/", status=302)
    page = nakamura.get("/signed-in").text
    assert city.hanako.number not in page and city.nakamura.number in page
