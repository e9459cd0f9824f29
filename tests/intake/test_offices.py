"""1 April from the personnel system's file: what the preview says is what happens."""

from datetime import date

import pytest

from secaudit import schema
from secaudit.access.guard import COMMAND
from secaudit.calendar import clock
from secaudit.errors import Refused
from secaudit.intake import actions, tables
from secaudit.intake.plans import Outcome
from secaudit.journal.models import JournalEntry
from secaudit.journal.verification import verify
from secaudit.organisation.actions import change_unit, create_unit
from secaudit.organisation.kinds import Kind
from secaudit.organisation.models import System
from secaudit.organisation.reading import predecessors, tree
from secaudit.people.reading import actor_of
from secaudit.web.spreadsheets import as_csv, as_xlsx, read_table

APRIL = date(2027, 4, 1)
EVE = date(2027, 3, 31)
HEAD = "コード,名称,種別,上位コード,前身コード"
AS_IT_IS = [
    "0000,市長,執行機関,,",
    "0100,総務部,部,0000,",
    "0110,情報政策課,課,0100,",
    "0120,行政監査課,課,0100,",
    "0200,市民部,部,0000,",
    "0210,市民課,課,0200,",
    "0220,税務課,課,0200,",
]


def rows(*lines, encoding="utf-8", head=HEAD):
    return read_table("\r\n".join([head, *lines]).encode(encoding), "units.csv")


def but(**differing):
    """The present list with rows changed by code (None: left out), new ones at the end."""
    kept = [line for line in AS_IT_IS if line.split(",")[0] not in differing]
    return kept + [line for line in differing.values() if line]


def changed(code, line):
    """The present list with one row replaced in its place (None: left out)."""
    found = [line if each.startswith(code) else each for each in AS_IT_IS]
    return [each for each in found if each]


def preview(lines, complete=True, **options):
    return actions.preview_offices(rows(*lines, **options), APRIL, complete)


def bring_in(lines, complete=True):
    plan = preview(lines, complete)
    assert not plan.faults, plan.faults
    return actions.import_offices(
        rows(*lines), APRIL, complete, plan.digest(), by=COMMAND, at=clock.now()
    )


def outcomes(plan):
    return {line.code: set(line.outcomes) for line in plan.changes}


def said(plan):
    return [(fault.address, fault.message % fault.params) for fault in plan.faults]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("format", ["csv", "cp932", "xlsx"])
def test_the_list_as_it_is_changes_nothing(city, language, format):
    table = tables.offices(APRIL, language, filled=True)
    if format == "xlsx":
        file, name = as_xlsx([table], clock.now()), "units.xlsx"
    else:
        file, name = as_csv(table, "cp932" if format == "cp932" else "utf-8-sig"), "units.csv"
    plan = actions.preview_offices(read_table(file, name), APRIL, True)

    assert not plan.faults and not plan.changes and not plan.rows
    assert plan.counts() == {Outcome.UNCHANGED: 7}


def test_the_first_of_april(city):
    """市民課 is renamed, 税務課 and the new 収納課 are merged, a centre is opened."""
    create_unit(
        Kind.DEPARTMENT,
        "0230",
        "収納課",
        parent=city.citizens_bureau.id,
        on=EVE,
        by=COMMAND,
        at=clock.now(),
    )
    lines = [
        *AS_IT_IS[:5],
        "0210,市民窓口課,課,0200,",
        "0240,債権管理課,課,0200,0220・0230",
        "0900,東部支所,支所,0210,",
    ]
    plan = preview(lines)
    assert {Outcome.RENAMED} <= outcomes(plan)["0210"]
    assert outcomes(plan)["0240"] == {Outcome.NEW, Outcome.MERGED}
    assert outcomes(plan)["0900"] == {Outcome.NEW}
    assert outcomes(plan)["0220"] == {Outcome.MERGED}

    before = JournalEntry.select().count()
    bring_in(lines)

    now = {office.code: office for office in tree(APRIL)}
    assert now["0210"].id == city.citizens.id and now["0210"].name == "市民窓口課"
    assert "0220" not in now and tree(EVE)[city.tax.id].name == "税務課"
    assert city.tax.id in predecessors(now["0240"].id)
    assert actor_of(city.ito, APRIL).units("confirm sheets") == {now["0240"].id}
    assert now["0900"].parent == city.citizens.id
    assert JournalEntry.select().count() == before + 1
    assert verify(schema.JOURNALED).good

    again = preview(lines)
    assert not again.faults and not again.changes


def test_a_new_code_for_an_old_office(city):
    plan = preview(changed("0220", "0221,税務課,課,0200,0220"))
    assert outcomes(plan) == {"0221": {Outcome.RECODED}}

    bring_in(changed("0220", "0221,税務課,課,0200,0220"))
    assert tree(APRIL)[city.tax.id].code == "0221"


def test_a_move_to_another_bureau(city):
    bring_in(changed("0220", "0220,税務課,課,0100,"))

    assert tree(APRIL).bureau(city.tax.id).name == "総務部"


def test_one_office_becomes_two(city):
    lines = [*changed("0220", None), "0221,市民税課,課,0200,0220", "0222,資産税課,課,0200,0220"]
    plan = preview(lines)
    assert outcomes(plan)["0221"] == {Outcome.NEW, Outcome.SPLIT}

    bring_in(lines)
    assert {"市民税課", "資産税課"} <= {office.name for office in tree(APRIL)}


