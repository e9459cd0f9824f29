"""`secaudit person`: what an administrator needs when nobody can sign in."""

import json
from datetime import date

import click

from secaudit.access.guard import COMMAND
from secaudit.access.roles import Role
from secaudit.accounts.actions import disable, issue_code, open_account
from secaudit.accounts.authenticator import switch_off
from secaudit.accounts.models import Account
from secaudit.accounts.purposes import Purpose
from secaudit.calendar import clock
from secaudit.calendar.reading import read_date
from secaudit.errors import N_, Missing
from secaudit.journal.actions import transaction
from secaudit.launching import in_city
from secaudit.organisation.reading import tree
from secaudit.people.actions import add_person, assign
from secaudit.people.models import Assignment, Person
from secaudit.people.reading import in_force

UNKNOWN = N_("There is no person with the number %(number)s.")
NO_OFFICE = N_("There is no office with the code %(code)s on that day.")


@click.group()
def person():
    """Add people, give them posts, hand out one-time codes."""


@person.command("list")
@click.option("--json", "as_json", is_flag=True)
@in_city
def list_people(as_json: bool) -> None:
    """Everybody with the posts they hold today."""
    offices = tree(clock.today())
    rows = []
    for each in Person.select().where(Person.left_on.is_null()).order_by(Person.number):
        held = Assignment.select().where((Assignment.person == each) & in_force(clock.today()))
        posts = [_post_words(post, offices) for post in held]
        rows.append({"number": each.number, "name": each.name, "posts": posts})
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
    else:
        for row in rows:
            click.echo(f"{row['number']}  {row['name']}  {', '.join(row['posts'])}")


def _post_words(post: Assignment, offices) -> str:
    office = offices.get(post.unit_id)
    return f"{post.role.value} {office.name if office else ''}".strip()


@person.command()
@click.argument("number")
@click.argument("name")
@click.option("--kana", default="")
@click.option("--name-en", default="")
@in_city
def add(number: str, name: str, kana: str, name_en: str) -> None:
    """Somebody new, with an account that is opened by a one-time code."""
    with transaction():
        made = add_person(number, name, kana=kana, name_en=name_en, by=COMMAND, at=clock.now())
        open_account(made, by=COMMAND, at=clock.now())
    click.echo(f"{made.number}  {made.name}")


@person.command("assign")
@click.argument("number")
@click.argument("role", type=click.Choice([role.value for role in Role]))
@click.option("--unit", "code", default="", help="Code of the office.")
@click.option("--title", default="", help="課長, 主査 …")
@click.option("--from", "since", default="", help="First day (default: today).")
@in_city
def give_post(number: str, role: str, code: str, title: str, since: str) -> None:
    """A role for somebody, in an office where the role is held in one."""
    on = read_date(since) if since else clock.today()
    unit = office_of(code, on) if code else None
    assign(
        person_of(number).id,
        Role(role),
        valid_from=on,
        by=COMMAND,
        at=clock.now(),
        unit=unit,
        title=title,
    )
    click.echo(f"{number}  {role}")


@person.command()
@click.argument("number")
@in_city
def code(number: str) -> None:
    """A one-time code for the first sign-in or a new password. Shown once."""
    now = clock.real_now()
    account = Account.get_or_none(Account.person == person_of(number))
    purpose = Purpose.RESET if account and account.password_set_at else Purpose.FIRST
    click.echo(issue_code(person_of(number), purpose, by=COMMAND, at=clock.now(), now=now))


@person.command("disable")
@click.argument("number")
@click.option("--reason", default="")
@in_city
def disable_account(number: str, reason: str) -> None:
    """The account can no longer sign in; its sessions end."""
    disable(account_of(number), True, by=COMMAND, at=clock.now(), reason=reason)


@person.command("second-factor-off")
@click.argument("number")
@click.option("--reason", default="")
@in_city
def factor_off(number: str, reason: str) -> None:
    """For somebody who lost authenticator and recovery codes, such as the only administrator."""
    switch_off(account_of(number), by=COMMAND, at=clock.now(), reason=reason)


def account_of(number: str) -> Account:
    found = Account.get_or_none(Account.person == person_of(number))
    if found is None:
        raise Missing(UNKNOWN, number=number)
    return found


def person_of(number: str) -> Person:
    found = Person.get_or_none(Person.number == number)
    if found is None:
        raise Missing(UNKNOWN, number=number)
    return found


def office_of(code: str, on: date) -> int:
    found = next((office.id for office in tree(on) if office.code == code), None)
    if found is None:
        raise Missing(NO_OFFICE, code=code)
    return found
