"""When something was last really done, and what counts; over plain values."""

from datetime import date

import pytest

from secaudit.activities.attendance import Known, read_people
from secaudit.activities.kinds import Kind
from secaudit.activities.rules import (
    Held,
    Plan,
    Seen,
    Taken,
    by_kind,
    check_held,
    check_plan,
    due_again,
    last_by_item,
)
from secaudit.catalogue.installed import current
from secaudit.errors import Invalid
from secaudit.metrics.exercises import reporting_rate
from secaudit.metrics.rate import NONE_TO_ASSESS
from secaudit.web.spreadsheets import Row

TODAY = date(2026, 10, 22)


def seen(id, kind, held=None, planned=date(2026, 5, 1), controls=()):
    return Seen(id, kind, f"第{id}回", controls or kind.usual.controls, planned, planned, held)


def test_a_plan_is_not_done_and_a_year_without_it_is_overdue():
    assert due_again(date(2024, 4, 1), 1) == due_again(date(2025, 3, 31), 1) == date(2026, 3, 31)
    found = by_kind(
        [
            seen(1, Kind.RESTORE, date(2025, 2, 3)),
            seen(2, Kind.RESTORE, planned=date(2026, 11, 5)),
            seen(3, Kind.INCIDENT, date(2026, 2, 3)),
            seen(4, Kind.INCIDENT, date(2025, 2, 3)),
        ]
    )
    restore, incident, mail = found[Kind.RESTORE], found[Kind.INCIDENT], found[Kind.MAIL]
    assert (restore.last.id, restore.next.id, restore.due) == (1, 2, date(2026, 3, 31))
    assert restore.is_overdue(TODAY) and not restore.is_overdue(date(2026, 3, 31))
    assert incident.last.id == 3 and not incident.is_overdue(TODAY)
    assert mail.last is None and mail.is_overdue(TODAY), "what was never done is overdue"


def test_what_is_evidence_for_an_item_follows_from_the_controls():
    items = {"INC-07": ("6",), "EDU-06": ("4",), "OPS-03": ("5",)}
    found = last_by_item(
        [
            seen(1, Kind.INCIDENT, date(2026, 9, 1), controls=("INC-07", "EDU-06")),
            seen(2, Kind.MAIL, date(2026, 8, 1)),
            seen(3, Kind.RESTORE),
            seen(4, Kind.STAFF, date(2025, 6, 1), controls=("OWN-01",)),
        ],
        items,
    )
    assert found["6"].id == found["4"].id == 1, "the newest"
    assert found["5"] is None, "planned only"
    assert found["7"] is None and "1" not in found, "nothing is expected for organisation"


def test_the_kinds_name_controls_and_items_of_the_catalogue(app):
    catalogue = current(app.config)
    laws = {each.id: set(each.mappings["law"]) for each in catalogue.controls}
    for kind in Kind:
        served = set().union(*(laws[control] for control in kind.usual.controls))
        assert served == set(kind.usual.items), kind


def test_of_nobody_there_is_no_rate():
    assert Taken().rate.text == Taken(3, 0, 3).rate.text == NONE_TO_ASSESS
    assert Taken(30, 26, 3).rate.text == "96.3%" and Taken(30, 26, 3).absent == 1
    assert reporting_rate(None, None).text == NONE_TO_ASSESS


@pytest.mark.parametrize(
    ("field", "plan"),
    [
        ("title", Plan(Kind.MAIL, " ", TODAY, owner="課長")),
        ("owner", Plan(Kind.MAIL, "訓練", TODAY)),
        ("until", Plan(Kind.MAIL, "訓練", TODAY, date(2026, 10, 1), owner="課長")),
        ("until", Plan(Kind.MAIL, "訓練", TODAY, date(2027, 4, 1), owner="課長")),
        ("planned_on", Plan(Kind.MAIL, "訓練", date(2028, 4, 1), owner="課長")),
        ("controls", Plan(Kind.MAIL, "訓練", TODAY, owner="課長", controls=("EDU-99",))),
        ("purpose", Plan(Kind.MAIL, "訓練", TODAY, owner="課長", purpose="あ" * 2001)),
    ],
)
def test_what_a_plan_needs(field, plan):
    with pytest.raises(Invalid) as refused:
        check_plan(plan, {"EDU-06"}, TODAY)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("field", "held"),
    [
        ("result", Held(TODAY, " ")),
        ("held_on", Held(date(2026, 10, 23), "行った")),
        ("held_on", Held(date(2026, 3, 31), "行った")),
        ("kept_at", Held(TODAY, "行った", evidence="写真")),
        ("mailed", Held(TODAY, "行った")),
        ("reported", Held(TODAY, "行った", mailed=10, opened=2, reported=11)),
    ],
)
def test_what_a_result_needs(field, held):
    with pytest.raises(Invalid) as refused:
        check_held(held, Kind.MAIL, 2026, TODAY)
    assert refused.value.field == field


def test_a_file_is_right_altogether_or_every_cell_that_is_not_is_named():
    known = Known({"210": 7, "220": 8}, {"001234": (1, "佐藤　花子")}, frozenset({7}), TODAY)
    head = Row(1, ("職員番号", "氏名", "所属コード", "受講状況", "受講日", "メモ"))
    rows = [
        Row(2, ("001234", "", "210", "〇", "R8.9.1", "")),
        Row(3, ("001235", "山田", "0210", "", "", "")),
        Row(4, ("001236", "川田", "0210", "育休", "", "")),
    ]
    wrong = [
        Row(5, ("001234", "", "0210", "○", "", "")),
        Row(6, ("009999", "", "0210", "○", "", "")),
        Row(7, ("001237", "森", "0220", "○", "", "")),
        Row(8, ("001238", "林", "0999", "たぶん", "2026-12-01", "")),
        Row(9, ("001239", "岡", "0210", "×", "2026-09-01", "")),
    ]
    right = read_people(
        [head, *rows], Known({"0210": 7, "210": 7}, known.people, known.concerned, TODAY)
    )
    assert not right.faults and right.ignored == ["メモ"]
    assert right.people[0].name == "佐藤　花子" and right.people[0].on == date(2026, 9, 1)
    assert (right.total.listed, right.total.attended, right.total.excused) == (3, 1, 1)

    found = read_people(
        [head, *rows[1:], rows[0], *wrong],
        Known({"0210": 7, "0220": 8, "210": 7}, known.people, known.concerned, TODAY),
    )
    assert [fault.address for fault in found.faults] == ["B6", "C7", "C8", "D8", "E8", "E9", "A5"]
    assert [f.address for f in read_people([Row(1, ("氏名",))], known).faults] == ["A1", "A1", "A1"]
