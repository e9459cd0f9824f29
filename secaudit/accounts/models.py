from peewee import (
    BigIntegerField,
    BooleanField,
    CharField,
    ForeignKeyField,
    IntegerField,
    JSONField,
)

from secaudit.database import EnumField, Model, MomentField, Record
from secaudit.accounts.purposes import Purpose
from secaudit.people.models import Person


class Account(Record):
    """How one person signs in."""

    person = ForeignKeyField(Person, backref="accounts", unique=True)
    password_hash = CharField(max_length=200, default="")  # empty: only by one-time code
    totp_secret = CharField(max_length=64, default="")  # empty: no second factor
    recovery = JSONField(default=list)  # hashes of unused recovery codes
    disabled = BooleanField(default=False)


class TotpStep(Model):
    """The last time step whose code an account used: a code opens once. Not journaled."""

    account = ForeignKeyField(Account, unique=True, on_delete="CASCADE")
    step = BigIntegerField()


class OneTimeCode(Model):
    """A code handed over on paper for the first sign-in or a new password. Not journaled."""

    person = ForeignKeyField(Person, on_delete="CASCADE")
    purpose = EnumField(Purpose)
    code_hash = CharField(max_length=64, unique=True)
    expires_at = MomentField()
    used_at = MomentField(null=True)


class Session(Model):
    """One browser of one person. The cookie's value is not here, only its hash. Not journaled."""

    token_hash = CharField(max_length=64, unique=True)
    person = ForeignKeyField(Person, on_delete="CASCADE", backref="sessions")
    created_at = MomentField()
    seen_at = MomentField()
    ends_at = MomentField()  # the latest end, however active
    confirmed_at = MomentField()  # when the password was last given (step-up)
    data = JSONField(default=dict)  # form token, notices, page to return to


class Failure(Model):
    """How often signing in failed lately: for an account, an address, and in all. Not journaled."""

    key = CharField(max_length=120, unique=True)
    since = MomentField()
    count = IntegerField()
