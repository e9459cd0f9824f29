"""The files: a table each as CSV, everything as JSON, and a description that programs read.

The description is a Data Package with Table Schemas (specs.frictionlessdata.io, version 1): names,
kinds, units, formulas, as of when, under which licence, and the hash of each file.
"""

import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from flask_babel import gettext as _

from secaudit.opendata.figures import Field, Resource
from secaudit.web.language import in_my_language
from secaudit.web.spreadsheets import Table, as_csv

NAME = "information-security-self-check"


@dataclass(frozen=True)
class About:
    """What holds for the whole package."""

    city: str
    licence: str  # in the city's words
    at: datetime  # naive UTC


def table(of: Resource) -> Table:
    """Headings are names for programs; nothing stands below the rows."""
    return Table(_(of.title), [field.name for field in of.fields], rows(of))


def rows(of: Resource) -> list[list]:
    return [[in_my_language(c) if isinstance(c, dict) else c for c in row] for row in of.rows]


def description(found: Sequence[Resource], about: About, data: Callable) -> dict[str, Any]:
    """`data`: what a resource says of its content, a file or the rows themselves."""
    return {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": _("Information security self-checks of %(city)s", city=about.city),
        "description": _(
            "Declared by the departments in their self-checks; what auditors found stands apart."
            " Final figures only. Groups of fewer than five departments are put together."
        ),
        "created": f"{about.at.isoformat(timespec='seconds')}Z",
        "licenses": [{"title": about.licence}],
        "sources": [{"title": about.city}],
        "resources": [{**_resource(each), **data(each)} for each in found],
    }


def _resource(of: Resource) -> dict[str, Any]:
    return {
        "name": of.name,
        "title": _(of.title),
        "profile": "tabular-data-resource",
        "schema": {"fields": [_field(each) for each in of.fields], "missingValues": [""]},
    }


def _field(of: Field) -> dict[str, str]:
    named = {"name": of.name, "type": of.kind, "title": _(of.title)}
    said = {"unit": of.unit, "formula": of.formula}
    return named | {key: _(words) for key, words in said.items() if words}


def as_zip(found: Sequence[Resource], about: About) -> bytes:
    """`datapackage.json` and a CSV file for each table; the same figures give the same bytes."""
    contents = {f"{each.name}.csv": as_csv(table(each), "utf-8") for each in found}

    def file(of: Resource) -> dict[str, Any]:
        content = contents[f"{of.name}.csv"]
        return {
            "path": f"{of.name}.csv", "format": "csv", "mediatype": "text/csv",
            "encoding": "utf-8", "bytes": len(content),
            "hash": f"sha256:{sha256(content).hexdigest()}",
        }  # fmt: skip

    files = {"datapackage.json": _text(description(found, about, file)), **contents}
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(_entry(name), content)
    return out.getvalue()


def _entry(name: str) -> ZipInfo:
    """Without the clock of this machine."""
    entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    return entry


def as_json(found: Sequence[Resource], about: About) -> bytes:
    """The same in one file, with the rows in it."""

    def data(of: Resource) -> dict[str, Any]:
        names = [field.name for field in of.fields]
        return {"data": [dict(zip(names, map(_plain, row), strict=True)) for row in rows(of)]}

    return _text(description(found, about, data))


def _plain(cell: Any) -> Any:
    if isinstance(cell, Decimal):
        return float(cell)
    return cell.isoformat() if isinstance(cell, date) else cell


def _text(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
