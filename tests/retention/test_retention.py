"""April, years later: Watanabe lists what may go, Saito and Takahashi agree, and nothing of it is left."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from peewee import DatabaseError

from secaudit import schema
from secaudit.calendar import clock
from secaudit.database import db, is_postgres
from secaudit.decisions.actions import Paper
from secaudit.decisions.models import Medium
from secaudit.errors import Forbidden, Invalid, Refused
from secaudit.evidence import store
from secaudit.evidence.models import Evidence
from secaudit.journal import erasing as journal
from secaudit.journal.actions import record
from secaudit.journal.models import JournalEntry, JournalHead, JournalPayload
from secaudit.journal.verification import verify
from secaudit.retention import actions, erasing, reading
from secaudit.retention.models import Disposal
from secaudit.retention.rules import Class, Item, State, due, kept_until
from secaudit.retention.words import ERASED
from secaudit.selfcheck import actions as steps
from secaudit.selfcheck.answers import Given
from secaudit.selfcheck.models import Answer, Submission
from tests.selfcheck import story

WORD, RETURNED, FILE = "鴎台帳の写し", "霧笛の話", "燈台ファイルの中身".encode()
ANSWERS = Item(Class.ANSWERS, 2026)
LATER = datetime(2032, 4, 1, 0, 0, tzinfo=UTC)  # the first day after five years
RULE = "文書管理規程第24条"


@pytest.fixture
def years_ago(city):
    """A frozen self-check of 2026 with reasons, words exchanged and a file of evidence."""
    period = story.opened(city)
    sheet = story.sheet_of(period, city.citizens)
    gap = {sheet.questions[0].replace("-", "_"): Given("partial", WORD)}
    story.answer_all(city, "hanako", sheet, **gap)
    story.submitted(city, "hanako", sheet)
    steps.return_sheet(sheet.id, RETURNED, by=city.acting("tanaka"), **story.now())
    row = story.submitted(city, "hanako", sheet)
    steps.confirm(sheet.id, row.hash, by=city.acting("tanaka"), **story.now())
    _attach(city, sheet)
    story.frozen(city, period)
    return sheet


def _attach(city, sheet):
    kept = store.take(io.BytesIO(FILE), "memo.txt", 1000)
    piece = Evidence(
        about=f"sheet:{sheet.id}", unit=city.citizens, fiscal_year=2026, title=WORD,
        file_hash=kept.hash, file_name=kept.name, file_type=kept.type, file_size=kept.size,
        recorded_at=clock.now(),
    )  # fmt: skip
    with db.atomic():
        record(city.acting("hanako"), "evidence.attach", piece, [piece], at=clock.now())


@pytest.fixture
def april(years_ago):
    with time_machine.travel(LATER, tick=True):
        yield years_ago


def now(on=False):
    return {"at": clock.now(), **({"on": clock.today()} if on else {})}


def proposed(city, items=(ANSWERS,)):
    return actions.propose(list(items), RULE, by=city.acting("watanabe"), **now(on=True))


def agreed(city):
    row = proposed(city)
    for who in ("saito", "takahashi"):
        actions.approve(row.id, by=city.acting(who), **now())
    return row


def test_the_words_are_gone_the_figures_stay_and_the_journal_is_whole(city, april, tmp_path):
    value = Answer.get(Answer.reason == WORD).value
    root_before, size = verify(schema.JOURNALED).root, JournalHead.get_by_id(1).size
    if not is_postgres():  # whose files lie elsewhere
        assert bytes_of(tmp_path, WORD) and bytes_of(tmp_path, RETURNED)
    row = agreed(city)
    done = actions.carry_out(row.id, by=city.acting("watanabe"), **now(on=True))

    assert done.rows >= 4 and done.payloads > 5 and done.files == 1
    answer = Answer.get(Answer.reason == ERASED)
    assert answer.value == value and Submission.get().content == ERASED and Submission.get().hash
    verdict = verify(schema.JOURNALED)
    assert verdict.good and verdict.erased == done.payloads, [str(each) for each in verdict.faults]
    assert verdict.size > size and root_before != verdict.root
    if not is_postgres():
        for word in (WORD, RETURNED):
            assert not bytes_of(tmp_path, word), "not one copy on the disk"
    assert not [
        path for path in tmp_path.rglob("*") if path.is_file() and FILE in path.read_bytes()
    ]
    assert ANSWERS in reading.disposed() and ANSWERS not in reading.stock()


def bytes_of(folder, word) -> list[str]:
    """Files of the data folder that hold the word, however JSON may spell it."""
    spelt = (word.encode(), word.encode("unicode_escape"), word.encode("utf-16-le"))
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if any(each in path.read_bytes() for each in spelt)]


def test_an_erasure_that_no_entry_tells_of_is_a_fault(city, april):
    row = agreed(city)
    actions.carry_out(row.id, by=city.acting("watanabe"), **now(on=True))
    kept = JournalEntry.get(JournalEntry.act == "retention.propose").id
    JournalPayload.delete().where(JournalPayload.id == kept).execute()
    assert [each.entry for each in verify(schema.JOURNALED).faults] == [kept]
    erasure = JournalEntry.get(JournalEntry.act == "retention.erase").id
    JournalPayload.delete().where(JournalPayload.id == erasure).execute()
    assert len(verify(schema.JOURNALED).faults) > 5, "the entry that says so went as well"


def test_neither_the_proposer_nor_one_alone_lets_anything_go(city, april):
    with pytest.raises(Forbidden):
        actions.propose([ANSWERS], RULE, by=city.acting("hanako"), **now(on=True))
    row, watanabe = proposed(city), city.acting("watanabe")
    with pytest.raises(Forbidden):
        actions.approve(row.id, by=watanabe, **now())
    actions.approve(row.id, by=city.acting("saito"), **now())
    with pytest.raises(Refused, match="second person"):
        actions.approve(row.id, by=city.acting("saito"), **now())
    with pytest.raises(Refused):
        actions.carry_out(row.id, by=watanabe, **now(on=True))
    paper = Paper(Medium.PAPER, "髙橋　誠司", "副市長", date(2032, 4, 1), "R14-12")
    with pytest.raises(Refused):
        actions.approve_on_paper(row.id, paper, by=watanabe, **now(on=True))
    actions.approve_on_paper(row.id, paper, by=city.acting("kobayashi"), **now(on=True))
    assert Disposal.get_by_id(row.id).state == State.APPROVED


def test_what_is_held_back_after_the_approval_stops_all_of_it(city, april):
    row = agreed(city)
    hold = actions.set_hold(ANSWERS, "住民訴訟のため", by=city.acting("kobayashi"), **now())
    with pytest.raises(Refused, match="held"):
        actions.carry_out(row.id, by=city.acting("watanabe"), **now(on=True))
    assert Answer.select().where(Answer.reason == WORD).exists()
    with pytest.raises(Invalid):
        actions.end_hold(hold.id, " ", by=city.acting("kobayashi"), **now())
    actions.end_hold(hold.id, "判決が確定した", by=city.acting("kobayashi"), **now())
    actions.carry_out(row.id, by=city.acting("watanabe"), **now(on=True))


def test_before_its_time_and_while_somebody_works_at_it_nothing_is_on_the_list(city, years_ago):
    with pytest.raises(Refused, match="time is not over"):
        proposed(city)
    with time_machine.travel(LATER - timedelta(days=1)), pytest.raises(Refused):
        proposed(city)
    assert kept_until(2026, 5) == date(2032, 3, 31)
    years = {"keep_answers_years": 5, "keep_audits_years": 10, "keep_sign_ins_years": 3}
    items = [ANSWERS, Item(Class.AUDITS, 2026), Item(Class.SIGN_INS, 2029)]
    assert due(items, years, [], date(2032, 4, 1)) == [ANSWERS]
    assert due(items, years, [ANSWERS], date(2036, 3, 31)) == [Item(Class.SIGN_INS, 2029)]


# Payloads cannot be deleted: a fault in the last statement of all.
FAULT = {
    False: [
        "CREATE TRIGGER cut BEFORE DELETE ON journal_payload BEGIN SELECT RAISE(ABORT, 'cut'); END"
    ],
    True: [
        "CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'cut'; END$$",
        "CREATE TRIGGER cut BEFORE DELETE ON journal_payload EXECUTE FUNCTION cut()",
    ],
}


def test_broken_off_at_the_last_statement_nothing_has_gone(city, april):
    row, before = agreed(city), verify(schema.JOURNALED).root
    for statement in FAULT[is_postgres()]:
        db.execute_sql(statement)
    with pytest.raises(DatabaseError, match="cut"):
        actions.carry_out(row.id, by=city.acting("watanabe"), **now(on=True))
    assert verify(schema.JOURNALED).root == before
    assert Answer.select().where(Answer.reason == WORD).exists()
    assert Disposal.get_by_id(row.id).state == State.APPROVED


def test_a_file_that_another_year_names_stays(city, april):
    piece = Evidence.get()
    other = Evidence(
        about="sheet:99", unit=city.tax, fiscal_year=2031, title="同じもの",
        file_hash=piece.file_hash, file_name="a.txt", file_size=1, recorded_at=clock.now(),
    )  # fmt: skip
    with db.atomic():
        record(city.acting("hanako"), "evidence.attach", other, [other], at=clock.now())
    row = agreed(city)
    actions.carry_out(row.id, by=city.acting("watanabe"), **now(on=True))
    assert store.state_of(piece.file_hash) == "whole"
    assert verify(schema.JOURNALED).good


def test_details_of_sign_ins_go_by_year(browse, city):
    with db.atomic():
        record(city.acting("hanako"), "account.sign_in", "account:1", at=clock.now(), way="霧笛")
    with time_machine.travel(datetime(2032, 4, 1, tzinfo=UTC)):
        found = reading.stock()
        assert Item(Class.SIGN_INS, 2026) in found
        row = proposed(city, [Item(Class.SIGN_INS, 2026)])
        assert len(erasing.extent(row.listed).entries) == 1


def test_ranges_say_what_went():
    assert journal.ranges([9, 3, 5, 4]) == [(3, 5), (9, 9)]
    assert journal.ranges([]) == []


def test_from_the_list_to_its_end_in_the_browser(browse, city, april):
    watanabe, saito, kobayashi = (browse(p) for p in (city.watanabe, city.saito, city.kobayashi))
    assert "自己点検と改善（令和8年度）" in watanabe.get("/retention").text
    at = watanabe.post("/retention/new", {"items": "self-checks 2026", "ground": RULE}).location
    assert "あと2件" in watanabe.get(at).text
    watanabe.post(f"{at}/approval", status=403)
    for each in (saito, kobayashi):
        each.post(f"{at}/approval")
    held = saito.post(
        "/retention/holds/new", {"cls": "audits", "year": "2026", "reason": "監査請求のため"}
    )
    assert "監査請求のため" in saito.get(held.location).text
    assert saito.post(f"{at}/paper", status=200).data.startswith(b"%PDF")
    watanabe.post(f"{at}/erasure", {"typed": "はい"}, status=400)
    watanabe.post(f"{at}/erasure", {"typed": "廃棄"})
    page = watanabe.get(at).text
    assert "消去済み" in page and "バックアップ" in page
    browse(city.hanako).get("/retention", status=403)
    sheet = watanabe.get(f"/self-check/sheets/{april.id}").text
    assert WORD not in sheet


def test_in_april_home_says_whose_turn_it_is(browse, city, april):
    home = browse(city.watanabe).get("/").text
    assert "保存期間が過ぎた記録を確かめる" in home
    row = proposed(city)
    assert f"/retention/{row.id}" in browse(city.saito).get("/").text
    actions.approve(row.id, by=city.acting("saito"), **now())
    assert f"/retention/{row.id}" not in browse(city.saito).get("/").text
