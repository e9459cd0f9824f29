"""`secaudit catalogue`: what an author of controls needs. No database, no application."""

import gettext
import os
import sys
from collections.abc import Callable
from pathlib import Path

import click

from secaudit import resources
from secaudit.catalogue.loading import check as check_folder
from secaudit.catalogue.loading import listing

Translate = Callable[[str], str]


def municipal() -> Path:
    return resources.folder("controls") / "municipal"


def language_of_terminal() -> str:
    """As the environment says; Japanese where it says nothing."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    first = next(filter(None, names), "ja")
    return "ja" if first.startswith(("ja", "C", "POSIX")) and first[:2] == "ja" else "en"


def translation(language: str) -> gettext.NullTranslations:
    folder = resources.PACKAGE / "translations"
    return gettext.translation("messages", folder, [language], fallback=True)


lang = click.option(
    "--lang", type=click.Choice(["ja", "en"]), default=None, help="Language of the output [LANG]."
)
directory = click.Path(path_type=Path, file_okay=False)


@click.group()
def catalogue() -> None:
    """Check, show and compare catalogues of controls."""


@catalogue.command()
@click.argument("folder", type=directory, required=False)
@click.option("--wording", is_flag=True, help="Also apply the rules of good questions.")
@lang
def check(folder: Path | None, wording: bool, lang: str | None) -> None:
    """Report all problems of all files of FOLDER (default: the catalogue that is shipped).

    Each as file:line:column: what, and what to do. Exit code 1 if there are any.
    """
    said = translation(lang or language_of_terminal())
    good, problems = check_folder(folder or municipal(), wording)
    if problems:
        click.echo(listing(problems, said.gettext), err=True)
        sys.exit(1)
    assert good
    click.echo(f"{len(good.chapters)} chapters, {len(good.controls)} controls, 0 problems")


if __name__ == "__main__":
    catalogue()
