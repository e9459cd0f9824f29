"""What must hold however the project grows: checked once, over everything."""

import ast
import configparser
import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from flask import Flask
from playhouse.schema_diff import diff_models
from setuptools import find_packages

from secaudit import schema
from secaudit.access.guard import COMMAND
from secaudit.access.matrix import ANYBODY, MAY, ROUTES
from secaudit.access.roles import Role
from secaudit.accounts.actions import open_account
from secaudit.calendar import clock
from secaudit.database import Record, db
from secaudit.journal.actions import record
from secaudit.people.models import Assignment, Person
from secaudit.selfcheck.kinds import SheetState
from secaudit.web.security import HEADERS
from tests.city import START
from tests.page import Browser

ROOT = Path(__file__).parent.parent
WORDS = ROOT / "secaudit/translations/ja/LC_MESSAGES/messages.po"
HOSTILE_IDS = ["0", "-1", "1" + "0" * 30, "１", "1.5", "abc", "%00", "1'"]


def test_every_package_is_in_the_wheel():
    listed = configparser.ConfigParser()
    listed.read(ROOT / "setup.cfg")
    packages = set(listed["options"]["packages"].split())

    found = {f"secaudit.{name}" for name in find_packages(str(ROOT / "secaudit"))}
    assert packages == found | {"secaudit", "secaudit.templates", "secaudit.controls"}


def test_no_module_takes_the_place_of_a_name_its_package_offers():
    """`from package import name` gives the module as soon as anybody imported one of that name."""
    hidden = []
    for init in sorted((ROOT / "secaudit").rglob("__init__.py")):
        beside = {path.stem for path in init.parent.glob("*.py")}
        package = ".".join(init.parent.relative_to(ROOT).parts)
        for given in ast.walk(ast.parse(init.read_text())):
            if isinstance(given, ast.ImportFrom) and given.module != package:
                source = (given.module or "").rpartition(".")[2]
                names = {each.asname or each.name for each in given.names} - {source}
                hidden += [f"{init.relative_to(ROOT)}: {name}" for name in names & beside]
    assert not hidden


def test_the_migrations_make_the_tables_the_models_describe(app):
    assert not diff_models(db, schema.MODELS)


def test_every_table_is_in_the_schema_and_journaled_or_not(app):
    assert not set(schema.JOURNALED) & set(schema.NOT_JOURNALED)
    assert all(issubclass(model, Record) for model in schema.JOURNALED)
    assert not any(issubclass(model, Record) for model in schema.NOT_JOURNALED)
    tables = {model._meta.table_name for model in schema.MODELS}
    assert set(db.get_tables()) - {"schema_migration", "sqlite_sequence"} == tables


def test_rows_of_records_are_written_by_the_journal_only():
    writing = re.compile(r"\.(save|create|insert|insert_many|bulk_create|delete_instance)\(")
    names = {model.__name__ for model in schema.JOURNALED}
    found = []
    for path in sorted((ROOT / "secaudit").rglob("*.py")):
        if "migrations" in path.parts or path.name == "backup.py" or "journal" in path.parts:
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            match = re.search(r"\b(\w+)\.(save|create|insert|insert_many|update|delete)\(", line)
            if match and match[1] in names and writing.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}")
    assert not found


def test_every_route_has_a_rule_and_every_rule_a_route(app):
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert endpoints == set(ROUTES)
    assert set(ROUTES.values()) <= set(MAY) | {ANYBODY}


def addresses(app: Flask, method: str, number: str = "999999"):
    """Every address that takes the method, with numbers of nothing that exists."""
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()) and rule.endpoint != "static":
            address = re.sub(r"<id:[^>]+>", number, rule.rule)
            yield rule.endpoint, re.sub(r"<[^>]+>", "none", address)


def test_a_stranger_is_asked_to_sign_in(app):
    stranger = Browser(app)
    for endpoint, address in addresses(app, "GET"):
        if ROUTES[endpoint] != ANYBODY:
            assert stranger.get(address, status=302).location == "/sign-in", address


@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_the_scheme_decides_who_gets_in(app, city, method):
    """The whole matrix: every route and role. Within, an unknown number is a 404, never a 500."""
    for role in Role:
        browser = Browser(app, somebody_as(role, city))
        for endpoint, address in addresses(app, method):
            if ROUTES[endpoint] == ANYBODY or endpoint in ENDS_THE_SESSION:
                continue
            answer = browser.client.open(
                address, method=method, data={"csrf_token": browser.token()}
            )
            allowed = role in MAY[ROUTES[endpoint]]
            assert (answer.status_code != 403) == allowed, (role, endpoint, answer.status_code)
            assert answer.status_code < 500, (role, address)


