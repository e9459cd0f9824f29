from peewee import (
    BigIntegerField,
    BooleanField,
    CharField,
    ForeignKeyField,
    IntegerField,
    JSONField,
)

from secaudit.accounts.purposes import Purpose
from secaudit.database import EnumField, Model, MomentField, Record
from secaudit.people.models import Person


class Account(Record):
    """That one person may sign in. The journal keeps that a password was set, never what proves it."""

    person = ForeignKeyField(Person, backref="accounts", unique=True)
    disabled = BooleanField(default=False)
    password_set_at = MomentField(null=True)  # null: only by one-time code
    second_factor = BooleanField(default=False)


class Credential(Model):
    """What proves who somebody is, encrypted for that account. Not journaled: it must be erasable."""

    account = ForeignKeyField(Account, unique=True, on_delete="CASCADE")
    password = CharField(max_length=400, default="")  # sealed Argon2id hash
    secret = CharField(max_length=400, default="")  # sealed key of the authenticator
    step = BigIntegerField(default=0)  # the last time step whose code was used: a code opens once


class RecoveryCode(Model):
    """One way in without the authenticator. The row goes when it is used. Not journaled."""

    account = ForeignKeyField(Account, on_delete="CASCADE")
    code_hash = CharField(max_length=64, unique=True)


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
    since = MomentField()  # when the present window began
    count = IntegerField()  # in that window
    streak = IntegerField(default=0)  # in a row, however long ago; a success ends it
