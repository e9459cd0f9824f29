"""What people do with their accounts, and what administrators do for them."""

import hashlib
import secrets
from datetime import datetime, timedelta

from secaudit.access.guard import COMMAND, Actor, require
from secaudit.access.roles import TRUSTED_WITH_MUCH
from secaudit.accounts import limits, passwords, second_factor, sessions
from secaudit.accounts.models import Account, OneTimeCode, Session, TotpStep
from secaudit.accounts.purposes import LIFETIME, Purpose
from secaudit.calendar import clock
from secaudit.database import db
from secaudit.errors import Invalid, N_, Refused
from secaudit.journal.actions import record
from secaudit.organisation.settings import settings
from secaudit.people.models import Person
from secaudit.people.reading import actor_of

WRONG = N_("The employee number or the password is wrong.")
WRONG_CODE = N_("This code is wrong, used or out of date.")


def shortest_password(actor: Actor, account: Account) -> int:
    """15 characters for roles trusted with much, unless they use a second factor (a setting)."""
    chosen = settings()
    if actor.roles & TRUSTED_WITH_MUCH and not account.totp_secret:
        return max(chosen["password_length"], chosen["trusted_password_length"])
    return chosen["password_length"]


def check_password(number: str, password: str, address: str, now: datetime) -> Account:
    """The account, if number and password belong together. One answer for everything else."""
    limits.refuse_if_many(number, address, now)
    account = account_of(number)
    good = passwords.matches(account.password_hash if account else "", password)
    if not (good and account and not account.disabled and account.person.left_on is None):
        limits.count_failure(number, address, now)
        raise Invalid(WRONG, field="password")
    limits.forget(number)
    return account


def account_of(number: str) -> Account | None:
    return (
        Account.select(Account, Person)
        .join(Person)
        .where(Person.number == number[:60])
        .get_or_none()
    )


def check_second_factor(account: Account, code: str, address: str, now: datetime) -> None:
    """A code of the authenticator, once; or a recovery code, once."""
    number, code = account.person.number, code.strip().replace(" ", "")
    limits.refuse_if_many(number, address, now)
    if not (_use_step(account, code, now) or _use_recovery(account, code, now)):
        limits.count_failure(number, address, now)
        raise Invalid(WRONG_CODE, field="code")


def _use_step(account: Account, code: str, now: datetime) -> bool:
    step = second_factor.step_of(account.totp_secret, code, now)
    if step is None:
        return False
    with db.atomic():
        TotpStep.insert(account=account, step=0).on_conflict_ignore().execute()
        moved = TotpStep.update(step=step).where(
            (TotpStep.account == account) & (TotpStep.step < step)
        )
        return bool(moved.execute())


def _use_recovery(account: Account, code: str, now: datetime) -> bool:
    used = second_factor.digest(code)
    if used not in account.recovery:
        return False
    with db.atomic():
        account.recovery = [each for each in account.recovery if each != used]
        record(_self(account), "account.recovery_used", account, [account], at=now)
    return True


def _self(account: Account) -> Actor:
    return Actor(f"person:{account.person_id}", person=account.person_id)


def note_sign_in(actor: Actor, account: Account, *, at: datetime) -> None:
    """Signing in is an entry of the journal; single failures are not."""
    with db.atomic():
        record(actor, "account.sign_in", account, at=at)


def open_account(person: Person, *, by: Actor, at: datetime) -> Account:
    """An account without a password: the person comes in with a one-time code."""
    require(by, "manage people")
    with db.atomic():
        account = Account(person=person)
        record(by, "account.open", person, [account], at=at)
        return account


def issue_code(person: Person, purpose: Purpose, *, by: Actor, at: datetime, now: datetime) -> str:
    """A one-time code to hand over; earlier ones of the same kind stop working. Shown once."""
    if by.person == person.id:
        raise Refused(N_("Somebody else must issue your code."))
    require(by, "manage accounts")
    with db.atomic():
        code = _new_code(person, purpose, now)
        record(by, "account.code_issued", f"person:{person.id}", at=at, purpose=purpose.value)
        return code