ENDS_THE_SESSION = {"accounts.sign_out"}


def somebody_as(role: Role, city) -> Person:
    """A newcomer who holds just that role, in an office of their own."""
    person = Person(number=f"9{list(Role).index(role):05}", name=f"試験　{role}")
    held = Assignment(person=person, role=role, unit=city.tax, valid_from=START)
    with db.atomic():
        record(COMMAND, "test.somebody", "city:1", [person, held], at=clock.now())
    open_account(person, by=COMMAND, at=clock.now())
    return person


def test_odd_numbers_in_addresses_are_missing_pages(app, city, browse):
    browser = browse(city.watanabe)
    with_numbers = [r for r in app.url_map.iter_rules() if "<id:" in r.rule and "GET" in r.methods]
    for rule in with_numbers:
        for odd in HOSTILE_IDS:
            address = re.sub(r"<[^>]+>", odd, rule.rule)
            assert browser.client.get(address).status_code == 404, address


def test_every_answer_protects_the_reader(app, city, browse):
    for address in ("/", "/sign-in", "/nothing", "/controls", "/controls/AST-01", "/alive"):
        answer = browse(city.hanako).client.get(address)
        for name, value in HEADERS.items():
            assert answer.headers[name] == value, (address, name)
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Server" not in answer.headers


def test_unknown_methods_are_refused(app, city, browse):
    for method in ("TRACE", "DELETE", "PATCH", "FOO"):
        assert browse(city.hanako).client.open("/controls", method=method).status_code in (403, 405)


def test_every_template_compiles(app):
    for name in app.jinja_env.list_templates():
        if name.endswith((".html", ".txt")):
            app.jinja_env.get_template(name)


def words() -> Catalog:
    with WORDS.open("rb") as file:
        return read_po(file, locale="ja")


def extracted(tmp_path) -> set:
    pot = tmp_path / "all.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract"]
    command += ["-F", "babel.cfg", "-k", "N_", "-k", "lazy_gettext", "-o", str(pot), "."]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with pot.open("rb") as file:
        return {message.id for message in read_po(file) if message.id}


def first(id) -> str:
    return id[0] if isinstance(id, tuple) else id


def said(message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple | list) else [message.string]


def test_every_word_is_translated_and_none_is_left_over(tmp_path):
    used = {first(id) for id in extracted(tmp_path)}
    translated = {first(m.id) for m in words() if m.id and all(said(m)) and not m.fuzzy}
    states = {state.value for state in SheetState}  # the macro `state` looks them up

    assert sorted(used - translated) == []
    assert sorted(translated - used - states) == []


TRANSLATING = {"_", "N_", "gettext", "ngettext", "lazy_gettext"}


def test_no_words_stand_inside_an_f_string_where_nobody_collects_them():
    found = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in (ROOT / "secaudit").rglob("*.py")
        for string in ast.walk(ast.parse(path.read_text()))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in TRANSLATING
        if any(isinstance(each, ast.Constant) for each in call.args)
    ]

    assert found == []


def test_translations_keep_the_placeholders():
    for message in words():
        if message.id:
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            allowed = set().union(*(set(re.findall(r"%\((\w+)\)s", id)) for id in ids)) | {"num"}
            for text in said(message):
                assert set(re.findall(r"%\((\w+)\)s", text)) <= allowed, message.id


def test_the_compiled_words_are_those_of_the_text():
    with WORDS.with_suffix(".mo").open("rb") as file:
        compiled = read_mo(file)
    for message in words():
        if message.id and all(said(message)):
            assert said(compiled.get(first(message.id))) == said(message), message.id


BANNED = [
    "お客様",
    "させていただ",
    "エラーが発生しました",
    "不正な",
    "無効な",
    "サインイン",
    "督促",
    "証跡",
]


def test_the_interface_speaks_plain_japanese():
    for message in words():
        for text in said(message):
            assert not [word for word in BANNED if word in (text or "")], text


def test_no_page_asks_another_host():
    asking = re.compile(r"(?:src|href|url\()=?[\"'(]?https?://(?!www\.w3\.org)")
    for folder in ("templates", "secaudit/static"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in (".html", ".css", ".js", ".svg") and "vendor" not in path.parts:
                assert not asking.search(path.read_text()), path
