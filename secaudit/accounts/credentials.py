"""Reading and writing what proves who somebody is. The only place that opens what is sealed."""

from secaudit.accounts import keys, second_factor
from secaudit.accounts.models import Account, Credential, RecoveryCode


def password_hash(account: Account | None) -> str:
    """The hash to check a password against; nothing for nobody, or where none was set."""
    return _opened(account, "password")


def authenticator_key(account: Account | None) -> str:
    return _opened(account, "secret")


def _opened(account: Account | None, column: str) -> str:
    id = account.id if account else 0
    row = Credential.get_or_none(Credential.account == id)
    return keys.unseal(getattr(row, column), f"{column}:{id}") if row else ""


def keep_password(account: Account, hash: str) -> None:
    _keep(account, password=keys.seal(hash, f"password:{account.id}"))


def keep_authenticator(account: Account, key: str, step: int, codes: list[str]) -> None:
    """The key, the step already used, and the codes for when the authenticator is away."""
    _keep(account, secret=keys.seal(key, f"secret:{account.id}"), step=step)
    keep_recovery(account, codes)


def keep_recovery(account: Account, codes: list[str]) -> None:
    """These from now on; earlier ones open nothing."""
    _forget_codes(account)
    rows = [{"account": account.id, "code_hash": _hash(account, code)} for code in codes]
    RecoveryCode.insert_many(rows).execute()


def forget_authenticator(account: Account) -> None:
    _keep(account, secret="")
    _forget_codes(account)


def _keep(account: Account, **columns) -> None:
    Credential.insert(account=account.id).on_conflict_ignore().execute()
    Credential.update(**columns).where(Credential.account == account.id).execute()


def _forget_codes(account: Account) -> None:
    RecoveryCode.delete().where(RecoveryCode.account == account.id).execute()


def use_step(account: Account, step: int) -> bool:
    """Whether that code was still unused. One statement: of two at once, one is true.

    A last step that no code of now can have was used while the clock was ahead: it shuts nobody out.
    """
    unused = (Credential.step < step) | (Credential.step > step + second_factor.STEPS)
    mine = (Credential.account == account.id) & unused
    return bool(Credential.update(step=step).where(mine).execute())


def use_recovery(account: Account, code: str) -> bool:
    """Whether it was one of the person's recovery codes; it is gone then."""
    mine = (RecoveryCode.account == account.id) & (RecoveryCode.code_hash == _hash(account, code))
    return bool(RecoveryCode.delete().where(mine).execute())


def recovery_left(account: Account) -> int:
    return RecoveryCode.select().where(RecoveryCode.account == account.id).count()


def _hash(account: Account, code: str) -> str:
    return keys.keyed_hash(f"recovery:{account.id}:{second_factor.plain(code)}")