def _new_code(person: Person, purpose: Purpose, now: datetime) -> str:
    OneTimeCode.update(used_at=now).where(
        (OneTimeCode.person == person) & OneTimeCode.used_at.is_null()
    ).execute()
    code = "-".join(secrets.token_hex(2) for _ in range(4))
    OneTimeCode.create(
        person=person, purpose=purpose, code_hash=_digest(code), expires_at=now + LIFETIME[purpose]
    )
    return code


def _digest(code: str) -> str:
    return hashlib.sha256(code.strip().lower().replace("-", "").encode()).hexdigest()


def use_code(
    number: str, code: str, new_password: str, address: str, *, at: datetime, now: datetime
) -> Account:
    """Set the first or a new password with a one-time code."""
    limits.refuse_if_many(number, address, now)
    with db.atomic():
        account, one_time = account_of(number), _valid_code(number, code, now)
        if account is None or one_time is None or account.disabled:
            one_time = None
        else:
            _set_password(account, new_password, actor_of(account.person, clock.today()))
            one_time.used_at = now
            one_time.save()
            sessions.end_all(account.person_id)
            record(_self(account), "account.password_set", account, [account], at=at)
    if one_time is None:
        limits.count_failure(number, address, now)
        raise Invalid(WRONG_CODE, field="code")
    return account  # type: ignore[return-value]


def _valid_code(number: str, code: str, now: datetime) -> OneTimeCode | None:
    return (
        OneTimeCode.select()
        .join(Person)
        .where(
            (Person.number == number[:60])
            & (OneTimeCode.code_hash == _digest(code))
            & OneTimeCode.used_at.is_null()
            & (OneTimeCode.expires_at > now)
        )
        .get_or_none()
    )


def _set_password(account: Account, password: str, actor: Actor) -> None:
    words = [*settings()["blocked_words"], settings()["city_name_en"], account.person.number]
    passwords.check_new(password, shortest_password(actor, account), [w for w in words if w])
    account.password_hash = passwords.hash_of(password)


def change_password(
    account: Account, old: str, new: str, session: Session, *, by: Actor, at: datetime
) -> None:
    """A new password ends every other session of the person."""
    if not passwords.matches(account.password_hash, old):
        raise Invalid(N_("The present password is wrong."), field="old_password")
    with db.atomic():
        _set_password(account, new, by)
        sessions.end_all(account.person_id, but=session)
        record(by, "account.password_changed", account, [account], at=at)


def confirm_again(
    account: Account, password: str, session: Session, address: str, now: datetime
) -> None:
    """Step-up: the password once more before something weighty."""
    limits.refuse_if_many(account.person.number, address, now)
    if not passwords.matches(account.password_hash, password):
        limits.count_failure(account.person.number, address, now)
        raise Invalid(N_("The present password is wrong."), field="password")
    Session.update(confirmed_at=now).where(Session.id == session.id).execute()


def start_second_factor(
    account: Account, secret: str, code: str, *, by: Actor, at: datetime, now: datetime
) -> list[str]:
    """Switch the second factor on once a code proves that it works; return the recovery codes."""
    if second_factor.step_of(secret, code.strip(), now) is None:
        raise Invalid(WRONG_CODE, field="code")
    codes = second_factor.recovery_codes()
    with db.atomic():
        account.totp_secret = secret
        account.recovery = [second_factor.digest(each) for each in codes]
        record(by, "account.second_factor_on", account, [account], at=at)
    return codes


def stop_second_factor(account: Account, *, by: Actor, at: datetime) -> None:
    """The person, after step-up; or an administrator for somebody who lost it."""
    if by.person != account.person_id:
        require(by, "manage accounts")
    with db.atomic():
        account.totp_secret, account.recovery = "", []
        record(by, "account.second_factor_off", account, [account], at=at)


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


def first_administrator(person: Person, *, at: datetime, now: datetime) -> str:
    """The code that `secaudit init` prints: the only way in to a fresh installation."""
    with db.atomic():
        code = _new_code(person, Purpose.INSTALLATION, now)
        record(COMMAND, "account.code_issued", f"person:{person.id}", at=at, purpose="installation")
        return code


def stale(session: Session, now: datetime, after: timedelta = sessions.STEP_UP_AFTER) -> bool:
    """Whether the password was given too long ago for something weighty."""
    return now - session.confirmed_at >= after
