"""Which passwords are taken, how they are kept, and that a guesser learns nothing from the answer."""

import json
from pathlib import Path

import pytest

from secaudit import schema
from secaudit.access.guard import COMMAND
from secaudit.accounts import actions, credentials, keys, passwords, proofs
from secaudit.accounts.limits import Attempt
from secaudit.accounts.models import Account, Credential, OneTimeCode, RecoveryCode
from secaudit.accounts.purposes import Purpose
from secaudit.calendar import clock
from secaudit.database import db
from secaudit.errors import Invalid
from secaudit.journal.models import JournalEntry, JournalPayload
from secaudit.journal.verification import verify
from tests.accounts.people import GOOD, SECRET, give_password, give_second_factor, send, sign_in
from tests.page import Browser


@pytest.mark.parametrize(
    "password",
    ["1qaz2wsx3edc", "abcdabcdabcd", "qwertyuiop12", "iloveyou2026", "12345678901234", "zyxwvutsrqpo",
     "shiomishiyakusho", "P@ssw0rd2026", "administrator1", "sakura2026aki", "111111111111", "aiueo12345aiu"],
)  # fmt: skip
def test_what_is_tried_first_is_refused(password):
    with pytest.raises(Invalid):
        passwords.check_new(password, 12, ["Shiomi"])


@pytest.mark.parametrize(
    "length, taken", [(11, False), (12, True), (64, True), (128, True), (129, False)]
)
def test_length_is_what_counts(length, taken):
    password = ("鯨 teapot 灯台 ９８ umbrella " * 8)[: length - 1] + "z"
    if taken:
        passwords.check_new(password, 12)
        assert passwords.matches(passwords.hash_of(password), password)
    else:
        with pytest.raises(Invalid):
            passwords.check_new(password, 12)


def test_trusted_roles_need_fifteen_unless_they_use_a_second_factor(app, city):
    watanabe, account = city.acting("watanabe"), Account.get(person=city.watanabe)
    assert actions.shortest_password(watanabe, account) == 15
    account.second_factor = True
    assert actions.shortest_password(watanabe, account) == 12
    assert actions.shortest_password(city.acting("hanako"), account) == 12


def test_names_of_the_person_and_the_city_are_no_passwords(app, city):
    with pytest.raises(Invalid):
        give_password(city.hanako, "hanakosato01")
    with pytest.raises(Invalid):
        give_password(city.hanako, "001234001234a")


def test_a_list_of_the_city_refuses_what_became_known(app, city):
    Path(app.instance_path, "known-passwords.txt").write_text(
        "Correct Horse Battery\n鯨と灯台と朝のパン屋\n"
    )
    passwords.use(Path(app.instance_path, "known-passwords.txt"))
    for known in ("correct horse battery", "鯨と灯台と朝のパン屋"):
        with pytest.raises(Invalid):
            passwords.check_new(known, 8)
    passwords.check_new("correct horse stapler", 8)


def test_hashes_are_argon2id_at_the_recommended_cost():
    made = passwords.hash_of(GOOD)
    assert made.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert made != passwords.hash_of(GOOD)


def test_an_old_hash_is_renewed_when_the_password_is_given(app, hanako):
    account = Account.get(person=hanako)
    weak = passwords.PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(GOOD)
    credentials.keep_password(account, weak)
    sign_in(app)
    assert not passwords.outdated(credentials.password_hash(account))


def effort(monkeypatch, number, password):
    """How many hashes and how many statements one wrong attempt takes."""
    counted = {"hashes": 0, "statements": 0}
    verify_, execute = passwords.hasher.verify, type(db.obj).execute_sql
    monkeypatch.setattr(passwords, "hasher", Counting(passwords.hasher, counted))

    def counting(self, *args, **options):
        counted["statements"] += 1
        return execute(self, *args, **options)

    monkeypatch.setattr(type(db.obj), "execute_sql", counting)
    with pytest.raises(Invalid):
        proofs.check_password(Attempt(number, "10.0.0.9", clock.now(), clock.real_now()), password)
    monkeypatch.undo()
    assert verify_
    return counted


class Counting:
    def __init__(self, hasher, counted):
        self.hasher, self.counted = hasher, counted

    def verify(self, hash, password):
        self.counted["hashes"] += 1
        assert hash.split("$")[1:4] == ["argon2id", "v=19", "m=19456,t=2,p=1"]
        return self.hasher.verify(hash, password)


