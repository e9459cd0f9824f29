"""Every figure of a paper for the committee is what plain SQL counts, in every format alike: of a
paper frozen today, and of one frozen weeks later as of that day."""

import re
from dataclasses import dataclass
from datetime import date

import pytest
import time_machine

from secaudit.access.guard import COMMAND
from secaudit.access.roles import Role
from secaudit.calendar import clock
from secaudit.committee import actions, making, reading
from secaudit.committee.earlier import gathered_as_of
from secaudit.committee.gathering import gathered
from secaudit.committee.kinds import Audience, Form
from secaudit.committee.verifying.judging import Finding, judge
from secaudit.reports.reading import chosen_period
from tests.reconciliation import documents, later
from tests.reconciliation.documents import printed, squeezed, whole
from tests.reconciliation.page import NUMBER
from tests.reconciliation.sql import City
from tests.reconciliation.sql.annexes import annexes, bureaus
from tests.reconciliation.sql.committee import Rows, matters, page, sentences

FORMS = (Form.PACK, Form.WORKBOOK, Form.TEXT, Form.DATA)
BOTH = tuple(Audience)
MEETING = date(2026, 11, 20)
# What of a table's columns is compared with SQL: what names the row, and its figures.
COLUMNS = {
    "serious": (0, 1, 3, 4),
    "resolved": (0, 1, 3),
    "ahead": (0, 2),
    "findings": (0, 1, 5, 6, 7, 8),
    "late": (1, 3, 4),
    "exempted": (0,),
    "changed": (0,),
}
FIRST = {"status": 1, "severities": 1, "worse": 1, "departments": 1, "strength": 1}
LEFT_OUT = {
    "departments": 2,
    "chapters": 1,
    "items": 1,
}  # the column that only names or says a state
PAGE = {
    "status": ("status", 0),
    "worse": ("worse", 0),
    "severities": ("findings", 0),
    "serious": ("findings", 1),
    "resolved": ("resolved", 0),
    "ahead": ("ahead", 0),
}
ANNEXES = {
    "departments": (1, 0),
    "heat": (2, 0),
    "chapters": (3, 0),
    "items": (3, 1),
    "findings": (4, 0),
    "late": (5, 0),
    "exempted": (5, 1),
    "changed": (6, 0),
    "strength": (8, 0),
}
# What every document says of itself: its draft, hashes, and in the foot of each page its number.
STAMPED = re.compile(
    r"案\d+|secaudit-committee/1\S*?product=[\d.]+;|数字[0-9a-f]{12}文[0-9a-f]{12}記録簿\d+件対策項目集[\d.]+"
    r"secaudit[\d.]+"
)
NUMBERED = re.compile(r"(?m)^\d$|\d*/\d+|別紙\d")  # parts, pages, annexes
IN_FULL = {"resolved": 1, "ahead": 2}  # of the last annex


@dataclass(frozen=True)
class Counted:
    """What SQL counted on the day of the figures, before anything else happened."""

    page: dict[str, Rows]
    said: dict[str, Rows]
    annexes: dict[str, Rows]
    bureaus: Rows
    matters: int

    @classmethod
    def on(cls, city: City, begin: date) -> "Counted":
        return cls(
            *(page(city, begin), sentences(city, begin), annexes(city), bureaus(city)),
            matters(city),
        )


@dataclass(frozen=True)
class Made:
    """A paper and all its documents, each made once."""

    id: int
    files: dict[tuple[Audience, Form], bytes]


@pytest.fixture(scope="module")
def frozen(example) -> dict[str, tuple[Counted, Made]]:
    """Of this year's self-check and of last year's; then weeks pass in which everything changes, and
    it is frozen as of then."""
    period, every = chosen_period(None)
    on, found = clock.today(), {}
    for name, of in (("now", period), ("last year's", every[1])):
        counted = Counted.on(City(of.id, on), MEETING)
        found[name] = counted, made(of, gathered(of, every, clock.now(), MEETING))
    with time_machine.travel(later.WEEKS_LATER, tick=True):
        later.everything_changes(period)
        then = gathered_as_of(period, on, MEETING, clock.today())
        found["as of then"] = found["now"][0], made(period, then)
    return found


def made(period, figures) -> Made:
    paper = actions.freeze(period, figures, by=COMMAND, at=clock.now())
    paper = reading.paper(COMMAND, paper.id)
    draft = reading.draft(paper)
    wanted = [(audience, form) for audience in BOTH for form in FORMS]
    files = {e: making.document(draft, making.ordered(paper, draft, *e)) for e in wanted}
    return Made(paper.id, files)


@pytest.fixture(params=["now", "last year's", "as of then"])
def both(request, frozen) -> tuple[Counted, Made]:
    return frozen[request.param]


@pytest.fixture
def counted(both) -> Counted:
    return both[0]


@pytest.fixture
def paper(both) -> Made:
    return both[1]


def data_of(paper: Made, audience: Audience) -> dict:
    return documents.of_json(paper.files[audience, Form.DATA])


def figures(name: str, rows) -> Rows:
    """The columns that are compared, as text."""
    wanted = COLUMNS.get(name)
    return [
        [
            "" if value is None else str(value)
            for place, value in enumerate(row)
            if (place in wanted if wanted else _is_compared(name, place))
        ]
        for row in rows
    ]


def _is_compared(name: str, place: int) -> bool:
    return place >= FIRST.get(name, 0) and place != LEFT_OUT.get(name)


# --- the page -----------------------------------------------------------------------------------


def parts_of(data: dict) -> dict[str, dict]:
    return {each["part"]: each for each in data["sections"]}


