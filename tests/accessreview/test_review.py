"""Nakamura prints the list of accounts; Watanabe records who signed it and what came of it."""

from datetime import date, datetime, timedelta

import pytest
from pypdf import PdfReader

from secaudit.access.guard import COMMAND
from secaudit.access.roles import Role
from secaudit.accessreview import reading
from secaudit.accessreview.rules import Known, remarks, to_look_at
from secaudit.accounts import actions
from secaudit.accounts.models import Account
from secaudit.calendar import clock
from secaudit.journal.models import JournalEntry
from tests.accounts.people import give_password, sign_in

ON = date(2026, 10, 22)
SIGNED = {
    "medium": "paper", "decided_by": "斎藤　勝", "post": "情報統括監", "decided_on": "2026-10-20",
    "document": "8情第31号", "note": "2件を停止した。",
}  # fmt: skip


def test_from_the_list_to_the_recorded_outcome(app, browse, city, tmp_path):
    give_password(city.hanako)
    sign_in(app)
    account = Account.get(person=city.yamamoto)
    actions.disable(account, True, by=COMMAND, at=clock.now())

    nakamura = browse(city.nakamura)
    page = nakamura.get("/accounts/review").text
    assert page.index("総務部") < page.index("税務課") if "総務部" in page else True
    assert page.index("情報政策課") < page.index("市民課") < page.index("税務課"), "official order"
    assert "停止中" in page and "一度もログインしていません" in page

    pdf = nakamura.post("/accounts/review/paper", status=200).data
    (tmp_path / "list.pdf").write_bytes(pdf)
    words = "".join(each.extract_text() for each in PdfReader(tmp_path / "list.pdf").pages)
    assert "001234" in words and "佐藤" in words and "署名" in words
    assert JournalEntry.select().where(JournalEntry.act == "export.accounts").exists()

    nakamura.post("/accounts/review/outcome", SIGNED, status=403)
    watanabe = browse(city.watanabe)
    watanabe.post("/accounts/review/outcome", {**SIGNED, "decided_on": "2026-12-01"}, status=400)
    watanabe.post("/accounts/review/outcome", SIGNED)
    assert "8情第31号" in watanabe.get("/accounts/review").text
    assert [each.obj for each in reading.outcomes()] == ["accounts:2026"]
    browse(city.hanako).get("/accounts/review", status=403)


def known(**different) -> Known:
    usual = {
        "disabled": False,
        "has_password": True,
        "left_on": None,
        "last_sign_in": datetime(2026, 10, 1),
        "roles": frozenset({Role.CONTACT}),
    }
    return Known(**{**usual, **different})


@pytest.mark.parametrize(
    ("different", "said", "asks"),
    [
        ({}, [], False),
        ({"disabled": True, "last_sign_in": None}, ["Disabled"], False),
        ({"left_on": ON}, ["No longer works here"], True),
        ({"roles": frozenset()}, ["Holds no role"], True),
        ({"last_sign_in": None}, ["Never signed in"], True),
        ({"last_sign_in": datetime(2025, 10, 22)}, ["Not signed in for a year"], True),
        ({"last_sign_in": datetime(2025, 10, 22) + timedelta(days=1)}, [], False),
        ({"roles": frozenset({Role.ADMIN})}, ["Trusted with much"], False),
    ],
)
def test_what_deserves_a_second_look(different, said, asks):
    found = list(remarks(known(**different), ON))
    assert (found, to_look_at(found)) == (said, asks)
