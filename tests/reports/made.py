"""Inputs made up from plain values: a city of any size, without a database."""

from dataclasses import replace
from datetime import date, datetime

from secaudit.metrics.counts import Counts
from secaudit.reports.inputs import (
    ChapterFact,
    ControlFact,
    FindingFact,
    Inputs,
    JudgedFact,
    LawItem,
    PeriodFact,
    Position,
    SheetFact,
    Tally,
    Year,
)

AT, ON = datetime(2026, 10, 22, 0, 0), date(2026, 10, 22)
CHAPTERS = tuple(
    ChapterFact(f"C{n}", {"ja": f"分野{n}", "en": f"Chapter {n}"}) for n in range(1, 4)
)
CONTROLS = tuple(
    ControlFact(f"C{n}-0{m}", f"C{n}", 1, (str(n),)) for n in range(1, 4) for m in range(1, 3)
)
IDS = tuple(control.id for control in CONTROLS)
ITEMS = tuple(LawItem(str(n), {"ja": f"項目{n}", "en": f"Item {n}"}) for n in range(1, 5))


def period(year=2026, **changes) -> PeriodFact:
    values = {
        "id": year,
        "fiscal_year": year,
        "title": {"ja": f"{year}年度", "en": f"FY{year}"},
        "state": "open",
        "final": False,
        "open": True,
        "opens_on": date(year, 10, 1),
        "due_on": date(year, 10, 30),
        "reference_date": date(year, 9, 30),
        "edition": "2026.1",
        "edition_hash": "f" * 64,
    }
    return PeriodFact(**(values | changes))


def sheet(id: int, counted=True, name="", **changes) -> SheetFact:
    values = {
        "id": id,
        "unit": id % 1000,
        "name": {"ja": name or f"第{id % 1000}課", "en": name or f"Department {id % 1000}"},
        "bureau": {"ja": "総務部", "en": "General Affairs"},
        "bureau_id": 1,
        "position": id % 1000,
        "state": "confirmed" if counted else "in progress",
        "counted": counted,
        "confirmed": counted,
        "controls": IDS,
    }
    return SheetFact(**(values | changes))


def tally(sheets, answers="aaaaaa") -> Tally:
    """Every counted sheet gives the same answers, one letter a control."""
    counted = [each for each in sheets if each.counted]
    cells = {
        (each.id, f"C{n}"): counts(answers[2 * n - 2 : 2 * n])
        for each in counted
        for n in (1, 2, 3)
    }
    return Tally(
        by_sheet={each.id: counts(answers) for each in counted},
        by_control={
            id: counts(letter * len(counted))
            for id, letter in zip(IDS, answers, strict=True)
            if counted
        },
        by_cell=cells,
    )


def counts(letters: str) -> Counts:
    return Counts(**{letter: letters.count(letter) for letter in "abcdn"})


def year(sheets, answers="aaaaaa", shared: Tally | None = None, **changes) -> Year:
    made = tally(sheets, answers)
    return Year(
        period(**changes),
        CHAPTERS,
        CONTROLS,
        tuple(sheets),
        made,
        made if shared is None else shared,
    )


def inputs(
    departments=4, missing=0, answers="aaaaaa", last: str | None = "aaaaaa", **changes
) -> Inputs:
    """`missing` of the departments have not handed in; last year all had."""
    sheets = [sheet(n, counted=n > missing, before=(1000 + n,)) for n in range(1, departments + 1)]
    before = [sheet(1000 + n) for n in range(1, departments + 1)]
    pairs = [each for each in before if each.unit > missing]
    values = {
        "at": AT,
        "on": ON,
        "city": {"ja": "汐見市", "en": "Shiomi City"},
        "year": year(sheets, answers),
        "last": last and last_year(before, pairs, last),
        "items": ITEMS,
        "law_title": {"ja": "施行規則", "en": "Ordinance"},
        "handling": "取扱注意",
        "position": Position(10, "a" * 64),
        "product": "0.1.0",
    }
    return Inputs(**(values | changes))


def last_year(before, pairs, answers: str) -> Year:
    made = year(before, answers, shared=tally(pairs, answers))
    return replace(made, period=period(2025, state="frozen", final=True, open=False))


def finding(id=1, **changes) -> FindingFact:
    values = {
        "id": id,
        "number": f"R8-{id}",
        "unit": 1,
        "department": {"ja": "第1課", "en": "Department 1"},
        "severity": "major",
        "state": "issued",
        "open": True,
        "fiscal_year": 2026,
        "title": "退職者のIDが残っている",
        "issued_on": date(2026, 8, 1),
        "due_on": date(2026, 10, 1),
        "next_due_on": date(2026, 10, 1),
        "first_due_on": date(2026, 9, 1),
    }
    return FindingFact(**(values | changes))


def judged(unit=1, control="C1-01", verdict="conforming", declared=True) -> JudgedFact:
    return JudgedFact(unit, control, verdict, declared, date(2026, 9, 1))
