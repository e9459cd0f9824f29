from datetime import date

import pytest

from secaudit import schema
from secaudit.access.guard import COMMAND
from secaudit.calendar import clock
from secaudit.database import db
from secaudit.errors import Conflict
from secaudit.journal.actions import record
from secaudit.journal.models import JournalEntry
from secaudit.journal.verification import verify
from secaudit.people.models import Person


def faults():
    return [str(fault) for fault in verify(schema.JOURNALED).faults]


def rename(person, name):
    with db.atomic():
        person.name = name
        record(COMMAND, "person.rename", person, [person], at=clock.now())


def test_a_city_that_nobody_touched_is_whole(city):
    verdict = verify(schema.JOURNALED)

    assert verdict.good and verdict.size > 2 and verdict.rows > 20


def test_two_people_who_change_the_same_row(city):
    first, second = Person.get_by_id(city.hanako.id), Person.get_by_id(city.hanako.id)
    rename(first, "佐藤　華子")

    with pytest.raises(Conflict):
        rename(second, "佐藤　はな子")

    assert Person.get_by_id(city.hanako.id).name == "佐藤　華子"
    assert faults() == []


def test_a_row_changed_with_another_tool_is_named(city):
    db.execute_sql("UPDATE person SET left_on = '2026-01-01' WHERE number = '001234'")

    assert any(f"person:{city.hanako.id} differs from entry" in fault for fault in faults())


def test_a_row_added_or_removed_with_another_tool_is_named(city):
    db.execute_sql("INSERT INTO setting (version, entry, key, value) VALUES (1, 0, 'preset', '1')")
    assert any("stands in the tables but in no entry" in fault for fault in faults())

    db.execute_sql("DELETE FROM account")
    assert any("was removed behind the journal's back" in fault for fault in faults())


def without_guard():
    if db.obj.__class__.__name__.endswith("SqliteDatabase"):
        for word in ("update", "delete"):
            db.execute_sql(f"DROP TRIGGER journal_entry_no_{word}")
    else:
        db.execute_sql("ALTER TABLE journal_entry DISABLE TRIGGER ALL")


def test_entries_cannot_be_touched_by_accident(city):
    with pytest.raises(Exception, match="append-only"), db.atomic():
        JournalEntry.update(actor="person:1").execute()


def test_an_altered_entry_is_named(city):
    without_guard()
    db.execute_sql(
        "UPDATE journal_entry SET bytes = replace(bytes, 'command', 'system') WHERE id = 1"
    )

    assert any("Entry 1" in fault and "was altered" in fault for fault in faults())


def test_a_removed_entry_is_noticed(city):
    without_guard()
    db.execute_sql("DELETE FROM journal_entry WHERE id = 1")

    assert any("an entry was removed or inserted" in fault for fault in faults())


def test_swapped_entries_are_noticed(city):
    without_guard()
    for old, new in ((1, 901), (2, 1), (901, 2)):
        db.execute_sql(f"UPDATE journal_entry SET id = {new} WHERE id = {old}")
        db.execute_sql(f"UPDATE journal_payload SET id = {new} WHERE id = {old}")

    assert any("listed under other words" in fault for fault in faults())
    assert any("do not give the tree" in fault for fault in faults())


def test_a_missing_or_altered_payload_is_named(city):
    db.execute_sql("DELETE FROM journal_payload WHERE id = 1")
    db.execute_sql("UPDATE journal_payload SET body = replace(body, 'a', 'b') WHERE id = 2")

    assert any("payload of entry 1 " in fault and "missing" in fault for fault in faults())
    assert any("payload of entry 2 " in fault and "altered" in fault for fault in faults())


def test_nothing_is_written_when_the_action_fails(city):
    before = verify(schema.JOURNALED).size

    with pytest.raises(ZeroDivisionError), db.atomic():
        record(COMMAND, "person.new", "person:0", [Person(number="9", name="X")], at=clock.now())
        raise ZeroDivisionError

    assert verify(schema.JOURNALED).size == before and not Person.get_or_none(number="9")


def test_what_has_no_safe_spelling_is_not_written(city):
    with pytest.raises(TypeError, match="float"), db.atomic():
        record(COMMAND, "person.new", "person:0", at=clock.now(), weight=0.5, on=date(2026, 4, 1))
