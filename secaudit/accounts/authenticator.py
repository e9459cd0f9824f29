"""A person's authenticator: switched on, off, and the codes on paper for when it is away."""

from datetime import datetime

from secaudit.access.guard import Actor, require
from secaudit.accounts import credentials, proofs, second_factor
from secaudit.accounts.models import Account
from secaudit.database import db
from secaudit.errors import N_, Refused
from secaudit.journal.actions import record


def switch_on(
    account: Account, secret: str, code: str, *, by: Actor, at: datetime, now: datetime
) -> list[str]:
    """Once a code proves that it works; return the recovery codes."""
    step = second_factor.step_of(secret, second_factor.plain(code), now)
    if step is None:
        raise proofs.wrong_code(secret, code, now)
    codes = second_factor.recovery_codes()
    with db.atomic():
        credentials.keep_authenticator(account, secret, step, codes)
        account.second_factor = True
        record(by, "account.second_factor_on", account, [account], at=at)
    return codes


def switch_off(account: Account, *, by: Actor, at: datetime, reason: str = "") -> None:
    """The person, after step-up; or an administrator for somebody who lost it."""
    if by.person != account.person_id:
        require(by, "manage accounts")
    with db.atomic():
        credentials.forget_authenticator(account)
        account.second_factor = False
        record(by, "account.second_factor_off", account, [account], at=at, reason=reason)


def new_recovery_codes(account: Account, *, by: Actor, at: datetime) -> list[str]:
    """In place of those that are left; only for oneself."""
    if by.person != account.person_id or not account.second_factor:
        raise Refused(N_("Recovery codes belong to a second factor of one's own."))
    codes = second_factor.recovery_codes()
    with db.atomic():
        credentials.keep_recovery(account, codes)
        record(by, "account.recovery_codes", account, at=at)
    return codes
