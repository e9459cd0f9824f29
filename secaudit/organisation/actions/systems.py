"""Information systems and who owns them."""

from collections.abc import Iterable
from datetime import date, datetime

from secaudit.access.guard import Actor, require
from secaudit.errors import N_, Conflict, Invalid, Missing
from secaudit.journal.actions import CHANGED, record, transaction
from secaudit.organisation.actions.units import checked_facts
from secaudit.organisation.drafting import fill, wait_for_others
from secaudit.organisation.models import System
from secaudit.organisation.reading import tree
from secaudit.organisation.texts import code as code_of
from secaudit.organisation.texts import line


def create_system(
    code: str,
    name: str,
    owner: int,
    *,
    on: date,
    by: Actor,
    at: datetime,
    name_en: str = "",
    facts: Iterable[str] = (),
) -> System:
    """A system that an office owns from that day on."""
    require(by, "manage organisation")
    values = checked(code=code, name=name, name_en=name_en)
    with transaction():
        wait_for_others()
        refuse_taken(values["code"])
        refuse_stranger(owner, on)
        system = System(owner=owner, opened_on=on, facts=checked_facts(facts), **values)
        record(by, "system.create", "system", [system], at=at, code=values["code"])
    return system


def change_system(
    system: int,
    *,
    on: date,
    by: Actor,
    at: datetime,
    version: int | None = None,
    owner: int | None = None,
    facts: Iterable[str] | None = None,
    **changes,
) -> System:
    """Another name, code or owner."""
    require(by, "manage organisation")
    values: dict = checked(**changes)
    with transaction():
        row = found(system, version, values)
        refuse_taken(values.get("code", row.code), but=row.id)
        if owner is not None:
            refuse_stranger(owner, on)
            values["owner_id"] = owner
        if facts is not None:
            values["facts"] = checked_facts(facts)
        if fill(row, values):
            record(by, "system.change", row, [row], at=at)
    return row


def close_system(
    system: int, on: date, *, by: Actor, at: datetime, version: int | None = None
) -> System:
    """No longer in use from that day on; its history stays."""
    require(by, "manage organisation")
    with transaction():
        row = found(system, version)
        if on < row.opened_on:
            raise Invalid(N_("It was not yet in use on that day."), field="on")
        row.closed_on = on
        record(by, "system.close", row, [row], at=at, on=on)
    return row


def found(system: int, version: int | None, ours: dict | None = None) -> System:
    wait_for_others()
    row = System.get_or_none(System.id == system)
    if row is None:
        raise Missing()
    if version is not None and row.version != version:
        theirs = {"code": row.code, "name": row.name, "name_en": row.name_en}
        raise Conflict(CHANGED, theirs=theirs, ours=ours)
    return row


def checked(**values: str) -> dict[str, str]:
    longest = {"name": 120, "name_en": 160}
    return {
        name: code_of(value, name)
        if name == "code"
        else line(value, name, longest[name], needed=name == "name")
        for name, value in values.items()
    }


def refuse_taken(code: str, but: int = 0) -> None:
    other = System.get_or_none((System.code == code) & (System.id != but))
    if other:
        raise Invalid(
            N_("Code %(code)s belongs to %(other)s. Every system has its own."),
            field="code",
            code=code,
            other=other.name,
        )


def refuse_stranger(owner: int, on: date) -> None:
    if owner not in tree(on).offices:
        raise Invalid(N_("This office does not exist on that day."), field="owner")
