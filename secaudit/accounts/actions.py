"""What people do with their accounts, and what administrators do for them."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from secaudit.access.guard import COMMAND, Actor, require
from secaudit.access.roles import TRUSTED_WITH_MUCH
from secaudit.accounts import credentials, limits, passwords, proofs, sessions
from secaudit.accounts.limits import Attempt
from secaudit.accounts.models import Account, OneTimeCode, Session
from secaudit.accounts.purposes import LIFETIME, Purpose
from secaudit.calendar.moments import today_in_tokyo
from secaudit.database import db
from secaudit.errors import N_, Invalid, Refused
from secaudit.journal.actions import record
from secaudit.organisation.settings import settings
from secaudit.people.models import Person
from secaudit.people.reading import actor_of


def shortest_password(actor: Actor, account: Account) -> int:
    """15 characters for roles trusted with much, unless they use a second factor (a setting)."""
    chosen = settings()
    if actor.roles & TRUSTED_WITH_MUCH and not account.second_factor:
        return max(chosen["password_length"], chosen["trusted_password_length"])
    return chosen["password_length"]


def owes_second_factor(actor: Actor, account: Account) -> bool:
    """Whether this person must set one up before anything else (a setting, off by default)."""
    trusted = actor.roles & TRUSTED_WITH_MUCH
    return bool(trusted and not account.second_factor and settings()["second_factor_required"])


def open_account(person: Person, *, by: Actor, at: datetime) -> Account:
    """An account without a password: the person comes in with a one-time code."""
    require(by, "manage people")
    with db.atomic():
        account = Account(person=person)
        record(by, "account.open", person, [account], at=at)
        return account


def issue_code(person: Person, purpose: Purpose, *, by: Actor, at: datetime, now: datetime) -> str:
    """A one-time code to hand over; earlier ones stop working, and so does a lock. Shown once."""
    if by.person == person.id:
        raise Refused(N_("Somebody else must issue your code."))
    require(by, "manage accounts")
    with db.atomic():
        code = _new_code(person, purpose, now)
        record(by, "account.code_issued", f"person:{person.id}", at=at, purpose=purpose.value)
        return code


def issue_first_codes(codes: Mapping[int, str], *, by: Actor, at: datetime, now: datetime) -> None:
    """Codes for the first sign-in of many, by person, already printed on their slips; earlier ones
    stop working. All of them, or none where somebody has a password meanwhile."""
    require(by, "manage accounts")
    with db.atomic():
        rows = Account.select(Account, Person).join(Person).where(Person.id.in_(list(codes)))
        unset = Account.password_set_at.is_null() & ~Account.disabled
        free = [row.person for row in rows.where(unset)]
        if len(free) != len(codes) or by.person in codes:
            raise Refused(N_("Somebody has signed in meanwhile. Make the slips again."))
        for person in free:
            _keep_code(person, Purpose.FIRST, codes[person.id], now)
        record(by, "account.codes_issued", "accounts", at=at, people=sorted(codes))


def first_administrator(person: Person, *, at: datetime, now: datetime) -> str:
    """The code that `secaudit init` prints: the only way in to a fresh installation."""
    with db.atomic():
        code = _new_code(person, Purpose.INSTALLATION, now)
        record(COMMAND, "account.code_issued", f"person:{person.id}", at=at, purpose="installation")
        return code


def _new_code(person: Person, purpose: Purpose, now: datetime) -> str:
    code = fresh_code()
    _keep_code(person, purpose, code, now)
    return code


def fresh_code() -> str:
    return "-".join(secrets.token_hex(2) for _ in range(4))


def _keep_code(person: Person, purpose: Purpose, code: str, now: datetime) -> None:
    """Only its hash is kept."""
    unused = (OneTimeCode.person == person) & OneTimeCode.used_at.is_null()
    OneTimeCode.update(used_at=now).where(unused).execute()
    OneTimeCode.create(
        person=person,
        purpose=purpose,
        code_hash=proofs.code_hash(code),
        expires_at=now + LIFETIME[purpose],
    )
    limits.forget(person.number)


def use_code(
    number: str, code: str, new_password: str, address: str, *, at: datetime, now: datetime
) -> Account:
    """Set the first or a new password with a one-time code. It ends every session of the person."""
    account, one_time = proofs.check_code(Attempt(number, address, at, now), code)
    me = actor_of(account.person, today_in_tokyo(at))
    hash = _new_hash(account, new_password, me)
    with db.atomic():
        unused = (OneTimeCode.id == one_time.id) & OneTimeCode.used_at.is_null()
        if not OneTimeCode.update(used_at=now).where(unused).execute():
            raise Invalid(proofs.WRONG_CODE, field="code")
        sessions.end_all(account.person_id)
        _keep_password(account, hash, at)
        record(me, "account.password_set", account, [account], at=at)
    return account


def change_password(
    account: Account,
    old: str,
    new: str,
    session: Session,
    *,
    by: Actor,
    at: datetime,
    tried: Attempt,
) -> None:
    """A new password ends every other session of the person."""
    if account.password_set_at is None:
        raise Refused(
            N_("Your password is the city's. For one of your own, ask for a one-time code.")
        )
    proofs.check_present_password(account, old, tried, "old_password")
    hash = _new_hash(account, new, by)
    with db.atomic():
        sessions.end_all(account.person_id, but=session)
        _keep_password(account, hash, at)
        record(by, "account.password_changed", account, [account], at=at)


def _new_hash(account: Account, password: str, actor: Actor) -> str:
    passwords.check_new(password, shortest_password(actor, account), words_of(account.person))
    return passwords.hash_of(password)


def words_of(person: Person) -> list[str]:
    """What whoever knows the person or the city tries first."""
    city = [settings()["city_name"], settings()["city_name_en"], *settings()["blocked_words"]]
    own = [person.number, *person.name.split(), *person.name_en.split(), person.mail.split("@")[0]]
    return [word for word in (*city, *own) if word]


def _keep_password(account: Account, hash: str, at: datetime) -> None:
    credentials.keep_password(account, hash)
    account.password_set_at = at


def note_sign_in(
    actor: Actor, account: Account, *, at: datetime, factor: str = "", way: str = "password"
) -> None:
    """Signing in is an entry of the journal; single failures are not. The failures are forgotten."""
    with db.atomic():
        limits.forget(account.person.number)
        record(actor, "account.sign_in", account, at=at, factor=factor, way=way)


def disable(account: Account, disabled: bool, *, by: Actor, at: datetime, reason: str = "") -> None:
    """A disabled account cannot sign in, and its sessions end at once."""
    require(by, "manage accounts")
    if by.person == account.person_id:
        raise Refused(N_("You cannot disable your own account."))
    with db.atomic():
        account.disabled = disabled
        if disabled:
            sessions.end_all(account.person_id)
        act = "account.disabled" if disabled else "account.enabled"
        record(by, act, account, [account], at=at, reason=reason)


def unlock(account: Account, *, by: Actor, at: datetime) -> None:
    """Let somebody try again after too many failures, with the password they have."""
    require(by, "manage accounts")
    with db.atomic():
        limits.forget(account.person.number)
        record(by, "account.unlocked", account, at=at)


def end_sessions(person: int, *, by: Actor, at: datetime, but: Session | None = None) -> int:
    """The person's own other sessions; or, by an administrator, all of somebody's."""
    if by.person != person:
        require(by, "manage accounts")
    with db.atomic():
        ended = sessions.end_all(person, but=but)
        record(by, "account.sessions_ended", f"person:{person}", at=at, count=ended)
        return ended


def stale(session: Session, now: datetime, after: timedelta = sessions.STEP_UP_AFTER) -> bool:
    """Whether the password was given too long ago for something weighty, or by a clock that was ahead."""
    return abs(now - session.confirmed_at) >= after
