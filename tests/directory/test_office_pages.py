"""The secretariat keeps the offices on the pages."""

from datetime import date

import pytest

from secaudit.access.guard import COMMAND
from secaudit.calendar import clock
from secaudit.journal.models import JournalEntry
from secaudit.organisation.actions import change_unit
from secaudit.organisation.models import System, Unit
from secaudit.organisation.reading import tree
from tests.page import Browser

APRIL = date(2027, 4, 1)
HOSTILE = [
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "\u202eevil",
    "１２３",
    "-1",
    "1" + "0" * 30,
    "長" * 5000,
    "{{7*7}}",
    "%(name)s %s",
    "髙𠮷",
]
NEW = {"on": "R9.4.1", "kind": "department", "code": "0230", "name": "環境課", "answers": "y"}


@pytest.fixture
def watanabe(city, browse) -> Browser:
    return browse(city.watanabe)


def entries() -> int:
    return JournalEntry.select().count()


def test_the_tree_stands_in_official_order_on_any_day(city, watanabe):
    change_unit(city.citizens.id, name="市民窓口課", on=APRIL, by=COMMAND, at=clock.now())

    today = watanabe.get("/organisation").text
    assert today.index("総務部") < today.index("情報政策課") < today.index("市民部")
    assert "市民窓口課" not in today
    for typed in ("R9.4.1", "令和９年４月１日", "2027/4/1"):
        assert "市民窓口課" in watanabe.get(f"/organisation?on={typed}").text


def test_a_day_that_cannot_be_read_is_said_at_its_field(city, watanabe):
    for typed in ["9.4.1", "31.2.2027", *HOSTILE]:
        page = watanabe.get("/organisation", query_string={"on": typed})
        assert "on-error" in page.text and "市民課" in page.text


def test_everybody_may_look_and_only_the_secretariat_changes(city, browse):
    hanako = browse(city.hanako)
    page = hanako.get(f"/organisation/{city.citizens.id}").text

    assert "田中　一郎" in page and "住民記録システム" in page
    assert "/edit" not in page
    hanako.get("/organisation/new", status=403)
    hanako.post(f"/organisation/{city.tax.id}/closure", {"on": "R9.4.1"}, status=403)


def test_a_new_department(city, watanabe):
    answer = watanabe.post("/organisation/new", {**NEW, "parent": city.citizens_bureau.id})

    assert "環境課" in watanabe.get(answer.location).text
    assert [office.name for office in tree(APRIL)][-1] == "環境課"


@pytest.mark.parametrize("name", [*NEW, "name_en", "kana", "short_name", "parent", "position"])
def test_hostile_values_are_answered_at_the_field_and_change_nothing(city, watanabe, name):
    before, offices = entries(), Unit.select().count()
    for value in HOSTILE:
        data = {**NEW, "parent": "", name: value}
        watanabe.post("/organisation/new", data, status=200)

    assert (entries(), Unit.select().count()) == (before, offices)


def test_a_rename_with_its_day_and_reason(city, watanabe):
    page = watanabe.get(f"/organisation/{city.citizens.id}/edit").text
    seen = page.split('name="seen"')[1].split('value="')[1].split('"')[0]
    data = {
        "on": "R9.4.1",
        "kind": "department",
        "code": "0210",
        "name": "市民窓口課",
        "parent": city.citizens_bureau.id,
        "position": "６０",
        "answers": "y",
        "reason": "組織条例の改正",
        "seen": seen,
    }
    watanabe.post(f"/organisation/{city.citizens.id}/edit", data)

    assert tree(APRIL)[city.citizens.id].name == "市民窓口課"
    history = watanabe.get(f"/organisation/{city.citizens.id}?on=R9.4.1").text
    assert "市民課" in history and "R9.4.1" in history
    data["name"] = "別の課"
    page = watanabe.post(f"/organisation/{city.citizens.id}/edit", data, status=409).text
    assert "別の課" in page


def test_two_departments_merge_on_the_page(city, watanabe):
    data = {"on": "R9.4.1", "ids": [city.citizens.id], "code": "0250", "name": "市民税務課"}
    answer = watanabe.post(f"/organisation/{city.tax.id}/merger", data)

    page = watanabe.get(answer.location).text
    assert "市民税務課" in page and "山本　恵" in page and "税務課" in page
    gone = watanabe.get(f"/organisation/{city.tax.id}?on=R9.4.2").text
    assert "市民税務課" in gone


def test_a_merger_without_a_name_is_sent_back(city, watanabe):
    data = {"on": "R9.4.1", "ids": [city.citizens.id]}
    watanabe.post(f"/organisation/{city.tax.id}/merger", data, status=200)
    watanabe.post(f"/organisation/{city.tax.id}/merger", {**data, "ids": ["x"]}, status=200)
    assert city.tax.id in tree(APRIL).offices


def test_abolishing_asks_where_the_people_go(city, watanabe):
    address = f"/organisation/{city.tax.id}/closure"
    assert "successor-error" in watanabe.post(address, {"on": "R9.4.1"}, status=200).text

    watanabe.post(address, {"on": "R9.4.1", "successor": city.citizens.id})
    assert city.tax.id not in tree(APRIL).offices


def test_a_split_in_two(city, watanabe):
    data = {
        "on": "R9.4.1",
        "code": "0221",
        "name": "市民税課",
        "second_code": "0222",
        "second_name": "資産税課",
    }
    watanabe.post(f"/organisation/{city.tax.id}/split", data)
    assert {"市民税課", "資産税課"} <= {office.name for office in tree(APRIL)}


def test_what_holds_for_a_department(city, watanabe):
    address = f"/organisation/{city.tax.id}/facts"
    page = watanabe.get(address).text
    seen = page.split('name="seen"')[1].split('value="')[1].split('"')[0]
    watanabe.post(address, {"facts": ["my_number", "cloud"], "seen": seen})

    assert Unit.get_by_id(city.tax.id).facts == ["cloud", "my_number"]
    watanabe.post(address, {"facts": ["nonsense"], "seen": seen}, status=200)


def test_systems_and_their_owners(city, watanabe):
    new = {"on": "R8.10.1", "code": "S02", "name": "税システム", "owner": city.tax.id}
    watanabe.post("/systems/new", new)
    assert "税システム" in watanabe.get("/systems").text
    assert "code-error" in watanabe.post("/systems/new", new, status=200).text

    system = System.get(System.code == "S02")
    change = {**new, "owner": city.citizens.id, "seen": system.version}
    watanabe.post(f"/systems/{system.id}/edit", change)
    watanabe.post(f"/systems/{system.id}/edit", {**change, "name": "x"}, status=409)
    watanabe.post(f"/systems/{system.id}/closure", {"on": "R9.4.1", "seen": system.version + 1})
    assert System.get(System.code == "S02").closed_on == APRIL


@pytest.mark.parametrize("name", ["on", "code", "name", "name_en", "owner", "facts"])
def test_hostile_systems(city, watanabe, name):
    before = entries()
    for value in HOSTILE:
        data = {"on": "x", "code": "S02", "name": "n", "owner": city.tax.id, name: value}
        watanabe.post("/systems/new", data, status=200)
    assert entries() == before
