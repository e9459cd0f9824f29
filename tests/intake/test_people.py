"""Personnel changes of 1 April from a file."""

from datetime import date
from io import BytesIO

import pytest
from flask_babel import force_locale, gettext

from secaudit import schema
from secaudit.access.guard import COMMAND
from secaudit.access.roles import Role
from secaudit.accounts.models import Account
from secaudit.calendar import clock
from secaudit.errors import Forbidden, Invalid, Refused
from secaudit.intake import actions, tables
from secaudit.intake.people.wanted import read_role
from secaudit.intake.plans import Outcome
from secaudit.journal.models import JournalEntry
from secaudit.journal.verification import verify
from secaudit.people.actions import add_person, assign, change_person
from secaudit.people.models import Assignment, Person
from secaudit.people.reading import actor_of
from secaudit.web.spreadsheets import as_csv, as_xlsx, read_table

APRIL = date(2027, 4, 1)
EVE = date(2027, 3, 31)
HEAD = "職員番号,氏名,所属コード,役割,職名"


def rows(*lines, encoding="utf-8", head=HEAD):
    return read_table("\r\n".join([head, *lines]).encode(encoding), "people.csv")


def preview(*lines, complete=False, by=COMMAND, **options):
    return actions.preview_people(rows(*lines, **options), APRIL, complete, by)


def bring_in(*lines, complete=False, by=COMMAND):
    plan = preview(*lines, complete=complete, by=by)
    assert not plan.faults, plan.faults
    return actions.import_people(
        rows(*lines), APRIL, complete, plan.digest(), by=by, at=clock.now()
    )


def outcomes(plan):
    return {line.code: set(line.outcomes) for line in plan.changes}


def said(plan):
    return [(fault.address, fault.message % fault.params) for fault in plan.faults]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_the_list_as_it_is_changes_nothing(city, language, format):
    table = tables.people(APRIL, language, filled=True)
    file = as_csv(table) if format == "csv" else as_xlsx([table], clock.now())
    by = city.acting("watanabe")
    plan = actions.preview_people(read_table(file, f"people.{format}"), APRIL, True, by)

    assert not plan.faults and not plan.changes and not plan.rows
    assert plan.counts() == {Outcome.UNCHANGED: 14}


def test_new_transferred_and_promoted_people(city):
    lines = [
        "008001,清水　薫,0210,,主事",
        "001234,佐藤　花子,0220,CONTACT,主査",
        "002234,山本　恵,0220,推進員,課長補佐",
        "002001,伊藤　健,0220,課長,税務課長",
        "002001,伊藤　健,0210,MGR,市民課長事務取扱",
    ]
    plan = preview(*lines)
    assert outcomes(plan) == {
        "008001": {Outcome.NEW},
        "001234": {Outcome.TRANSFERRED},
        "002234": {Outcome.CHANGED},
        "002001": {Outcome.CHANGED},
    }
    before = JournalEntry.select().count()
    bring_in(*lines)

    assert JournalEntry.select().count() == before + 1
    newcomer = Person.get(Person.number == "008001")
    assert actor_of(newcomer, APRIL).roles == {Role.STAFF}
    assert Account.get(Account.person == newcomer).password_set_at is None
    assert actor_of(city.hanako, EVE).units("answer") == {city.citizens.id}
    assert actor_of(city.hanako, APRIL).units("answer") == {city.tax.id}
    assert actor_of(city.yamamoto, APRIL).post == "課長補佐"
    assert actor_of(city.ito, APRIL).units("confirm sheets") == {city.tax.id, city.citizens.id}
    assert verify(schema.JOURNALED).good
    assert not preview(*lines).changes


def test_a_role_is_read_as_the_screen_calls_it(app):
    """But for the administrator: many cities call the owner of a system so."""
    with app.test_request_context(), force_locale("ja"):
        said = {role: gettext(role.label) for role in Role}
    assert said.pop(Role.ADMIN) == "システム管理者"
    assert {role: read_role(label, "role") for role, label in said.items()} == {r: r for r in said}
    with pytest.raises(Invalid, match="SYSMGR"):
        read_role("システム管理者", "role")


def everybody(but=""):
    rows = tables.people(APRIL, "ja", filled=True).rows
    return [f"{r[0]},{r[1]},{r[5]},{r[6]},{r[7]}" for r in rows if r[0] != but]


def test_whoever_is_not_in_the_complete_list_has_left(city):
    plan = preview(*everybody(but="001234"), complete=True)
    assert outcomes(plan) == {"001234": {Outcome.LEFT}}
    assert not preview(*everybody(but="001234")).changes

    bring_in(*everybody(but="001234"), complete=True)
    assert Person.get_by_id(city.hanako.id).left_on == APRIL
    assert not actor_of(city.hanako, APRIL).posts

    bring_in("001234,佐藤　花子,0220,CONTACT,再任用")
    assert actor_of(Person.get_by_id(city.hanako.id), APRIL).posts


def test_a_stand_in_is_not_touched(city):
    head = Assignment.get(Assignment.person == city.tanaka)
    assign(
        city.hanako.id,
        Role.MGR,
        acting_for=head.id,
        valid_from=EVE,
        valid_to=date(2027, 5, 1),
        by=COMMAND,
        at=clock.now(),
    )

    assert not preview("001234,佐藤　花子,0210,CONTACT,主査").changes