def test_every_figure_of_the_page(paper, counted):
    parts = parts_of(data_of(paper, Audience.INTERNAL))
    for name, (part, place) in PAGE.items():
        table, expected = parts[part]["tables"][place], counted.page[name]
        shown = figures(name, table["rows"])
        assert shown == as_compared(name, expected)[: len(shown)], name
        assert left_out(table) == len(expected) - len(shown), name
    agenda = parts["agenda"]["tables"][0]
    assert len(agenda["rows"]) + left_out(agenda) == counted.matters


def as_compared(name: str, rows: Rows) -> Rows:
    """Of what is ahead the words are not compared."""
    return [[row[0], row[2]] for row in rows] if name == "ahead" else rows


def left_out(table: dict) -> int:
    return sum(int(NUMBER.search(note)[0]) for note in table["notes"])


@pytest.mark.parametrize("audience", BOTH)
def test_every_figure_in_a_sentence(paper, counted, audience):
    for part, section in parts_of(data_of(paper, audience)).items():
        said = [re.findall(r"\d+(?:\.\d+)?", words) for words in section["paragraphs"]]
        assert said == counted.said[part], part


# --- the annexes --------------------------------------------------------------------------------


def test_every_figure_of_the_annexes(paper, counted):
    found = {
        each["number"]: each["tables"] for each in data_of(paper, Audience.INTERNAL)["annexes"]
    }
    for name, (number, place) in ANNEXES.items():
        assert figures(name, found[number][place]["rows"]) == counted.annexes[name], name
    agenda = found[9][0]["rows"]
    assert [row[0] for row in agenda] == [str(n + 1) for n in range(counted.matters)]
    for name, place in IN_FULL.items():
        shown = figures(name, found[9][place]["rows"])
        assert shown == as_compared(name, counted.page[name]), name


def test_every_figure_of_the_paper_for_publication(paper, counted):
    data = data_of(paper, Audience.PUBLIC)
    parts = parts_of(data)
    assert list(parts) == ["conclusion", "status", "findings"]
    assert figures("status", parts["status"]["tables"][0]["rows"]) == counted.page["status"]
    assert (
        figures("severities", parts["findings"]["tables"][0]["rows"]) == counted.page["severities"]
    )
    (bureaus_shown, *_other), _method = (each["tables"] for each in data["annexes"])
    assert figures("bureaus", bureaus_shown["rows"]) == counted.bureaus
    assert counted.bureaus


# --- one paper, every format --------------------------------------------------------------------


@pytest.mark.parametrize("audience", BOTH)
def test_every_format_says_the_same(paper, audience, tmp_path):
    said = whole(data_of(paper, audience))
    markdown = documents.of_markdown(paper.files[audience, Form.TEXT])
    assert markdown.rows == said.rows
    assert not missing(said.words, markdown.words)
    excel = documents.of_excel(paper.files[audience, Form.WORKBOOK])
    known = [without_zero(row) for row in excel.rows]
    assert not [row for row in said.rows if without_zero(row) not in known]
    assert not missing(said.sentences, excel.words)


def without_zero(row: list[str]) -> list[str]:
    """87.0 is stored as 87, a day as a number of days; what is empty at the end not at all."""
    return [re.sub(r"^(-?\d+)\.0$", r"\1", documents.serial(each)) for each in row if each]


def missing(words: list[str], there: list[str]) -> list[str]:
    text = "".join(map(squeezed, there))
    return [each for each in words if squeezed(each) not in text]


@pytest.mark.parametrize("audience", BOTH)
def test_the_pdf_says_the_same_and_no_other_figure(paper, audience, tmp_path):
    """Row after row as in the JSON; without these, the words and what it was made of, no digit is
    left but the numbers of pages, parts and annexes."""
    data = data_of(paper, audience)
    said, text = whole(data), documents.of_pdf(paper.files[audience, Form.PACK], tmp_path)
    for row in said.rows:
        found = re.search(printed(row), text)
        assert found, row
        text = f"{text[: found.start()]}\n{text[found.end() :]}"
    for words in sorted(filter(None, map(squeezed, said.words)), key=len, reverse=True):
        text = text.replace(words, "\n")
    text = NUMBERED.sub("", STAMPED.sub("", text))
    assert not re.findall(r"\d", text), re.findall(r".{0,20}\d.{0,20}", text)


def test_the_screen_says_what_the_file_says(paper, example):
    reader = example.browser_of(Role.SECR)
    for audience in BOTH:
        said = whole(data_of(paper, audience))
        address = f"/committee/{paper.id}"
        seen = [
            documents.of_screen(reader.get(f"{address}{more}?audience={audience.value}").text)
            for more in ("", "/annexes")
        ]
        rows = [row for each in seen for row in each.rows]
        assert [on_screen(row) for row in rows] == [on_screen(row) for row in said.rows]
        assert not missing(said.words, [word for each in seen for word in each.words])


def on_screen(row: list[str]) -> list[str]:
    """The heat map leaves ".0" out and has a mark at dark cells."""
    return [re.sub(r"^(-?\d+)(\.\d)?▲?$", _bare, each) for each in row]


def _bare(found: re.Match[str]) -> str:
    return found[1] + (found[2] or "").removesuffix(".0")


def test_what_was_made_before_is_still_what_was_made(frozen):
    """After everything has changed every old file is the one that the figures give."""
    files = [file for _counted, paper in frozen.values() for file in paper.files.values()]
    found = {judge(file).finding for file in files}
    assert found == {Finding.SAME}
