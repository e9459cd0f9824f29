"""The rows that figures are counted from follow every step of a sheet, and `verify` watches them."""

from secaudit import schema
from secaudit.database import db
from secaudit.journal.verification import verify
from secaudit.selfcheck import actions, reading
from secaudit.selfcheck.answers import Given
from secaudit.selfcheck.models import CountedSheet
from tests.selfcheck import story

NONE = Given(value="not implemented", reason="まだありません。")


def letters(sheet) -> str | None:
    """Of the questions that the sheet asks; none where it has no line."""
    row = CountedSheet.get_or_none(CountedSheet.sheet == sheet.id)
    if row is None:
        return None
    edition = [control.id for control in reading.catalogue_of(row.period).controls]
    assert row.period_id == sheet.period_id and len(row.letters) == len(edition)
    found = dict(zip(edition, row.letters, strict=True))
    assert {id for id, letter in found.items() if letter != "."} == set(sheet.questions)
    return "".join(found[id] for id in sheet.questions)


def missing(sheet) -> str:
    return "m" * len(sheet.questions)


def faults() -> list[str]:
    return [str(fault) for fault in verify(schema.JOURNALED).faults]


def test_a_sheet_counts_from_handing_in_until_it_is_taken_back(city):
    period = story.opened(city)
    sheet = story.sheet_of(period, city.tax)
    story.answer_all(city, "yamamoto", sheet)
    assert letters(sheet) == missing(sheet)

    story.submitted(city, "yamamoto", sheet)
    assert letters(sheet) == "a" * len(sheet.questions)

    actions.withdraw(sheet.id, by=city.acting("yamamoto"), **story.now())
    assert letters(sheet) == missing(sheet) and faults() == []

    version = reading.answers_of(sheet)["AST-05"].version
    story.answer(city, "yamamoto", sheet, "AST-05", "partial", "一部です。", version)
    row = story.submitted(city, "yamamoto", sheet)
    assert letters(sheet)[sheet.questions.index("AST-05")] == "b"

    actions.confirm(sheet.id, row.hash, by=city.acting("ito"), **story.now())
    assert letters(sheet).count("b") == 1 and faults() == []

    watanabe = city.acting("watanabe")
    actions.return_sheet(sheet.id, "もう一度見てください。", by=watanabe, **story.now())
    assert letters(sheet) == missing(sheet) and faults() == []


def test_an_exempted_sheet_does_not_count_and_a_frozen_one_stays_as_it_was(city):
    period = story.opened(city)
    tax = story.handed_in(city, period, city.tax, "yamamoto", "ito")
    citizens = story.handed_in(city, period, city.citizens, "hanako", "tanaka", AST_05=NONE)
    watanabe, saito = city.acting("watanabe"), city.acting("saito")
    actions.exempt(tax.id, tax.version, "9月に廃止した。", by=watanabe, **story.now())
    story.frozen(city, period)
    kept = letters(citizens)

    right, why = Given(value="implemented"), "見落としていた。"
    asked = actions.propose_correction(
        citizens.id, "AST-05", right, why, by=city.acting("tanaka"), **story.now()
    )
    actions.approve_correction(asked.id, asked.version, by=saito, **story.now())

    assert letters(tax) is None
    assert letters(citizens) == kept and kept.count("c") == 1
    assert faults() == []


def test_what_is_counted_and_is_not_what_the_answers_say_is_named(city):
    period = story.opened(city)
    sheet = story.handed_in(city, period, city.tax, "yamamoto", "ito")
    other = story.sheet_of(period, city.citizens)

    db.execute_sql(f"UPDATE counted_sheet SET letters = 'b' WHERE sheet_id = {sheet.id}")
    assert faults() == [f"What is counted of sheet:{sheet.id} is not what its rows say."]
    db.execute_sql(f"DELETE FROM counted_sheet WHERE sheet_id = {other.id}")
    db.execute_sql(f"UPDATE counted_sheet SET sheet_id = {other.id} WHERE sheet_id = {sheet.id}")
    assert {fault.split(" is not ")[0] for fault in faults()} == {
        f"What is counted of sheet:{each.id}" for each in (sheet, other)
    }
