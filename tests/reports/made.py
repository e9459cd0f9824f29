"""Inputs made up from plain values: a city of any size, without a database."""

from datetime import date, datetime

from secaudit.reports.counting import Tally
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
    Year,
)
from secaudit.reports.pairing import pairs, sharing, with_controls

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


def sheet(id: int, counted=True, name="", answers="aaaaaa", **changes) -> SheetFact:
    """`answers`: one letter a control, where it is handed in."""
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
        "letters": "" if changes.get("exempted") else (answers if counted else "m" * len(IDS)),
    }
    return SheetFact(**(values | changes))


def year(sheets, controls=CONTROLS, **changes) -> Year:
    """With nothing in common with another one."""
    lines = {each.id: each.letters for each in sheets if not each.exempted}
    found = Year(period(**changes), CHAPTERS, sheets=tuple(sheets), tally=Tally(lines))
    return with_controls(found, controls)


def inputs(
    departments=4, missing=0, answers="aaaaaa", last: str | None = "aaaaaa", **changes
) -> Inputs:
    """Every department gives the same answers; `missing` of them have not handed in; last year all
    had."""
    places = range(1, departments + 1)
    now = [sheet(n, n > missing, answers=answers, before=(1000 + n,)) for n in places]
    before = [sheet(1000 + n, answers=last or answers) for n in places]
    this, then = compared(year(now), last_year(before))
    values = {
        "at": AT,
        "on": ON,
        "city": {"ja": "汐見市", "en": "Shiomi City"},
        "year": this,
        "last": then if last else None,
        "cells": True,
        "items": ITEMS,
        "law_title": {"ja": "施行規則", "en": "Ordinance"},
        "handling": "取扱注意",
        "position": Position(10, "a" * 64),
        "product": "0.1.0",
    }
    return Inputs(**(values | changes))


def last_year(sheets) -> Year:
    return year(sheets, year=2025, state="frozen", final=True, open=False)


def compared(now: Year, last: Year) -> tuple[Year, Year]:
    both = pairs(now.controls, last.controls, now.sheets, last.sheets)
    return sharing(now, both.now, both.controls), sharing(last, both.before, both.controls)


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
