"""1 April: offices are merged, split and abolished; people, systems and history go along."""

from datetime import date

import pytest

from secaudit import schema
from secaudit.access.guard import COMMAND
from secaudit.access.roles import Role
from secaudit.calendar import clock
from secaudit.errors import Forbidden, Invalid, Missing, Refused
from secaudit.journal.models import JournalEntry
from secaudit.journal.verification import verify
from secaudit.organisation.actions import create_unit
from secaudit.organisation.chart import Opening, Standing
from secaudit.organisation.kinds import Change, Kind
from secaudit.organisation.models import Succession, System
from secaudit.organisation.reading import predecessors, successors, tree
from secaudit.people import reorganisation
from secaudit.people.models import Assignment
from secaudit.people.reading import actor_of

APRIL = date(2027, 4, 1)
EVE = date(2027, 3, 31)


@pytest.fixture
def how():
    return {"on": APRIL, "by": COMMAND, "at": clock.now()}


def department(city, code, name):
    return Opening(Kind.DEPARTMENT, Standing(code=code, name=name, parent=city.citizens_bureau.id))


def test_two_departments_become_a_new_one(city, how):
    new = reorganisation.merge_units(
        [city.citizens.id, city.tax.id], department(city, "0250", "市民税務課"), **how
    )

    assert [o.name for o in tree(APRIL).answering()][-1] == "市民税務課"
    assert {city.citizens.id, city.tax.id} <= set(tree(EVE).offices)
    assert not {city.citizens.id, city.tax.id} & set(tree(APRIL).offices)
    assert predecessors(new.id) == {new.id, city.citizens.id, city.tax.id}
    assert "outsourcing" in tree(APRIL)[new.id].facts
    assert System.get().owner == new
    assert verify(schema.JOURNALED).good


def test_the_people_go_along_and_one_entry_tells_of_all(city, how):
    before = JournalEntry.select().count()
    reorganisation.merge_units([city.citizens.id], city.tax.id, **how)

    assert actor_of(city.hanako, EVE).units("answer") == {city.citizens.id}
    assert actor_of(city.hanako, APRIL).units("answer") == {city.tax.id}
    assert JournalEntry.select().count() == before + 1
    assert successors(city.citizens.id) == {city.citizens.id, city.tax.id}


def test_a_post_that_would_begin_later_begins_in_the_new_office(city, how):
    later = Assignment.create(
        person=city.mori, role=Role.STAFF, unit=city.tax, valid_from=date(2027, 5, 1)
    )
    reorganisation.merge_units([city.tax.id], city.citizens.id, **how)

    assert Assignment.get_by_id(later.id).unit == city.citizens


def test_what_lay_below_the_merged_lies_below_the_heir(city, how):
    branch = create_unit(Kind.BRANCH, "0291", "税務分室", parent=city.tax.id, **how)
    reorganisation.merge_units([city.tax.id], city.citizens.id, **how)

    assert tree(APRIL)[branch.id].parent == city.citizens.id


def test_merging_a_bureau_into_its_own_department_keeps_the_tree_whole(city, how):
    with pytest.raises(Invalid):  # a department cannot belong to a department
        reorganisation.merge_units([city.citizens_bureau.id], city.tax.id, **how)
    assert city.citizens_bureau.id in tree(APRIL).offices


def test_one_department_becomes_two(city, how):
    parts = [department(city, "0221", "市民税課"), department(city, "0222", "資産税課")]
    first, second = reorganisation.split_unit(city.tax.id, parts, posts_go_to=1, **how)

    assert predecessors(first.id) & predecessors(second.id) == {city.tax.id}
    assert actor_of(city.ito, APRIL).units("confirm sheets") == {second.id}
    assert tree(APRIL)[first.id].facts == tree(EVE)[city.tax.id].facts
    assert {row.change for row in Succession.select()} == {Change.SPLIT}


def test_a_part_leaves_and_the_department_stays(city, how):
    parts = [department(city, "0222", "資産税課")]
    reorganisation.split_unit(city.tax.id, parts, stays=True, **how)

    assert actor_of(city.ito, APRIL).units("confirm sheets") == {city.tax.id}
    with pytest.raises(Invalid):
        reorganisation.split_unit(city.citizens.id, parts, stays=False, **how)


def test_an_office_with_people_goes_only_to_somewhere(city, how):
    with pytest.raises(Invalid) as refused:
        reorganisation.abolish_unit(city.tax.id, **how)
    assert refused.value.field == "successor" and "山本" in str(refused.value)
    with pytest.raises(Invalid) as refused:
        reorganisation.abolish_unit(city.citizens_bureau.id, **how)
    assert refused.value.field == "successor"

    reorganisation.abolish_unit(city.tax.id, successor=city.citizens.id, **how)
    assert actor_of(city.ito, APRIL).units("answer") == {city.citizens.id}
    assert Succession.get().change == Change.ABOLISHED


def test_an_empty_office_may_go_without_a_trace_but_its_history(city, how):
    office = create_unit(
        Kind.DEPARTMENT,
        "0290",
        "臨時給付金課",
        parent=city.citizens_bureau.id,
        **(how | {"on": EVE}),
    )
    reorganisation.abolish_unit(office.id, **how)

    assert office.id in tree(EVE).offices and office.id not in tree(APRIL).offices
    assert Succession.get().successor is None


def test_who_does_not_exist_or_may_not(city, how):
    with pytest.raises(Missing):
        reorganisation.merge_units([10**9], city.tax.id, **how)
    with pytest.raises(Invalid):
        reorganisation.merge_units([city.tax.id], city.tax.id, **how)
    with pytest.raises(Invalid):
        reorganisation.abolish_unit(city.tax.id, successor=10**9, **how)
    with pytest.raises(Forbidden):
        reorganisation.abolish_unit(city.tax.id, **(how | {"by": city.acting("tanaka")}))
    create_unit(Kind.BRANCH, "0291", "税務分室", parent=city.tax.id, **how)
    with pytest.raises(Refused):
        parts = [department(city, "1", "一"), department(city, "2", "二")]
        reorganisation.split_unit(city.tax.id, parts, **how)
