"""Somebody tries to prove who they are: what is tried, and how a refusal is told."""

from flask import request

from secaudit.accounts import proofs
from secaudit.accounts.gate import current
from secaudit.accounts.limits import Attempt
from secaudit.accounts.models import Account
from secaudit.accounts.saving import put_beside_field
from secaudit.calendar import clock
from secaudit.errors import Invalid
from secaudit.people.models import Person
from secaudit.web.security_log import note


def trying(number: str) -> Attempt:
    return Attempt(number, request.remote_addr or "", clock.now(), clock.real_now())


def refused(form, problem: Invalid, what: str, number: str) -> None:
    """Said to the person, and noted for whoever watches; a number that nobody has is not noted."""
    put_beside_field(form, problem)
    account = proofs.account_of(number)
    note(what, "refused", who=f"person:{account.person_id}" if account else "unknown")


def own_account() -> Account:
    return Account.select(Account, Person).join(Person).where(Person.id == current.person).get()
