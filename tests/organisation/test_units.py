from datetime import date

import pytest

from secaudit import schema
from secaudit.access.guard import COMMAND
from secaudit.calendar import clock
from secaudit.errors import Conflict, Forbidden, Invalid, Missing
from secaudit.journal.models import JournalEntry
from secaudit.journal.verification import verify
from secaudit.organisation import actions
from secaudit.organisation.drafting import stamp
from secaudit.organisation.kinds import Kind
from secaudit.organisation.models import Unit
from secaudit.organisation.reading import tree

APRIL = date(2027, 4, 1)
EVE = date(2027, 3, 31)


def create(city, **values):
    values = {
        "kind": Kind.DEPARTMENT,
        "code": "0230",
        "name": "環境課",
        "parent": city.citizens_bureau.id,
        "on": APRIL,
        "by": COMMAND,
        "at": clock.now(),
    } | values
    return actions.create_unit(**values)


def change(unit, **values):
    return actions.change_unit(
        unit.id, **({"on": APRIL, "by": COMMAND, "at": clock.now()} | values)
    )


def names(on):
    return [office.name for office in tree(on)]


def test_a_department_opens_on_a_day_and_stands_last_in_its_bureau(city):
    unit = create(city)

    assert unit.id not in tree(EVE).offices
    assert names(APRIL)[-1] == "環境課"
    assert tree(APRIL).bureau(unit.id).name == "市民部"
    assert verify(schema.JOURNALED).good


def test_a_rename_keeps_the_office_and_what_it_was_called_before(city):
    change(city.citizens, name="市民窓口課", name_en="Citizen Services")

    assert tree(EVE)[city.citizens.id].name == "市民課"
    assert tree(APRIL)[city.citizens.id].name == "市民窓口課"
    assert tree(APRIL)[city.citizens.id].code == "0210"
    assert JournalEntry.select().where(JournalEntry.act == "unit.change").count() == 1


def test_a_slip_is_mended_on_the_same_day_without_another_version(city):
    change(city.citizens, name="市民窓ロ課")
    change(city.citizens, name="市民窓口課")

    assert tree(APRIL)[city.citizens.id].name == "市民窓口課"
    assert city.citizens.versions.count() == 2


def test_saving_what_is_there_already_writes_nothing(city):
    before = JournalEntry.select().count()
    change(city.citizens, name="市民課", code="0210")

    assert JournalEntry.select().count() == before


def test_a_move_takes_what_lies_below_along(city):
    change(city.citizens_bureau, parent=city.mayor.id, position=5)
    change(city.tax, parent=city.general.id)

    assert tree(APRIL).bureau(city.tax.id).name == "総務部"
    assert tree(EVE).bureau(city.tax.id).name == "市民部"
    assert names(APRIL).index("市民部") < names(APRIL).index("総務部")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"code": "0210"}, "code"),
        ({"code": ""}, "code"),
        ({"code": "02 3"}, "code"),
        ({"code": "<b>"}, "code"),
        ({"name": " 　"}, "name"),
        ({"name": "長" * 121}, "name"),
        ({"kana": "ア" * 161}, "kana"),
        ({"parent": None}, "parent"),
        ({"parent": 10**9}, "parent"),
        ({"position": -1}, "position"),
        ({"kind": Kind.BODY}, "parent"),
        ({"facts": ["'; drop"]}, "facts"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(city, values, field):
    with pytest.raises(Invalid) as refused:
        create(city, **values)

    assert refused.value.field == field
    assert len(tree(APRIL)) == 7


def test_a_code_may_be_used_again_once_it_is_free(city):
    change(city.citizens, code="0211")
    create(city, code="0210")

    assert verify(schema.JOURNALED).good


def test_a_code_that_is_promised_for_later_is_taken(city):
    change(city.citizens, code="0230")

    with pytest.raises(Invalid):
        create(city, on=date(2027, 1, 1))


def test_nothing_stands_under_itself(city):
    with pytest.raises(Invalid) as refused:
        change(city.general, parent=city.general.id)
    assert refused.value.field == "parent"

    branch = create(city, kind=Kind.BRANCH, code="0901", name="東出張所", parent=city.citizens.id)
    below = create(city, kind=Kind.BRANCH, code="0902", name="東分室", parent=branch.id)
    with pytest.raises(Invalid):
        change(branch, parent=below.id)


def test_before_it_existed_nothing_can_be_changed(city):
    with pytest.raises(Invalid):
        change(city.citizens, name="x", on=date(2020, 4, 1))
    with pytest.raises(Missing):
        actions.change_unit(10**9, on=APRIL, by=COMMAND, at=clock.now(), name="x")


def test_two_people_change_the_same_office(city):
    seen = stamp(city.citizens.id)
    change(city.citizens, name="市民窓口課", seen=seen)

    with pytest.raises(Conflict):
        change(city.citizens, kana="シミンカ", seen=seen)


def test_a_clerk_may_not(city):
    with pytest.raises(Forbidden):
        create(city, by=city.acting("hanako"))


def test_the_facts_of_a_department(city):
    actions.set_facts(city.tax.id, ["cloud", "my_number"], by=COMMAND, at=clock.now())

    assert Unit.get_by_id(city.tax.id).facts == ["cloud", "my_number"]