@pytest.mark.parametrize(
    ("line", "address", "words"),
    [
        ("0081,清水　薫,0999,STAFF,", "C3", "0999"),
        ("0081,清水　薫,210,STAFF,", "C3", "leading zeros"),
        ("1234,佐藤　花子,0210,CONTACT,主査", "A3", "001234"),
        ("0081,,0210,STAFF,", "B3", "Fill this in"),
        ("0081,清水?薫,0210,STAFF,", "B3", "lost"),
        ("0081,清水　薫,0210,王様,", "D3", "王様"),
        ("0081,清水　薫,,MGR,", "C3", "needs an office"),
        ("0081,清水　薫,0210,SYSMGR,", "A3", "needs a system"),
        ("0081,清水　薫,0210,EXTERNAL,", "D3", "last day"),
        ("００１００１,田中　二郎,0210,STAFF,", "B3", "田中　一郎"),
        ("001001,田中　一郎,0210,MGR,", "A3", "Row 2"),
        ("<b>,x,0210,STAFF,", "A3", "Only letters"),
        ("0081,清水　薫,0210,STAFF," + "長" * 61, "E3", "60"),
    ],
)
def test_what_is_wrong_is_said_by_row_and_column(city, line, address, words):
    plan = preview("001001,田中　一郎,0210,MGR,市民課長", line)

    assert any(at == address and words in text for at, text in said(plan)), said(plan)
    assert not plan.rows


def test_nobody_gives_themselves_a_role(city):
    by = city.acting("watanabe")
    assert said(preview("004001,渡辺　直子,0110,ADMIN,主任", by=by))[0][0] == "D2"
    assert not preview("004001,渡辺　直子,0110,SECR,主任", by=by).faults

    plan = preview(*everybody(but="004001"), complete=True, by=by)
    assert any("You yourself" in words and "Add your row" in words for _, words in said(plan))


def test_the_first_list_is_read_in_by_somebody_who_is_not_in_it(app):
    at, first = clock.now(), add_person("001234", "清水　健", by=COMMAND, at=clock.now())
    assign(first.id, Role.ADMIN, valid_from=EVE, by=COMMAND, at=at)
    by = actor_of(first, APRIL)

    plan = bring_in("001,山田　太郎,,CISO,副市長", complete=True, by=by)

    assert outcomes(plan) == {"001": {Outcome.NEW}}
    assert actor_of(Person.get_by_id(first.id), APRIL).roles == {Role.ADMIN}
    assert "or leave the row out" in said(preview("001234,清水　健,,SECR,", by=by))[0][1]


def test_the_last_administrator_cannot_be_left_out(city):
    plan = preview(*everybody(but="006001"), complete=True)
    assert any("administrator" in words for _, words in said(plan))

    lines = [*everybody(but="006001"), "009001,新　任,0110,ADMIN,主事"]
    assert not preview(*lines, complete=True).faults


def test_system_owners(city):
    head = "number,name,role,system_code"
    plan = preview("004003,岡田　修,情報システム管理者,S01", head=head)
    assert not plan.faults
    assert preview("004003,岡田　修,,S01", head=head).faults
    assert preview("004003,岡田　修,SYSMGR,S99", head=head).faults


def test_cp932_has_its_own_characters_and_no_others(city):
    assert not preview("000001,髙橋　誠司,,CISO,副市長", encoding="cp932").changes
    change_person(city.hanako.id, name="𠮷田　花子", by=COMMAND, at=clock.now())
    file = as_csv(tables.people(APRIL, "ja", filled=True), "cp932")
    plan = actions.preview_people(read_table(file, "x.csv"), APRIL, False, COMMAND)

    assert any("〓" in words for _, words in said(plan)) and not plan.rows


def test_a_change_in_between_or_a_clerk_stops_it(city):
    line = "001234,佐藤　花子,0220,CONTACT,主査"
    plan = preview(line)
    with pytest.raises(Forbidden):
        actions.import_people(
            rows(line), APRIL, False, plan.digest(), by=city.acting("tanaka"), at=clock.now()
        )
    change_person(city.mori.id, kana="モリ", by=COMMAND, at=clock.now())
    with pytest.raises(Refused):
        actions.import_people(rows(line), APRIL, False, plan.digest(), by=COMMAND, at=clock.now())


def test_three_thousand_people_take_few_statements(city, statements):
    lines = [f"1{n:05},職員　{n}番,0210,STAFF,主事" for n in range(3000)]
    with statements() as heard:
        bring_in(*lines)

    assert Person.select().count() == 3014
    assert len(heard) <= 60


def test_todays_list_with_an_outside_auditor_is_read_in_after_the_engagement(city):
    engaged = {"valid_from": clock.today(), "valid_to": EVE}
    assign(city.tanaka.id, Role.EXTERNAL, **engaged, by=COMMAND, at=clock.now())
    table = tables.people(clock.today(), "ja", filled=True)
    file = read_table(as_csv(table), "people.csv")
    assert "EXTERNAL" in as_csv(table).decode()
    plan = actions.preview_people(file, APRIL, True, city.acting("watanabe"))
    assert not plan.faults and not any(row.role == Role.EXTERNAL for row in plan.rows), said(plan)


def test_a_post_that_ends_is_told_from_one_that_begins(city, browse):
    nakamura, file = (
        browse(city.nakamura),
        f"{HEAD}\r\n001234,佐藤\u3000花子,0220,CONTACT,主査",
    )
    sent = {"on": "R9.4.1", "file": (BytesIO(file.encode()), "people.csv")}
    page = nakamura.post("/intake/people", sent, status=200).text
    assert "主査 推進員 → なし" in page and "→ 税務課 主査 推進員" in page
