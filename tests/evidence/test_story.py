"""Evidence of an answer, from the button beside the question to the file that comes back."""

import io
import zipfile
from datetime import date

import pytest

from secaudit import schema
from secaudit.calendar import clock
from secaudit.errors import Invalid
from secaudit.evidence import checking, scanning, store
from secaudit.evidence.contents import kind_of
from secaudit.evidence.models import Evidence
from secaudit.evidence.rules import safe_name
from secaudit.journal.models import JournalHead
from secaudit.journal.verification import verify
from secaudit.organisation import settings
from secaudit.organisation.actions import change_settings
from secaudit.selfcheck import reading
from secaudit.selfcheck.proofs import evidence_expired
from tests.selfcheck.story import opened, sheet_of

PDF = b"%PDF-1.7\n%tiny"


@pytest.fixture
def sheet(city):
    return sheet_of(opened(city), city.citizens)


@pytest.fixture
def with_files(city):
    change_settings(
        {**settings.settings(), "evidence_files": True}, by=city.acting("nakamura"), at=clock.now()
    )
    settings.forget()


def base(sheet) -> str:
    return f"/self-check/sheets/{sheet.id}/answers/{sheet.questions[0]}/evidence"


def sent(content: bytes, name: str, **more) -> dict:
    return {"title": "台帳", "file": (io.BytesIO(content), name), **more}


def test_title_and_place_without_a_file(city, browse, sheet):
    hanako, control = browse(city.hanako), sheet.questions[0]
    chapter = reading.catalogue_of(sheet.period).control(control).chapter
    saving = f"/self-check/sheets/{sheet.id}/{chapter}"
    then = hanako.post(saving, {f"value-{control}": "implemented", "then": f"evidence {control}"})
    assert then.location == base(sheet)
    assert 'type="file"' not in hanako.get(base(sheet)).text
    hanako.post(f"{base(sheet)}/new", {"title": "台帳"}, status=400)

    hanako.post(
        f"{base(sheet)}/new",
        {"title": "情報資産台帳", "kept_at": "課内の書庫", "expires_on": "R8.10.1"},
    )

    row = Evidence.get()
    assert (row.about, row.control) == (f"sheet:{sheet.id}", control)
    for address in (base(sheet), f"/self-check/sheets/{sheet.id}/evidence", saving):
        assert "情報資産台帳" in hanako.get(address).text
    assert "期限切れ" in hanako.get(base(sheet)).text
    other = f"/self-check/sheets/{sheet.id}/answers/{sheet.questions[1]}/evidence"
    hanako.post(f"{other}/reuse", {"evidence": row.id})
    assert Evidence.get(Evidence.reused == row).control == sheet.questions[1]
    replacing = f"/self-check/sheets/{sheet.id}/evidence/{row.id}/replace"
    hanako.get(replacing)
    hanako.post(replacing, {"title": "新しい台帳", "kept_at": "棚", "version": 1})
    new = Evidence.get(Evidence.replaces == row)
    hanako.post(f"/self-check/sheets/{sheet.id}/evidence/{new.id}/remove", {"version": 1})
    assert all(each.removed for each in Evidence.select().where(Evidence.control == control))
    assert "情報資産台帳" in hanako.get(base(sheet)).text  # still on record
    browse(city.suzuki).get(base(sheet), status=404)
    assert verify(schema.JOURNALED).good


def test_a_file_comes_back_as_it_was_and_never_as_a_page(city, browse, sheet, with_files):
    hanako = browse(city.hanako)
    hanako.post(f"{base(sheet)}/new", sent(PDF, '../..\\"<b>\u202e台帳.pdf'))
    row = Evidence.get()
    address = f"/self-check/sheets/{sheet.id}/evidence/{row.id}/file"
    answer = hanako.get(address)
    assert answer.data == PDF and answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    browse(city.suzuki).get(address, status=404)
    assert not list(checking.file_faults())
    assert set(store.stored()) == set(checking.named_files())

    store.path_of(row.file_hash).write_bytes(PDF + b"!")
    hanako.get(address, status=500)
    assert len(list(checking.file_faults())) == 1
    store.path_of(row.file_hash).unlink()
    assert "missing" in str(next(checking.file_faults()))


def test_a_scanner_that_warns_or_does_not_answer_keeps_everything_out(
    city, browse, sheet, with_files
):
    hanako = browse(city.hanako)
    try:
        for command in ("false", "sleep 9", "/nowhere/clamdscan", "sh -c 'exit 2'"):
            scanning.use(command, 1)
            page = hanako.post(f"{base(sheet)}/new", sent(PDF, "a.pdf"), status=400).text
            assert "保存していません" in page and "台帳" in page
        assert not Evidence.select().exists() and not store.stored()
        scanning.use("true", 5)
        hanako.post(f"{base(sheet)}/new", sent(PDF, "a.pdf"))
    finally:
        scanning.use("", 30)


def package(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("xl/workbook.xml", "<workbook/>")
        for name, content in members.items():
            file.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.exe", b"MZ"), ("a", PDF), ("a.pdf", b"<html>"), ("a.png", PDF), ("a.jpg", b"\xff\xd8"),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\0\0\0\1\0\0"), ("a.xlsx", b"PK\3\4 broken"),
        ("a.docx", package()), ("a.xlsx", package(bomb=b"0" * 20_000_000)), ("a.txt", b"a\0b"),
        ("a.xlsx", package(**{"xl/vbaProject.bin": b"x"})), ("a.csv", b"<!DOCTYPE html>"),
        ("a.txt", b"<svg onload=alert(1)>"), ("a.xlsm", package()),
    ],
)  # fmt: skip
def test_what_is_not_taken(name, content):
    with pytest.raises(Invalid):
        kind_of(io.BytesIO(content), name)


def test_what_is_taken():
    for name, content in (
        ("a.PDF", PDF), ("a.xlsx", package()), ("a.csv", "番号,名称".encode("cp932")),
        ("a.txt", "台帳".encode()),
    ):  # fmt: skip
        assert kind_of(io.BytesIO(content), name).ending == name[2:].lower()
    assert safe_name("CON.pdf", "pdf") == "file_CON.pdf"
    assert safe_name("../../etc/passwd", "txt") == "passwd.txt"


def test_expired_evidence_of_last_year_asks_for_a_new_answer(city, sheet):
    sheet.__dict__["_proofs"] = type(
        "Proofs", (), {"last": {"AST-01": [Evidence(expires_on=date(2026, 4, 1))]}}
    )
    assert list(evidence_expired(sheet, ["AST-01", "AST-02"], date(2026, 10, 22))) == ["AST-01"]


def test_a_form_that_is_sent_twice_is_done_once(city, browse, sheet):
    hanako = browse(city.hanako)
    assert 'name="once"' in hanako.get(base(sheet)).text
    form = {"title": "台帳", "kept_at": "書庫", "once": "a1"}
    first = hanako.post(f"{base(sheet)}/new", form)
    size = JournalHead.get().size
    again = hanako.post(f"{base(sheet)}/new", form)
    assert (again.location, JournalHead.get().size) == (first.location, size)
    assert "二重には保存していません" in hanako.get(again.location).text

    other = hanako.post(f"{base(sheet)}/new", {**form, "title": "別の台帳"}, status=409)
    assert "別の台帳" in other.text and JournalHead.get().size == size