def test_a_vanished_office_with_people_is_asked_about(city):
    plan = preview(changed("0220", None))

    assert len(plan.faults) == 1
    assert "0220 税務課" in said(plan)[0][1] and not plan.rows


def test_a_part_of_the_list_leaves_the_rest_alone(city):
    lines = ["0230,環境課,課,0200,"]
    assert outcomes(preview(lines, complete=False)) == {"0230": {Outcome.NEW}}

    bring_in(lines, complete=False)
    assert [office.name for office in tree(APRIL)][-1] == "環境課"


@pytest.mark.parametrize(
    ("line", "address", "words"),
    [
        ("0210,二つ目,課,0200,", "A9", "row 7"),
        ("0 30,x,課,0200,", "A9", "Only letters"),
        ("0230,,課,0200,", "B9", "Fill this in"),
        ("0230,x,銀行,0200,", "C9", "銀行"),
        ("0230,x,,0200,", "C9", "needs its kind"),
        ("0230,x,課,0999,", "D9", "0999"),
        ("0230,x,課,,", "D9", "needs the office"),
        ("0230,x,課,0210,", "D9", "cannot belong"),
        ("0230,x,課,0200,0999", "E9", "0999"),
        ("0220,税務課,課,0200,0210", "A9", "row 8"),
        ("0230,長" + "い" * 130 + ",課,0200,", "B9", "120"),
        ("0230,渡〓課,課,0200,", "B9", "〓"),
        ("0230,渡?課,課,0200,", "B9", "?"),
    ],
)
def test_what_is_wrong_is_said_by_row_and_column(city, line, address, words):
    plan = preview([*AS_IT_IS, line])

    assert any(at == address and words in text for at, text in said(plan)), said(plan)
    assert not plan.rows


def test_leading_zeros_that_a_spreadsheet_took_are_noticed(city):
    plan = preview([line.removeprefix("0") if line[:4] != "0000" else line for line in AS_IT_IS])

    assert plan.faults and "leading zeros" in said(plan)[0][1]


def test_all_errors_at_once(city):
    plan = preview([*AS_IT_IS, ",,銀行,,", "0230,x,課,0999,", "x y,z,課,0200,"])

    assert {address for address, _ in said(plan)} == {"A9", "B9", "C9", "A11"}


@pytest.mark.parametrize(
    "file", [b"", b"\r\n", "名称\r\nx\r\n".encode(), "コード,名称\r\n".encode()]
)
def test_a_file_without_what_is_needed(city, file):
    plan = actions.preview_offices(read_table(file, "x.csv"), APRIL, True)

    assert plan.faults and not plan.rows


def test_headings_as_people_write_them(city):
    lines = [line.rsplit(",", 1)[0] + ",備考です" for line in AS_IT_IS]
    plan = preview(lines, head="ｺｰﾄﾞ, 課名 ,区分,PARENT_CODE,備考")

    assert not plan.faults and not plan.changes
    assert plan.ignored == ["備考"]


def test_shift_jis_with_the_characters_it_has(city):
    change_unit(city.tax.id, name="髙山税務課", on=EVE, by=COMMAND, at=clock.now())
    lines = changed("0220", "0220,髙山税務課,課,0200,")

    assert not preview(lines, encoding="cp932").changes


def test_a_change_in_between_stops_the_import(city):
    lines = changed("0220", "0220,税務一課,課,0200,")
    plan = preview(lines)
    change_unit(city.citizens.id, kana="シミンカ", on=EVE, by=COMMAND, at=clock.now())

    with pytest.raises(Refused):
        actions.import_offices(rows(*lines), APRIL, True, plan.digest(), by=COMMAND, at=clock.now())
    assert tree(APRIL)[city.tax.id].name == "税務課"


def test_systems_go_along(city):
    bring_in(changed("0210", None)[:-1] + ["0220,税務課,課,0200,0210"])

    assert System.get().owner == city.tax


def test_three_hundred_offices_take_few_statements(city, statements):
    lines = [*AS_IT_IS, *(f"1{n:03},第{n}課,課,0200," for n in range(300))]
    with statements() as heard:
        bring_in(lines)

    assert len(tree(APRIL)) == 307
    assert len(heard) <= 30


def test_a_list_without_the_body_above_says_which_row_to_add(app):
    plan = preview(["0100,総務部,部,,", "0110,情報政策課,課,0100,", "0200,市民部,部,,"])

    ((address, words),) = said(plan)
    assert address == "" and "執行機関" in words and "0000" in words


def test_bureaus_without_a_body_named_belong_to_the_only_one(app):
    bring_in(["0000,市長部局,執行機関,,", "0100,総務部,部,,", "0110,情報政策課,課,0100,"])
    now = {each.code: each for each in tree(APRIL)}
    assert now["0100"].parent == now["0000"].id and now["0110"].parent == now["0100"].id

    blank = preview([*AS_IT_IS[:1], "0100,総務部,部,,", "0110,情報政策課,課,,"])
    assert [address for address, _words in said(blank)] == ["D4"]


def test_a_town_has_departments_only(app):
    bring_in(["0000,町長部局,執行機関,,", "0110,総務課,課,,", "0120,税務課,課,,"])

    now = {each.code: each for each in tree(APRIL)}
    assert {now["0110"].parent, now["0120"].parent} == {now["0000"].id}
