"""`secaudit init`: from an empty folder to the first administrator's one-time code."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import click
from flask import Flask

from secaudit.access.guard import COMMAND
from secaudit.access.roles import Role
from secaudit.accounts.actions import first_administrator, open_account
from secaudit.accounts.models import Account
from secaudit.app import create_app
from secaudit.calendar import clock
from secaudit.errors import Problem
from secaudit.journal.actions import transaction
from secaudit.launching import (
    known_to_installer,
    make_tables,
    say_and_stop,
    started,
    write_config,
)
from secaudit.organisation.actions import change_settings
from secaudit.organisation.models import Setting
from secaudit.organisation.settings import PRESETS, Preset, forget, settings
from secaudit.organisation.texts import code, line
from secaudit.people.actions import add_person, assign
from secaudit.people.models import Assignment, Person

CHOICES = {
    "first-year": (Preset.FIRST_YEAR, "はじめての年"),
    "standard": (Preset.STANDARD, "標準"),
    "detailed": (Preset.DETAILED, "詳細"),
}
EXPLAINED = """
はじめての年 (first-year)  課の点検票だけ。部長の確認なし。事務局・統括責任者・監査責任者・監査人・CISO の5人と各課で回せます。
標準         (standard)    部長の確認あり。
詳細         (detailed)    すべて。
どれを選んでも、あとで設定の画面で変えられます。 / All can be changed later on the settings page.
"""


@dataclass(frozen=True)
class Answers:
    city: str
    preset: Preset
    number: str
    name: str


class Checked(click.ParamType):
    """A text that the domain takes, or its sentence."""

    name = "text"

    def __init__(self, check):
        self.check = check

    def convert(self, value, param, ctx):
        try:
            return self.check(value)
        except Problem as problem:
            self.fail(str(problem), param, ctx)


class PresetType(click.ParamType):
    """By its English or its Japanese word."""

    name = "preset"

    def convert(self, value, param, ctx):
        for english, (preset, japanese) in CHOICES.items():
            if value in (preset, english, japanese):
                return preset
        self.fail(f"{value}: {' / '.join(CHOICES)}", param, ctx)


CITY = Checked(lambda typed: line(typed, "city", 60, needed=True))
NUMBER = Checked(lambda typed: code(typed, "number"))
NAME = Checked(lambda typed: line(typed, "name", 80, needed=True))


@click.command("init")
@click.option("--city", type=CITY, help="Name of the city, as printed on documents.")
@click.option("--preset", type=PresetType(), help="first-year, standard or detailed.")
@click.option("--base-url", help="The address people will type; https, or loopback.")
@click.option("--number", type=NUMBER, help="Employee number of the first administrator.")
@click.option("--name", type=NAME, help="Name of the first administrator.")
@click.option("--new-code", is_flag=True, help="Another code, while nobody has signed in yet.")
@click.option("--json", "as_json", is_flag=True, help="The outcome as JSON on stdout.")
@click.pass_obj
def init(data, city, preset, base_url, number, name, new_code, as_json):
    """Set up a city: configuration, tables, first administrator. Asks what is not given.

    Run again, it says what is there and changes nothing.
    """
    folder = Path(data) if data else Path(Flask("secaudit").instance_path)
    app = configured(folder, data, base_url)
    with app.app_context():
        prepared()
        person = administrator()
        if person is None:
            outcome = founded(ask(city, preset, number, name))
        else:
            outcome = {"status": "ready"} | (again(person) if new_code else {})
        tell({**outcome, **what_is_there(app, folder)}, as_json)


def configured(folder: Path, data: str | None, base_url: str | None) -> Flask:
    """The application on its configuration, written now if there was none."""
    if (folder / "config.toml").exists():
        return started(data)
    address = base_url or known_to_installer(folder).get("BASE_URL") or asked_address()
    write_config(folder, BASE_URL=address)
    try:
        return create_app(data)
    except Problem as problem:
        (folder / "config.toml").resolve().unlink()
        say_and_stop(problem)
        raise


def asked_address() -> str:
    words = "職員が打つアドレス / Address that people will type"
    return click.prompt(words, default="http://127.0.0.1:8000", err=True)


def prepared() -> None:
    try:
        make_tables()
    except Problem as problem:
        say_and_stop(problem)
    forget()


def ask(city, preset, number, name) -> Answers:
    """What was not given as an option is asked for."""

    def asked(value, words: str, kind):
        return value or click.prompt(words, type=kind, err=True)

    city = asked(city, "市の名前 / Name of the city", CITY)
    if preset is None:
        click.echo(EXPLAINED, err=True)
    preset = asked(preset, "はじめての年 / 標準 / 詳細", PresetType())
    number = asked(number, "最初の管理者の職員番号 / Employee number of the administrator", NUMBER)
    name = asked(name, "最初の管理者の氏名 / Name of the administrator", NAME)
    return Answers(city, preset, number, name)


def founded(answers: Answers) -> dict:
    """Settings, the first administrator and the code, all or nothing."""
    at = clock.now()
    try:
        with transaction():
            chosen = {"city_name": answers.city, "preset": answers.preset.value}
            change_settings({**chosen, **PRESETS[answers.preset]}, by=COMMAND, at=at)
            person = add_person(answers.number, answers.name, by=COMMAND, at=at)
            open_account(person, by=COMMAND, at=at)
            assign(person.id, Role.ADMIN, valid_from=clock.today(), by=COMMAND, at=at)
            first_code = first_administrator(person, at=at, now=clock.real_now())
    except Problem as problem:
        say_and_stop(problem)
        raise
    return {"status": "founded", "code": first_code}


def administrator() -> Person | None:
    """Whoever was named first."""
    query = Person.select().join(Assignment).where(Assignment.role == Role.ADMIN)
    return query.order_by(Assignment.id).first()


def again(person: Person) -> dict:
    """A fresh code for the first administrator, as long as none has ever come in."""
    used = (
        Account.select()
        .join(Assignment, on=Assignment.person == Account.person)
        .where((Assignment.role == Role.ADMIN) & Account.password_set_at.is_null(False))
    )
    if used.exists():
        click.echo(
            "管理者はすでにログインしています。コードは画面から発行できます。\n"
            "An administrator has signed in already; codes are issued on the accounts page.",
            err=True,
        )
        sys.exit(1)
    return {"code": first_administrator(person, at=clock.now(), now=clock.real_now())}


def what_is_there(app: Flask, folder: Path) -> dict:
    chosen = settings()
    first = administrator()
    return {
        "city": chosen["city_name"],
        "preset": chosen["preset"],
        "address": app.config["BASE_URL"],
        "folder": str(folder.resolve()),
        "administrator": first.number if first else "",
        "people": Person.select().count(),
        "settings": Setting.select().count(),
    }


def tell(outcome: dict, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(outcome, ensure_ascii=False))
        return
    if outcome["status"] == "ready":
        click.echo("設定済みです。何も変えていません。 / Set up already.")
    click.echo(f"{outcome['city']} ({outcome['preset']})  {outcome['folder']}")
    click.echo(f"{outcome['address']}  管理者 / administrator: {outcome['administrator']}")
    if "code" in outcome:
        where = f"{outcome['address'].rstrip('/')}/sign-in/first"
        click.echo(f"\n  {outcome['code']}\n")
        click.echo(f"このコードで1時間以内に初回ログインしてください: {where}")
        click.echo(f"First sign-in with this code within one hour: {where}")
        click.echo("secaudit serve")
