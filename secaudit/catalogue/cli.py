"""`secaudit catalogue`: what an author of controls needs. No database, no application."""

import gettext
import json
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import click

from secaudit import resources
from secaudit.catalogue.controls import Catalogue
from secaudit.catalogue.coverage import coverage as covered_by
from secaudit.catalogue.differences import Difference, differences, mistakes
from secaudit.catalogue.loading import check as check_folder
from secaudit.catalogue.loading import listing
from secaudit.catalogue.local import check as check_both
from secaudit.catalogue.local import effective
from secaudit.catalogue.printing import control_lines, difference_lines
from secaudit.catalogue.problems import Problem
from secaudit.errors import N_

Translate = Callable[[str], str]

COUNT = N_("%(chapters)s chapters, %(controls)s controls, 0 problems")
NO_FRAMEWORK = N_("There is no framework %(id)s in this catalogue.")
COVERED = N_("%(title)s: %(covered)s of %(all)s")
TO_LOOK_AT = N_("To be looked at: %(id)s.")
NO_CONTROL = N_("There is no control %(id)s in this catalogue.")


def municipal() -> Path:
    """The catalogue that comes with the product."""
    return resources.folder("controls") / "municipal"


def language_of_terminal() -> str:
    """As the environment says; English where it says neither."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "ja" if next(filter(None, names), "").startswith("ja") else "en"


def translation(language: str) -> Translate:
    folder = resources.PACKAGE / "translations"
    return gettext.translation("messages", folder, [language], fallback=True).gettext


FOLDER = click.Path(path_type=Path)
lang_option = click.option(
    "--lang", type=click.Choice(["ja", "en"]), help="Language of the output (default: as LANG)."
)
local_option = click.option(
    "--local", "own", type=FOLDER, help="The folder of the city's own rules, laid over it."
)
json_option = click.option("--json", "as_json", is_flag=True, help="For a script: JSON on stdout.")


@click.group()
def catalogue() -> None:
    """Check, show and compare catalogues of controls."""


@catalogue.command()
@click.argument("folder", type=FOLDER, required=False)
@local_option
@click.option("--wording", is_flag=True, help="Also apply the rules of good questions.")
@lang_option
@json_option
@click.pass_context
def check(
    context: click.Context,
    folder: Path | None,
    own: Path | None,
    wording: bool,
    lang: str | None,
    as_json: bool,
) -> None:
    """Report all problems of all files of FOLDER at once, and of the city's own rules.

    Each is one line on stderr, file:line:column: what, and what to do; then the exit code is 1.
    Without FOLDER the catalogue that comes with the product is checked; the city's own rules are
    those of --local, or of the folder controls in the data folder. Overrides to be looked at after
    an upgrade are listed, and are no problem.
    """
    translate = translation(lang or language_of_terminal())
    own = own or (own_rules(context) if folder is None else None)
    folder = folder or municipal()
    good, local, wrong, own_wrong = check_both(folder, own or Path("-"), wording)
    problems = [*placed(wrong, folder), *placed(own_wrong, own or folder)]
    if as_json:
        click.echo(dumped([plain_problem(each, translate) for each in problems]))
    if problems:
        complain(problems, translate)
    assert good is not None and local is not None
    found = effective(good, local)
    if not as_json:
        in_all = found.catalogue
        counts = {"chapters": len(in_all.chapters), "controls": len(in_all.controls)}
        click.echo(translate(COUNT) % counts)
        for note in found.notes:
            said = translate(TO_LOOK_AT) % {"id": note.id}
            click.echo(f"{said} {translate(note.kind.label)}", err=True)


def own_rules(context: click.Context) -> Path | None:
    """The city's folder where this is run on a data folder that has one."""
    named = context.find_root().obj or os.environ.get("SECAUDIT_DATA") or "instance"
    folder = Path(str(named)) / "controls"
    return folder if folder.is_dir() else None


@catalogue.command()
@click.argument("control_id", metavar="ID")
@click.option("--dir", "folder", type=FOLDER, help="The catalogue's folder.")
@lang_option
@json_option
def show(control_id: str, folder: Path | None, lang: str | None, as_json: bool) -> None:
    """Print the control ID with its questions, guidance, evidence and audit procedure."""
    language = lang or language_of_terminal()
    translate = translation(language)
    catalogue = usable(folder or municipal(), translate)
    if control_id not in catalogue:
        click.echo(translate(NO_CONTROL) % {"id": control_id}, err=True)
        sys.exit(1)
    control = catalogue.control(control_id)
    if as_json:
        click.echo(dumped(asdict(control)))
    else:
        click.echo("\n".join(control_lines(catalogue, control, language, translate)))


