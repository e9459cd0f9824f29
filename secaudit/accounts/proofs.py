"""Does somebody prove to be who they say? Password, second factor, one-time code; counted if not."""

from datetime import date, datetime

from secaudit.accounts import bind, credentials, keys, limits, passwords, second_factor
from secaudit.accounts.limits import Attempt
from secaudit.accounts.models import Account, OneTimeCode
from secaudit.calendar.moments import today_in_tokyo
from secaudit.errors import N_, Invalid
from secaudit.people.models import Person

WRONG = N_("The employee number or the password is wrong.")
WRONG_CODE = N_("This code is wrong, used or out of date.")
OTHER_TIME = N_(
    "This is the code of %(minutes)s minutes before or after now. Enter the newest one. If that is "
    "not taken either, the clock of the authenticator is wrong: set it."
)
WRONG_PRESENT = N_("The present password is wrong.")


def account_of(number: str) -> Account | None:
    mine = Person.number == limits.number(number)
    return Account.select(Account, Person).join(Person).where(mine).get_or_none()


def is_open(account: Account, on: date) -> bool:
    """Not disabled, and the person still works here on that day."""
    left = account.person.left_on
    return not account.disabled and (left is None or left > on)


def check_password(tried: Attempt, password: str) -> Account:
    """The account, if number and password belong together. One answer and one effort for the rest.

    Failures before are not forgotten here: the second factor may still be owed.
    """
    account = account_of(tried.number)
    with limits.heard(tried, account.person_id if account else None):
        good = _is_right(account, password, tried)
        if not (good and account and is_open(account, today_in_tokyo(tried.at))):
            raise Invalid(WRONG, field="password")
    hash = credentials.password_hash(account)
    if hash and passwords.outdated(hash):
        credentials.keep_password(account, passwords.hash_of(password))
    return account


def _is_right(account: Account | None, password: str, tried: Attempt) -> bool:
    """By the password kept here; for those who have none, and for numbers nobody has, by the city's
    directory where there is one. An attempt that it could not hear counts for nothing."""
    hash = credentials.password_hash(account)
    if hash or not bind.is_on():
        return passwords.matches(hash, password)
    try:
        return bind.proves(limits.number(tried.number), password)
    except bind.Away:
        limits.give_back(tried)
        raise


def can_give_password(account: Account) -> bool:
    """Whether there is one to ask for: here, or in the city's directory."""
    return account.password_set_at is not None or bind.is_on()


def check_second_factor(account: Account, code: str, tried: Attempt) -> str:
    """A code of the authenticator, once; or a recovery code, once. Which of them it was."""
    with limits.heard(tried, account.person_id):
        if _use_step(account, second_factor.plain(code), tried.now):
            return "authenticator"
        if credentials.use_recovery(account, code):
            return "recovery code"
        raise wrong_code(credentials.authenticator_key(account), code, tried.now)


def wrong_code(secret: str, code: str, now: datetime) -> Invalid:
    """Why a code of the authenticator does not open, as far as it is known."""
    minutes = second_factor.minutes_off(secret, second_factor.plain(code), now)
    if minutes:
        return Invalid(OTHER_TIME, field="code", minutes=minutes)
    return Invalid(WRONG_CODE, field="code")


def _use_step(account: Account, code: str, now: datetime) -> bool:
    step = second_factor.step_of(credentials.authenticator_key(account), code, now)
    return step is not None and credentials.use_step(account, step)


def check_present_password(account: Account, password: str, tried: Attempt, field: str) -> None:
    """The password of somebody who is signed in already, before something weighty."""
    with limits.heard(tried, account.person_id):
        if not _is_right(account, password, tried):
            raise Invalid(WRONG_PRESENT, field=field)


def check_code(tried: Attempt, code: str) -> tuple[Account, OneTimeCode]:
    """The account and its one-time code, if they belong together and may be used."""
    account = account_of(tried.number)
    with limits.heard(tried, account.person_id if account else None):
        found = _valid_code(account, code, tried.now)
        if not (account and found and is_open(account, today_in_tokyo(tried.at))):
            raise Invalid(WRONG_CODE, field="code")
    return account, found


def _valid_code(account: Account | None, code: str, now: datetime) -> OneTimeCode | None:
    return OneTimeCode.get_or_none(
        (OneTimeCode.person == (account.person_id if account else 0))
        & (OneTimeCode.code_hash == code_hash(code))
        & OneTimeCode.used_at.is_null()
        & (OneTimeCode.expires_at > now)
    )


def code_hash(code: str) -> str:
    return keys.keyed_hash("one-time:" + second_factor.plain(code))
