"""A pack as PDF/UA-1 and PDF/A-2a: the page, the annexes, or both."""

import re
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from flask_babel import gettext as _

from secaudit.committee.formats.cells import figures_in, shown
from secaudit.committee.meter import Meter, read_meter
from secaudit.committee.pack import Annex, Grid, Pack, Section
from secaudit.committee.stamp import written
from secaudit.reports.heat import Cell, HeatMap
from secaudit.web.language import in_my_language
from secaudit.web.spreadsheets.table import Table
from secaudit.web.typesetting import Draft, measured, typeset

TEMPLATE = Path(__file__).with_name("paper.typ")
WIDE, WIDEST = 12, 5  # characters of text in a column that make it broad; how broad it can become
WORD = re.compile(r"[!-~]{7,}")  # long Latin words and dates, which are not broken
LETTERS = 4  # of such a word, in a share of the line


def page(pack: Pack) -> bytes:
    return _set(pack, draft(pack, page=True, annexes=False))


def annex(pack: Pack) -> bytes:
    return _set(pack, draft(pack, page=False, annexes=True))


def whole(pack: Pack) -> bytes:
    return _set(pack, draft(pack, page=True, annexes=True))


def _set(pack: Pack, made: Draft) -> bytes:
    return typeset(TEMPLATE, [made], pack.at).pdf


def draft(pack: Pack, page: bool, annexes: bool) -> Draft:
    """All that the template knows."""
    return {
        "lang": pack.language,
        "stamp": written(pack.stamp),
        "city": pack.city,
        "kind": pack.kind,
        "title": pack.title,
        "about": pack.about,
        "handling": pack.handling,
        "label": pack.label,
        "foot": pack.foot,
        "notes": list(pack.notes),
        "sections": [section(each) for each in pack.sections] if page else [],
        "annexes": [_annex(each) for each in pack.annexes] if annexes else [],
        "annex": _("Annex"),
        "contents": _("Contents"),
        "department": _("Department"),
        "total": _("City"),
        "whole": _("All chapters"),
        "missing": _("Not submitted"),
        "none": _("None."),
    }


def section(of: Section) -> dict[str, Any]:
    return {
        "number": of.number,
        "title": of.title,
        "paragraphs": list(of.paragraphs),
        "grid": _grid(of.grid),
        "more": _grid(of.more),
        "nothing": of.nothing,
    }


def _grid(of: Grid | None) -> dict[str, Any] | None:
    if of is None:
        return None
    made = asdict(of)
    return {**made, "right": list(of.right), "rests": list(of.rests) or [""], "sparks": of.sparks}


def _annex(of: Annex) -> dict[str, Any]:
    return {
        "number": of.number,
        "title": of.title,
        "nothing": of.nothing,
        "landscape": of.landscape,
        "heat": _heat(of.heat) if of.heat else None,
        "tables": [] if of.heat else [_table(each) for each in of.tables],
        "notes": list(dict.fromkeys(note for each in of.tables for note in each.notes)),
    }


def _table(of: Table) -> dict[str, Any]:
    rows = [[shown(cell) for cell in row] for row in of.rows]
    right = figures_in(of)
    return {
        "title": of.title,
        "head": list(of.headings),
        "rows": rows,
        "widths": [
            _width([head, *(row[i] for row in rows if i < len(row))], i not in right)
            for i, head in enumerate(of.headings)
        ],
        "right": right,
    }


def _width(texts: Sequence[str], is_text: bool) -> float:
    """A share of the line, of a column from its head down: texts by their longest, figures alike, and
    nothing narrower than its longest word."""
    longest = max(map(len, texts[1:]), default=0)
    wanted = min(1 + longest / WIDE, WIDEST) if is_text else 1
    word = max((len(word) for text in texts for word in WORD.findall(text)), default=0)
    return max(wanted, min(word / LETTERS, WIDEST))


def _heat(of: HeatMap) -> dict[str, Any]:
    return {
        "head": [in_my_language(each.title) for each in of.columns],
        "rows": [
            {
                "name": in_my_language(row.department.name),
                "cells": [_cell(each) for each in (row.total, *row.cells)],
            }
            for row in of.rows
        ],
        "totals": [_cell(each) for each in (of.total, *of.totals)],
    }


def _cell(of: Cell) -> list[Any]:
    """Figure, its mark, how dark, whether nothing was handed in."""
    return [of.text, of.mark, of.step or 0, of.missing]


def measure(pack: Pack) -> Meter:
    """The page as it is really set: whether it is one, and how much is too much."""
    return read_meter(measured(TEMPLATE, draft(pack, page=True, annexes=False), "meter"))
