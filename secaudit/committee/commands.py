"""`secaudit report verify`: is a document what was made of the figures?"""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from flask import Flask
from flask_babel import force_locale
from flask_babel import gettext as _

from secaudit.committee.verifying.judging import Difference, Verdict, judge

Ready = Callable[[str | None], Flask]


def add_to(report: click.Group, ready: Ready) -> None:
    """Beside the other reports; `ready(data)` opens the data folder."""

    @report.command("verify")
    @click.argument("file", type=click.Path(exists=True, dir_okay=False))
    @click.option("--json", "as_json", is_flag=True, help="The finding as JSON, for scripts.")
    @click.option("--language", default="ja", type=click.Choice(["ja", "en"]), show_default=True)
    @click.pass_obj
    def verify(data, file, as_json, language):
        """Compare a document of the committee (PDF, Excel, Markdown, JSON) with its figures.

        The document is made again from the snapshot and the words that it names. Exit code: 0 as it
        was made, 1 altered, 3 figures or words unknown here, 4 not such a document,
        5 the figures kept here were altered themselves.
        """
        with ready(data).app_context(), force_locale(language):
            verdict = judge(Path(file).read_bytes())
            click.echo(json.dumps(plain(verdict), ensure_ascii=False) if as_json else said(verdict))
        sys.exit(verdict.finding.code)


def plain(verdict: Verdict) -> dict[str, Any]:
    return {
        "finding": verdict.finding.value,
        "sha256": verdict.sha256,
        "made_of": asdict(verdict.stamp) if verdict.stamp else None,
        "differences": [asdict(each) for each in verdict.differences],
        "differences_in_all": verdict.total,
    }


def said(verdict: Verdict) -> str:
    lines = [_(verdict.finding.label), *map(_difference, verdict.differences)]
    if stamp := verdict.stamp:
        lines.append(
            _(
                "Figures %(figures)s, words %(words)s, journal %(entries)s entries, edition"
                " %(edition)s, secaudit %(product)s",
                figures=stamp.snapshot,
                words=stamp.words,
                entries=stamp.entries,
                edition=stamp.edition,
                product=stamp.product,
            )
        )
    return "\n".join(lines)


def _difference(each: Difference) -> str:
    return _(
        "%(place)s: “%(there)s” instead of “%(made)s”",
        place=each.place,
        there=each.there,
        made=each.made,
    )
