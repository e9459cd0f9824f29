"""The secretariat keeps people and their posts on the pages."""

from datetime import date, timedelta

import pytest
import time_machine

from secaudit.access.guard import COMMAND
from secaudit.access.roles import Role
from secaudit.accounts.models import Account
from secaudit.calendar import clock
from secaudit.journal.models import JournalEntry
from secaudit.people.actions import add_person
from secaudit.people.models import Assignment, Person
from secaudit.people.reading import actor_of
from tests.directory.test_office_pages import HOSTILE
from tests.page import Browser

CODES = ("１２３", "\u202eevil")  # good numbers, once full width and what is unseen are gone
NEW = {"number": "008001", "name": "清水　薫", "kana": "シミズ　カオル", "language": "ja"}


@pytest.fixture
def watanabe(city, browse) -> Browser:
    return browse(city.watanabe)


def test_a_newcomer_with_an_account_and_a_post(city, watanabe):
    page = watanabe.post("/people/new", NEW).location
    person = Person.get(Person.number == "008001")
    assert Account.get(Account.person == person)
    watanabe.get(page)

    post = {"valid_from": "R8.10.1", "role": "CONTACT", "unit": city.tax.id, "title": "主事"}
    watanabe.post(f"/people/{person.id}/posts/new", post)
    assert actor_of(person, clock.today()).units("answer") == {city.tax.id}
    assert "税務課" in watanabe.get(page).text


@pytest.mark.parametrize("typed", ["ｼﾐｽﾞ", "しみず", "清水薫", "００８００１", "8001"])
def test_people_are_found_however_it_is_typed(city, watanabe, typed):
    add_person("008001", "清水　薫", kana="シミズ　カオル", by=COMMAND, at=clock.now())
    add_person("008002", "志田　茂", kana="シダ　シゲル", by=COMMAND, at=clock.now())
    page = watanabe.get("/people", query_string={"q": typed}).text

    assert "清水　薫" in page and "志田" not in page


def test_filters_by_office_and_role(city, watanabe):
    page = watanabe.get(f"/people?unit={city.tax.id}&role=MGR").text
    assert "伊藤　健" in page and "山本　恵" not in page
    for odd in HOSTILE:
        for name in ("q", "unit", "role", "page", "left"):
            watanabe.get("/people", query_string={name: odd})


@pytest.mark.parametrize("name", ["number", "name", "mail", "language", "kana", "name_en"])
def test_hostile_people(city, watanabe, name):
    before = JournalEntry.select().count()
    odd = [value for value in HOSTILE if name != "number" or value not in CODES]
    for value in odd:
        data = {**NEW, "number": "001234", name: value}
        page = watanabe.post("/people/new", data, status=200).text
        assert "<script>alert" not in page
    assert JournalEntry.select().count() == before


@pytest.mark.parametrize(
    "name", ["valid_from", "valid_to", "role", "unit", "system", "title", "acting_for"]
)
def test_hostile_posts(city, watanabe, name):
    before = Assignment.select().count()
    for value in HOSTILE:
        data = {"valid_from": "R8.10.1", "role": "MGR", "unit": "", name: value}
        watanabe.post(f"/people/{city.hanako.id}/posts/new", data, status=200)
    assert Assignment.select().count() == before


def test_a_role_needs_the_password_again(city, watanabe):
    with time_machine.travel(clock.real_now() + timedelta(minutes=15)):
        answer = watanabe.get(f"/people/{city.hanako.id}/posts/new", status=302)
        assert answer.location == "/account/step-up"


def test_nobody_gives_themselves_a_role(city, watanabe):
    data = {"valid_from": "R8.10.1", "role": "ADMIN"}
    page = watanabe.post(f"/people/{city.watanabe.id}/posts/new", data, status=200).text

    assert "error-summary" in page
    assert not actor_of(city.watanabe, clock.today()).roles & {Role.ADMIN}
    assert "posts/new" not in watanabe.get(f"/people/{city.watanabe.id}").text


def test_the_end_of_a_post_and_of_a_career(city, watanabe):
    post = Assignment.get(Assignment.person == city.hanako)
    watanabe.post(f"/people/posts/{post.id}/end", {"last": "R9.3.31", "seen": post.version})
    assert Assignment.get_by_id(post.id).valid_to == date(2027, 4, 1)
    assert "R9.3.31" in watanabe.get(f"/people/{city.hanako.id}").text

    watanabe.post(f"/people/{city.ito.id}/departure", {"last": "R9.3.31"})
    assert Person.get_by_id(city.ito.id).left_on == date(2027, 4, 1)
    watanabe.post(f"/people/{city.ito.id}/return")
    assert Person.get_by_id(city.ito.id).left_on is None


def test_a_stand_in_from_the_page(city, watanabe):
    head = Assignment.get(Assignment.person == city.tanaka)
    data = {
        "valid_from": "R8.10.22",
        "valid_to": "R8.10.30",
        "role": "STAFF",
        "acting_for": head.id,
    }
    watanabe.post(f"/people/{city.hanako.id}/posts/new", data)

    assert actor_of(city.hanako, date(2026, 10, 30)).may("confirm sheets", [city.citizens.id])
    assert not actor_of(city.hanako, date(2026, 10, 31)).may("confirm sheets")


def test_two_people_correct_the_same_person(city, watanabe):
    data = {"number": "001234", "name": "佐藤　華子", "language": "ja", "seen": "1"}
    watanabe.post(f"/people/{city.hanako.id}/edit", data)
    page = watanabe.post(
        f"/people/{city.hanako.id}/edit", {**data, "name": "佐藤　はな子"}, status=409
    ).text

    assert "佐藤　華子" in page and "佐藤　はな子" in page


def test_others_do_not_see_the_list(city, browse):
    browse(city.hanako).get("/people", status=403)
    browse(city.tanaka).get(f"/people/{city.hanako.id}", status=403)
