"""What is published and what a survey is answered with, told by who prepares it."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from hashlib import sha256

import pytest

from secaudit.access.guard import COMMAND
from secaudit.calendar import clock
from secaudit.journal.models import JournalEntry
from secaudit.metrics.counts import Counts
from secaudit.opendata import figures, mapping
from secaudit.opendata.answering import FIGURES, SHOWS
from secaudit.opendata.figures import Year, resources
from secaudit.opendata.mapping import Known
from secaudit.organisation.actions import change_settings
from secaudit.reports.summary import Audited, DepartmentLine, Line, SheetCounts
from tests.reports.story import last_year, summary

KNOWN = Known(tuple(FIGURES), tuple(SHOWS), ("AST-01", "AST-05"), ("AST",))
SURVEY = """\
format: secaudit-survey/1
title: 実施状況調査
items:
  - id: 1-1
    question: 提出した部署の数
    figure: departments_handed_in
  - id: 1-2
    question: 台帳を整えている部署の数
    control: AST-05
    show: not_implemented
  - id: 1-3
    question: "=1+1"
  - id: 1-4
    question: 担当部署
    answer: "=HYPERLINK(1)"
"""


@pytest.fixture
def frozen_year(app, city):
    with app.app_context():
        return last_year(city)


@pytest.fixture
def few(monkeypatch):
    """The small city has four departments, fewer than are ever published."""
    monkeypatch.setattr(figures, "SMALLEST", 1)


def licensed(app):
    with app.app_context():
        change_settings({"open_data_licence": "CC BY 4.0"}, by=COMMAND, at=clock.now())


def test_what_is_shown_is_what_the_files_hold(app, city, browse, frozen_year, few):
    watanabe = browse(city.watanabe)
    assert "利用許諾が設定されていません" in watanabe.get("/overview/open-data").text
    watanabe.post("/overview/open-data", {"format": "zip"}, status=409)
    licensed(app)
    page = watanabe.get("/overview/open-data").text
    assert "CC BY 4.0" in page and "市民課" not in page
    assert "/overview/open-data" in watanabe.get("/overview").text

    answer = watanabe.post("/overview/open-data", {"format": "zip"}, status=200)
    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    described = json.loads(archive.read("datapackage.json"))
    assert described["licenses"] == [{"title": "CC BY 4.0"}]
    years = described["resources"][0]
    content = archive.read(years["path"])
    assert years["hash"] == f"sha256:{sha256(content).hexdigest()}"
    rows = list(csv.DictReader(io.StringIO(content.decode())))
    assert [each["name"] for each in years["schema"]["fields"]] == list(rows[0])
    assert (rows[0]["fiscal_year"], rows[0]["departments_handed_in"]) == ("2025", "2")

    whole = json.loads(watanabe.post("/overview/open-data", {"format": "json"}, status=200).data)
    published = whole["resources"][0]["data"][0]
    assert str(published["implementation_rate"]) == rows[0]["implementation_rate"]
    watanabe.post("/overview/open-data", {"format": "exe"}, status=400)
    with app.app_context():
        assert JournalEntry.select().where(JournalEntry.act == "export.opendata").count() == 2
    for person in (city.hanako, city.tanaka, city.suzuki, city.inoue):
        browse(person).get("/overview/open-data", status=403)


def made(departments: int, bureau: str) -> list[DepartmentLine]:
    line = Line(Counts(a=8, c=2))
    name = {"ja": bureau, "en": bureau}
    return [
        DepartmentLine(n, n, {}, name, "frozen", True, True, line, clock.today(), 0, 0)
        for n in range(departments)
    ]


def test_no_group_of_fewer_than_five_departments(app, city, frozen_year):
    with app.app_context():
        one = summary(frozen_year)
    nine = (*made(7, "総務部"), *made(2, "会計課"))
    large = replace(one, departments=nine, sheets=SheetCounts(required=9, counted=9, confirmed=9))
    _years, bureaus = resources([Year(large, 1)])
    assert [row[3] for row in bureaus.rows] == [9]  # the two alone would be seen: put together
    assert resources([Year(one, 1)])[0].rows == ()


@pytest.mark.parametrize(
    ("departments", "published"), [(0, (0, 0)), (4, (None, None)), (5, (60, 7))]
)
def test_what_auditors_found_in_fewer_than_five_departments_is_empty(
    app, city, frozen_year, departments, published
):
    with app.app_context():
        one = summary(frozen_year)
    audited = Audited(60, 50, 60, 7, departments) if departments else Audited()
    large = replace(one, audited=audited, sheets=SheetCounts(required=9, counted=9, confirmed=9))
    years, _bureaus = resources([Year(large, 1)])
    named = dict(zip((each.name for each in years.fields), years.rows[0], strict=True))
    assert published == (
        named["audited_and_declared"], named["declared_implemented_judged_otherwise"]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "where", "words"),
    [
        ("figure: departments_handed_in", "s.yaml:6:13", "figure"),
        ("control: AST-05", "s.yaml:9:14", "control"),
        ("show: not_implemented", "s.yaml:10:11", "show"),
        ("id: 1-2", "s.yaml:7:9", "1-1"),
        ("answer: ", "s.yaml:15:5", "ansver"),
    ],
)
def test_what_is_wrong_in_a_survey_is_said_with_file_and_line(wrong, where, words):
    key, _colon, _value = wrong.partition(": ")
    broken = {"id": "id: 1-1", "answer": "ansver: "}.get(key, f"{key}: nonsense")
    survey, problems = mapping.read(SURVEY.replace(wrong, broken).encode(), "s.yaml", KNOWN)
    assert survey is None and str(problems[0]).startswith(f"{where}: ")
    assert words in str(problems[0])


@pytest.mark.parametrize(
    ("item", "where", "words"),
    [
        ("question: q\n    control: [AST-01, AST-05]", "s.yaml:6:14", "one text"),
        ("question: q\n    figure: {a: b}", "s.yaml:6:13", "one text"),
        (f"question: {'あ' * 2001}", "s.yaml:5:15", "2000 characters"),
        ("question: q\n" + "  - {id: x, question: q}\n" * 2000, "s.yaml:2005:5", "2000 items"),
    ],
)
def test_the_reason_is_the_true_one(item, where, words):
    head = f"format: {mapping.FORMAT}\ntitle: t\nitems:\n  - id: 1-1\n    "
    _survey, problems = mapping.read(f"{head}{item}\n".encode(), "s.yaml", KNOWN)
    assert any(str(each).startswith(f"{where}: ") and words in str(each) for each in problems)


@pytest.mark.parametrize("text", ["", "a: b", "- 1", "format: secaudit-survey/1\ntitle: x\nitems: 3",
                                  "format: &a secaudit-survey/1", SURVEY + "  - 7\n"])  # fmt: skip
def test_other_files_are_refused_with_a_reason(text):
    survey, problems = mapping.read(text.encode(), "s.yaml", KNOWN)
    assert survey is None and problems


def test_a_survey_is_written_down_answered_and_taken_along(app, city, browse, frozen_year):
    watanabe = browse(city.watanabe)
    watanabe.post("/overview/surveys", {"name": "Soumu 2026"}, status=200)
    assert watanabe.post("/overview/surveys", {"name": "soumu-2026"}).location.endswith("/edit")
    page = watanabe.get("/overview/surveys/soumu-2026/edit").text
    assert "secaudit-survey/1" in page and "departments_handed_in" in page
    edit = "/overview/surveys/soumu-2026/edit"
    watanabe.post(edit, {"based_on": "", "text": SURVEY.replace("AST-05", "AST-99")})
    page = watanabe.get("/overview/surveys/soumu-2026").text
    assert "soumu-2026.yaml:9:14" in page
    watanabe.post("/overview/surveys/soumu-2026", {"format": "csv"}, status=409)
    watanabe.post(edit, {"based_on": "", "text": SURVEY}, status=409)  # somebody saved meanwhile

    base = watanabe.get(edit).text.split('name="based_on"')[1].split('value="')[1].split('"')[0]
    watanabe.post(edit, {"based_on": base, "text": SURVEY})
    page = watanabe.get("/overview/surveys/soumu-2026").text
    assert "1項目に回答がありません" in page
    answer = watanabe.post("/overview/surveys/soumu-2026", {"format": "csv"}, status=200)
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:5]] == ["1-1", "1-2", "1-3", "1-4"]
    assert [row[2] for row in rows[1:5]] == ["2", "2", "", "'=HYPERLINK(1)"]
    assert rows[3][1] == "'=1+1" and rows[3][4] == "未回答"
    assert watanabe.post("/overview/surveys/soumu-2026", {"format": "xlsx"}, status=200).data
    with app.app_context():
        acts = [each.act for each in JournalEntry.select() if "survey" in each.act]
        assert acts == ["survey.save", "survey.save", "export.survey", "export.survey"]
    watanabe.get("/overview/surveys/..%2Fetc", status=404)
    for person in (city.hanako, city.takahashi, city.suzuki):
        browse(person).get("/overview/surveys/soumu-2026", status=403)