def test_unknown_disabled_and_new_accounts_take_the_same_effort(app, city, hanako, monkeypatch):
    give_password(city.tanaka)
    actions.disable(Account.get(person=city.tanaka), True, by=COMMAND, at=clock.now())
    wrong = effort(monkeypatch, "001234", "wrong " * 4)
    for number, password in [("999999", "x" * 20), ("001001", GOOD), ("002234", GOOD), ("", "")]:
        assert effort(monkeypatch, number, password) == wrong, number
    assert wrong["hashes"] == 1


def test_full_width_numbers_are_the_same_numbers(app, hanako):
    sign_in(app, " ００１２３４ ")


def everything_journaled():
    entries = [row.bytes for row in JournalEntry.select()]
    return "".join(entries + [row.body for row in JournalPayload.select()])


def test_the_journal_says_that_a_password_was_set_and_holds_nothing_to_guess_from(
    app, city, hanako
):
    codes = give_second_factor(hanako)
    sign_in(app)
    said = everything_journaled()
    assert "account.password_set" in said and "account.second_factor_on" in said
    assert "password_set_at" in said
    for secret in ("argon2", SECRET, GOOD, codes[0]):
        assert secret not in said
    for row in (*Credential.select(), *RecoveryCode.select(), *OneTimeCode.select()):
        for value in row.__data__.values():
            assert not (isinstance(value, str) and len(value) > 20 and value in said)
    assert verify(schema.JOURNALED).good


def test_what_proves_who_somebody_is_cannot_be_read_or_moved(app, city, hanako):
    """With the database alone: no hash to guess from, and no account to take over with one's own."""
    give_second_factor(hanako)
    give_password(city.tanaka)
    mine = Credential.get(account=Account.get(person=hanako))
    stored = json.dumps(mine.__data__)
    assert "argon2" not in stored and SECRET not in stored
    Credential.update(password=mine.password).where(
        Credential.account == Account.get(person=city.tanaka)
    ).execute()
    sign_in(app, "001001", status=200)


def test_the_key_is_the_owners_only_and_made_once(app, hanako):
    file = Path(app.instance_path, "keys", "credentials.key")
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    made = file.read_text()
    keys.use(file.parent)
    sign_in(app)
    assert file.read_text() == made and list(file.parent.iterdir()) == [file]


def test_without_the_key_nobody_comes_in_until_there_are_new_codes(app, hanako):
    Path(app.instance_path, "keys", "credentials.key").unlink()
    keys.use(Path(app.instance_path, "keys"))
    sign_in(app, status=200)
    give_password(hanako)
    sign_in(app)


def test_of_two_processes_that_make_the_key_both_use_the_same(tmp_path):
    first, second = tmp_path / "keys", tmp_path / "keys"
    keys.use(first)
    sealed = keys.seal("text", "a:1")
    keys._make(second / keys.NAME)
    keys.use(second)
    assert keys.unseal(sealed, "a:1") == "text" and keys.unseal(sealed, "a:2") == ""
    assert keys.unseal("zz", "a:1") == keys.unseal("", "a:1") == ""


def test_a_new_code_ends_earlier_ones_and_the_old_password_goes_with_it(app, hanako):
    now = clock.real_now()
    slips = [
        actions.issue_code(hanako, Purpose.RESET, by=COMMAND, at=now, now=now) for _ in range(2)
    ]
    fields = {"number": "001234", "new_password": "another teapot over the hills"}
    send(Browser(app), "/sign-in/first", status=200, code=slips[0], **fields)
    send(Browser(app), "/sign-in/first", code=slips[1], **fields)
    sign_in(app, status=200)


def test_a_weak_new_password_does_not_use_the_code_up(app, city):
    now = clock.real_now()
    slip = actions.issue_code(city.hanako, Purpose.FIRST, by=COMMAND, at=now, now=now)
    fields = {"number": "001234", "code": slip}
    send(Browser(app), "/sign-in/first", status=200, new_password="short", **fields)
    send(Browser(app), "/sign-in/first", new_password=GOOD, **fields)


def test_nobody_issues_a_code_for_themselves_or_chooses_a_password_for_others(app, city):
    now = clock.real_now()
    with pytest.raises(actions.Refused):
        actions.issue_code(
            city.nakamura, Purpose.RESET, by=city.acting("nakamura"), at=now, now=now
        )
