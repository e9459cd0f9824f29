from datetime import date

import pytest

from secaudit import schema
from secaudit.access.guard import COMMAND
from secaudit.access.roles import Role
from secaudit.calendar import clock
from secaudit.errors import Conflict, Forbidden, Invalid, Missing, Refused
from secaudit.journal.models import JournalEntry
from secaudit.journal.verification import verify
from secaudit.organisation.models import System
from secaudit.people import actions
from secaudit.people.models import Assignment, Person
from secaudit.people.reading import actor_of, holders

APRIL = date(2027, 4, 1)
EVE = date(2027, 3, 31)
TODAY = date(2026, 10, 22)


def assign(person, role, by=COMMAND, **values):
    return actions.assign(
        person.id, role, **({"valid_from": TODAY, "by": by, "at": clock.now()} | values)
    )


def post_of(person):
    return Assignment.get(Assignment.person == person)


def test_a_newcomer_gets_a_post_and_can_work(city):
    person = actions.add_person("００８００１", "清水　薫", by=COMMAND, at=clock.now())
    assign(person, Role.CONTACT, unit=city.tax.id, title="主事")

    assert person.number == "008001"
    assert actor_of(person, TODAY).units("answer") == {city.tax.id}
    assert verify(schema.JOURNALED).good


def test_a_number_belongs_to_one_person(city):
    with pytest.raises(Invalid) as refused:
        actions.add_person("001234", "別　人", by=COMMAND, at=clock.now())
    assert refused.value.field == "number"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"number": "<script>"}, "number"),
        ({"number": "1" * 21}, "number"),
        ({"name": "　"}, "name"),
        ({"name": "名" * 81}, "name"),
        ({"mail": "nobody"}, "mail"),
        ({"mail": 'a"@b,c'}, "mail"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(city, values, field):
    with pytest.raises(Invalid) as refused:
        actions.add_person(**({"number": "9", "name": "x"} | values), by=COMMAND, at=clock.now())
    assert refused.value.field == field


def test_two_people_correct_the_same_person(city):
    actions.change_person(city.hanako.id, name="佐藤　華子", by=COMMAND, at=clock.now(), version=1)

    with pytest.raises(Conflict) as refused:
        actions.change_person(
            city.hanako.id, name="佐藤　はな子", by=COMMAND, at=clock.now(), version=1
        )
    assert refused.value.theirs == {"name": "佐藤　華子"}


def test_nobody_gives_themselves_a_role(city):
    nakamura = city.acting("nakamura")

    with pytest.raises(Refused):
        assign(city.nakamura, Role.SECR, by=nakamura)
    with pytest.raises(Refused):
        actions.end_assignment(post_of(city.nakamura).id, TODAY, by=nakamura, at=clock.now())
    with pytest.raises(Refused):
        actions.leave(city.nakamura.id, TODAY, by=nakamura, at=clock.now())
    with pytest.raises(Forbidden):
        assign(city.hanako, Role.SECR, by=city.acting("tanaka"))


@pytest.mark.parametrize(
    ("role", "values", "field"),
    [
        (Role.MGR, {}, "unit"),
        (Role.STAFF, {"unit": 10**9}, "unit"),
        (Role.SYSMGR, {}, "system"),
        (Role.SYSMGR, {"system": 10**9}, "system"),
        (Role.SECR, {"system": 1}, "system"),
        (Role.SECR, {"valid_to": TODAY}, "valid_to"),
        (Role.EXTERNAL, {}, "valid_to"),
        (Role.CONTACT, {"unit": 6}, "role"),
    ],
)
def test_a_role_is_held_where_it_belongs(city, role, values, field):
    with pytest.raises(Invalid) as refused:
        assign(city.hanako, role, **values)
    assert refused.value.field == field


def test_concurrent_posts_and_their_end(city):
    assign(city.hanako, Role.CONTACT, unit=city.tax.id, valid_to=APRIL)

    assert len(actor_of(city.hanako, EVE).posts) == 2
    assert len(actor_of(city.hanako, APRIL).posts) == 1


def test_a_deputy_acts_for_the_head_while_she_is_away(city):
    head = post_of(city.tanaka)
    with pytest.raises(Invalid):
        assign(city.hanako, Role.STAFF, acting_for=head.id)
    deputy = assign(city.hanako, Role.STAFF, acting_for=head.id, valid_to=date(2026, 11, 1))

    actor = actor_of(city.hanako, TODAY)
    assert deputy.role == Role.MGR and actor.may("confirm sheets", [city.citizens.id])
    assert actor.acting_for == f"assignment:{head.id}"
    assert not actor_of(city.hanako, date(2026, 11, 1)).may("confirm sheets")


def test_nobody_stands_in_for_themselves_or_for_a_stand_in(city):
    head = post_of(city.tanaka)
    until = {"valid_to": date(2026, 11, 1)}
    deputy = assign(city.hanako, Role.MGR, acting_for=head.id, **until)

    with pytest.raises(Invalid):
        assign(city.tanaka, Role.MGR, acting_for=head.id, **until)
    with pytest.raises(Invalid):
        assign(city.ito, Role.MGR, acting_for=deputy.id, **until)
    with pytest.raises(Missing):
        assign(city.ito, Role.MGR, acting_for=10**9, **until)


def test_whoever_leaves_holds_nothing_any_more(city):
    actions.leave(city.hanako.id, APRIL, by=COMMAND, at=clock.now())

    assert actor_of(city.hanako, EVE).posts and not actor_of(city.hanako, APRIL).posts
    with pytest.raises(Invalid):
        actions.leave(city.hanako.id, APRIL, by=COMMAND, at=clock.now())
    with pytest.raises(Invalid):
        assign(city.hanako, Role.STAFF, unit=city.tax.id, valid_from=APRIL)

    actions.come_back(city.hanako.id, by=COMMAND, at=clock.now())
    assert Person.get_by_id(city.hanako.id).left_on is None


def test_the_last_administrator_stays(city):
    with pytest.raises(Refused):
        actions.leave(city.nakamura.id, APRIL, by=COMMAND, at=clock.now())
    assign(city.okada, Role.ADMIN)

    actions.leave(city.nakamura.id, APRIL, by=COMMAND, at=clock.now())
    assert holders(Role.ADMIN, APRIL) == [city.okada]


def test_the_owner_of_a_system(city):
    system = System.get()
    assign(city.okada, Role.SYSMGR, system=system.id)

    assert actor_of(city.okada, TODAY).posts[-1].system == system.id
    assert JournalEntry.select().where(JournalEntry.act == "post.assign").count() == 1
