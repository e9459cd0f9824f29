"""The manual is true: every command, option, setting and screen that it names is there."""

import re
import shlex
from pathlib import Path

import click
import pytest
from babel.messages.pofile import read_po

from secaudit import config, resources
from secaudit.commands import main
from secaudit.manual import pages

ROOT = Path(__file__).parents[2]
TEXTS = sorted(pages.TEXTS.glob("*/*.md"), key=str)
NAMES = [f"{file.parent.name}/{file.stem}" for file in TEXTS]
CODE = re.compile(r"`([^`\n]+)`|^(secaudit .+)$", re.MULTILINE)
SETTING = re.compile(r"[A-Z][A-Z_]{3,}")


def quoted(text: str) -> list[str]:
    return [one or whole for one, whole in CODE.findall(text)]


@pytest.fixture(scope="module")
def words() -> set[str]:
    """All that the product says in Japanese."""
    place = resources.PACKAGE / "translations/ja/LC_MESSAGES/messages.po"
    with place.open("rb") as file:
        said = [each.string for each in read_po(file) if each.id]
    return {text for each in said for text in ([each] if isinstance(each, str) else each)}


@pytest.mark.parametrize("file", TEXTS, ids=NAMES)
def test_every_screen_and_button_is_named_as_it_is(file, words):
    named = re.findall(r"〔([^〕]+)〕", file.read_text())
    wrong = [each for path in named for each in path.split(" › ") if each not in words]

    assert not wrong


@pytest.mark.parametrize("file", TEXTS, ids=NAMES)
def test_every_command_and_option_is_there(file):
    for typed in quoted(file.read_text()):
        if typed.startswith("secaudit "):
            assert_is_command(typed)


def assert_is_command(typed: str) -> None:
    command: click.Command = main
    words = shlex.split(typed)[1:]
    while words and isinstance(command, click.Group) and words[0] in command.commands:
        command = command.commands[words.pop(0)]
    assert command is not main, typed
    known = {option for each in command.params for option in each.opts}
    assert {each for each in words if each.startswith("-")} <= known, typed


@pytest.mark.parametrize("file", TEXTS, ids=NAMES)
def test_every_option_of_the_installer_is_there(file):
    script = (ROOT / "deploy/install.sh").read_text()
    for typed in quoted(file.read_text()):
        if typed.startswith("sh install.sh"):
            assert all(f"{each})" in script for each in typed.split() if each.startswith("--"))


@pytest.mark.parametrize("file", TEXTS, ids=NAMES)
def test_every_setting_is_there(file):
    for typed in quoted(file.read_text()):
        if SETTING.fullmatch(typed) and not typed.endswith("_"):
            assert hasattr(config, typed), typed


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_list_of_settings_names_each_with_its_default(language):
    text = (pages.TEXTS / language / "administrator.md").read_text()
    listed = dict(re.findall(r"^\| `([A-Z_]+)` \| (\S.*?) \| ", text, re.MULTILINE))

    known = {name: getattr(config, name) for name in vars(config) if name.isupper()}
    del known["LANGUAGES"]  # what the product speaks is nobody's choice
    assert listed == {name: default(value) for name, value in known.items()}


def default(value: object) -> str:
    if isinstance(value, bool):
        return f"`{value}`".lower()
    return f"`{value}`" if value not in ("", []) else "—"


def test_every_page_is_offered_and_written():
    assert {file.stem for file in TEXTS} == set(pages.PAGES)
    assert all((pages.TEXTS / "ja" / f"{id}.md").is_file() for id in pages.PAGES)
    assert (pages.TEXTS / "en" / "administrator.md").is_file()


def test_hanako_finds_her_page_and_what_to_do_when_she_is_interrupted(browse, city):
    hanako = browse(city.hanako)
    assert 'href="/manual/"' in hanako.get("/").text
    contents = hanako.get("/manual/").text
    assert re.search(r"担当者のページ.*?あなた向け", contents)

    found = hanako.get("/manual/?q=途中").text
    assert "途中でやめる・続ける" in found
    page = hanako.get("/manual/clerk").text
    assert 'id="part-3"' in page and "<table>" in page
    hanako.get("/manual/nothing", status=404)


def test_nothing_found_says_so(browse, city):
    assert "見つかりません" in browse(city.hanako).get("/manual/?q=" + "ぬ" * 200).text