@catalogue.command()
@click.argument("old", type=FOLDER)
@click.argument("new", type=FOLDER)
@lang_option
@json_option
def diff(old: Path, new: Path, lang: str | None, as_json: bool) -> None:
    """Compare the catalogue in NEW with that in OLD, control by control.

    A requirement that changed under the same revision, without meaning_kept, is a problem: it is
    reported on stderr, and the exit code is 1.
    """
    language = lang or language_of_terminal()
    translate = translation(language)
    before, after = usable(old, translate), usable(new, translate)
    found = differences(before, after)
    if as_json:
        click.echo(dumped([plain_difference(each) for each in found]))
    else:
        click.echo("\n".join(difference_lines(found, language, translate)))
    if wrong := mistakes(before, after):
        complain(placed(wrong, new), translate)


@catalogue.command()
@click.argument("framework", required=False)
@click.option("--dir", "folder", type=FOLDER, help="The catalogue's folder.")
@local_option
@click.option("--missing", is_flag=True, help="Only ids without a control.")
@lang_option
@json_option
@click.pass_context
def coverage(
    context: click.Context,
    framework: str | None,
    folder: Path | None,
    own: Path | None,
    missing: bool,
    lang: str | None,
    as_json: bool,
) -> None:
    """Which ids of FRAMEWORK (law, iso27001, csf2 …) have a control, and which have none.

    Without FRAMEWORK each is counted. The city's own rules count as well, as in `check`.
    """
    language = lang or language_of_terminal()
    translate = translation(language)
    own = own or (own_rules(context) if folder is None else None)
    found = layered(folder or municipal(), own, translate)
    chosen = [each for each in found.frameworks if framework in (None, each.id)]
    if not chosen:
        click.echo(translate(NO_FRAMEWORK) % {"id": framework}, err=True)
        sys.exit(1)
    rows = {each.id: covered_by(found, each) for each in chosen}
    if as_json:
        click.echo(dumped({id: [asdict(row) for row in some] for id, some in rows.items()}))
        return
    for each in chosen:
        done = sum(bool(row.controls) for row in rows[each.id])
        counts = {"title": each.title[language], "covered": done, "all": len(rows[each.id])}
        click.echo(translate(COVERED) % counts)
        for row in rows[each.id] if framework or missing else ():
            if not (missing and row.controls):
                click.echo(
                    f"- {row.target} {row.title.get(language, '')}: {', '.join(row.controls)}"
                )


def layered(folder: Path, own: Path | None, translate: Translate) -> Catalogue:
    """The catalogue in that folder with the city's own rules; the end where either has problems."""
    good, local, wrong, own_wrong = check_both(folder, own or Path("-"))
    if problems := [*placed(wrong, folder), *placed(own_wrong, own or folder)]:
        complain(problems, translate)
    assert good is not None and local is not None
    return effective(good, local).catalogue


def usable(folder: Path, translate: Translate) -> Catalogue:
    """The catalogue in that folder; the end of the command where it has problems."""
    good, problems = check_folder(folder)
    if good is None:
        complain(placed(problems, folder), translate)
    assert good
    return good


def placed(problems: Iterable[Problem], folder: Path) -> list[Problem]:
    """With names that a terminal or an editor can open."""
    return [replace(problem, file=str(folder / problem.file)) for problem in problems]


def complain(problems: list[Problem], translate: Translate) -> None:
    click.echo(listing(problems, translate), err=True)
    sys.exit(1)


def dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def plain_problem(problem: Problem, translate: Translate) -> dict[str, Any]:
    where = {"file": problem.file, "line": problem.line, "column": problem.column}
    return {**where, "text": problem.text(translate).removeprefix(f"{problem.place}: ")}


def plain_difference(each: Difference) -> dict[str, Any]:
    return {
        "change": each.change.name.lower(),
        "before": [control.id for control in each.before],
        "after": [control.id for control in each.after],
        "fields": list(each.fields),
    }


if __name__ == "__main__":
    catalogue()
