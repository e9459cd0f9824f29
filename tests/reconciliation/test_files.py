"""Every number of the summary's files is what plain SQL counts: JSON, Excel, and the PDF's text."""

import json
import re
import shutil
import subprocess
from decimal import Decimal

import pytest
from flask_babel import force_locale

from secaudit.calendar import clock
from secaudit.reports.files import summary_file
from secaudit.reports.paper import ROOMS, draft
from secaudit.web.spreadsheets import read_sheets
from tests.reconciliation.sql import ANSWERED, FIGURES, City
from tests.reconciliation.sql.sentences import in_sentences
from tests.reports import story

COUNTS = dict(
    zip(
        ("implemented", "partial", "not_implemented", "unknown", "not_applicable", "not_submitted"),
        ("implemented", "partial", "not implemented", "unknown", "not applicable", "not submitted"),
        strict=True,
    )
)
RATES = {
    "implementation_rate": "implementation_rate",
    "coverage_rate": "coverage_rate",
    "this_year": "compared_rate",
    "last_year": "last_year_rate",
    "submission_rate": "submission_rate",
    "conformity_rate": "conformity_rate",
    "discrepancy": "discrepancy",
}
OF = {"chapters": "chapter", "ordinance_items": "item", "departments": "unit"}
COLUMNS = {
    "Implemented": "implemented",
    "Partly implemented": "partial",
    "Not implemented": "not implemented",
    "Not known": "unknown",
    "Not applicable": "not applicable",
    "Not submitted": "not submitted",
    "Coverage, percent": "coverage_rate",
    "Implementation rate, percent": "implementation_rate",
    "Compared: this year, percent": "compared_rate",
    "Compared: last year, percent": "last_year_rate",
    "Change, points": "yoy",
}


@pytest.fixture
def period(city):
    return story.two_years(city)


@pytest.fixture
def counted(period) -> City:
    return City(period.id, clock.today())


@pytest.fixture
def made(app, period):
    """The summary as a file of a kind."""

    def make(kind: str, language: str = "en") -> bytes:
        with app.app_context(), force_locale(language):
            return summary_file(story.summary(period), kind).content

    return make


def told(name: str, counted: City, scope) -> tuple[str, str]:
    shown = FIGURES[name](counted, scope)
    number = re.search(r"-?\d+\.\d|\d+", shown.text)
    return shown.value, number.group() if number else ""


def check(node, counted: City, scope, compared=True) -> int:
    """How many figures below this node were proven."""
    proven = 0
    for key, value in node.items():
        if key in COUNTS and isinstance(value, int):
            assert str(value) == told(COUNTS[key], counted, scope)[0], (key, scope)
            proven += 1
        elif key in RATES and isinstance(value, dict) and (compared or "year" not in key):
            fraction, percent = told(RATES[key], counted, scope)
            assert f"{value['numerator']}/{value['denominator']}" == fraction, (key, scope)
            if key not in ("discrepancy", "conformity_rate"):
                assert (value["percent"] or "") == percent, (key, scope)
            proven += 1
        elif isinstance(value, dict):
            proven += check(value, counted, scope)
    return proven


def test_every_figure_of_the_json(made, counted):
    data = json.loads(made("json"))
    proven = check({"city_total": data["city_total"], "sheets": data["sheets"]}, counted, {})
    for key, kind in OF.items():
        for each in data[key]:
            proven += check(each, counted, {kind: str(each.get("id", each.get("unit")))})
    for each in data["departments_by_chapter"]:
        of = {"unit": str(each["unit"]), "chapter": each["chapter"]}
        proven += check(each, counted, of)

    lines = 1 + sum(len(data[key]) for key in (*OF, "departments_by_chapter"))
    assert proven >= 10 * lines  # six counts and four rates a line: none was passed over


def test_every_cell_of_the_tables_in_excel(made, counted):
    sheets = {each.name: each.rows for each in read_sheets(made("xlsx"), "summary.xlsx")}
    units = {each["name"]["en"]: each["unit"] for each in json.loads(made("json"))["departments"]}
    tables = {
        "By chapter": lambda cells: {"chapter": cells[0]},
        "Ordinance items": lambda cells: {"item": cells[0]},
        "By department": lambda cells: {"unit": str(units[cells[1]])},
    }
    for name, scope in tables.items():
        heads, *rows = sheets[name]
        rows = [row.cells for row in rows if len(row.cells) > 5 and row.cells[5]]
        assert len(rows) >= 4
        for cells in rows:
            for head, cell in zip(heads.cells, cells, strict=False):
                if head in COLUMNS and re.fullmatch(r"[+-]?\d+(\.\d+)?", cell):
                    value, number = told(COLUMNS[head], counted, scope(cells))
                    expected = value if head == "Change, points" else number
                    assert Decimal(cell) == Decimal(expected), (name, cells[0], head)


def text_of_pdf(app, made, folder) -> str:
    """As a reader of PDF finds it; without one, the words that were set."""
    reader = shutil.which("pdftotext")
    if reader is None:
        with app.app_context():
            return json.dumps(draft(story.summary(), ROOMS[0]), ensure_ascii=False, default=str)
    (folder / "s.pdf").write_bytes(made("pdf", "ja"))
    done = subprocess.run([reader, folder / "s.pdf", "-"], capture_output=True, check=True)
    return done.stdout.decode()


def test_every_rate_in_the_text_of_the_pdf(app, made, counted, tmp_path):
    text = text_of_pdf(app, made, tmp_path)
    scopes = [{}, *({"chapter": id} for id in {c for c, _r, _l in chapters(counted)})]
    scopes += [
        {"item": str(each)} for each in {i for _c, _r, law in chapters(counted) for i in law}
    ]
    names = ("implementation_rate", "coverage_rate", "last_year_rate", "compared_rate")
    known = {told(name, counted, scope)[1] for scope in scopes for name in names}
    known |= {told("submission_rate", counted, {})[1], *in_sentences(counted, {})}

    shown = re.findall(r"(\d+\.\d)％", text)
    assert len(shown) > 20 and set(shown) <= known
    assert told("implementation_rate", counted, {})[1] in shown


def chapters(counted: City):
    return counted.editions[counted.period].values()


def test_the_answers_are_named_alike_everywhere():
    assert set(COUNTS.values()) == {*ANSWERED, "not submitted"}
