"""A pack as JSON. The keys are promised in docs/committee-json.md."""

import json
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from secaudit.committee.formats.grids import tables_of
from secaudit.committee.pack import Annex, Pack, Section
from secaudit.committee.stamp import written
from secaudit.reports.plain import moment
from secaudit.web.spreadsheets.table import Table

SCHEMA = "secaudit-committee-paper/1"


def write(pack: Pack) -> bytes:
    text = json.dumps(plain(pack), ensure_ascii=False, indent=2, sort_keys=True, default=_said)
    return (text + "\n").encode()


def _said(value: object) -> str:
    if isinstance(value, Decimal | date):
        return str(value)
    raise TypeError(type(value))


def plain(pack: Pack) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "made_of": asdict(pack.stamp),
        "stamp": written(pack.stamp),
        "as_of": moment(pack.at),
        "language": pack.language,
        "city": pack.city,
        "kind": pack.kind,
        "title": pack.title,
        "about": pack.about,
        "handling": pack.handling,
        "draft": pack.label,
        "sections": [_section(each) for each in pack.sections],
        "notes": list(pack.notes),
        "annexes": [_annex(each) for each in pack.annexes],
    }


def _section(of: Section) -> dict[str, Any]:
    return {
        "part": of.part,
        "number": of.number,
        "title": of.title,
        "paragraphs": list(of.paragraphs),
        "tables": [_table(each) for each in tables_of(of)],
        "nothing": of.nothing,
    }


def _annex(of: Annex) -> dict[str, Any]:
    return {
        "number": of.number,
        "title": of.title,
        "tables": [_table(each) for each in of.tables],
        "nothing": of.nothing,
    }


def _table(of: Table) -> dict[str, Any]:
    return {
        "title": of.title,
        "headings": list(of.headings),
        "rows": [list(row) for row in of.rows],
        "notes": list(of.notes),
    }
