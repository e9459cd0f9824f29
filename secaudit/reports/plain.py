"""A summary as JSON. The keys are promised in docs/report-json.md: they are added to, never changed."""

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from secaudit.calendar.moments import to_tokyo
from secaudit.metrics.counts import Counts
from secaudit.metrics.rate import Rate
from secaudit.reports import summary as made
from secaudit.reports.formulas import formulas_of
from secaudit.reports.summary import SCHEMA, Audited, FindingLine, Line, Summary


def as_json(summary: Summary) -> str:
    return json.dumps(as_plain(summary), ensure_ascii=False, indent=2, default=_said) + "\n"


def _said(value: object) -> str:
    if isinstance(value, Decimal | date):
        return str(value)
    raise TypeError(type(value))


def as_plain(summary: Summary) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "as_of": moment(summary.at),
        "city": summary.city_name,
        "period": period(summary),
        "journal": _journal(summary),
        "product": summary.product,
        "variant": summary.variant.as_data(),
        "formulas": formulas_of(summary),
        "sheets": sheets(summary),
        "being_collected": summary.collecting,
        "comparable": comparable(summary),
        "city_total": line(summary.city),
        "chapters": [
            {"id": c.id, "title": c.title, "questions": c.controls, **line(c.line)}
            for c in summary.chapters
        ],
        "ordinance_items": [_item(each) for each in summary.items],
        "departments": [_department(each) for each in summary.departments],
        "late": [each.unit for each in summary.late],
        "fell": {
            "departments": [each.unit for each in summary.worse_departments],
            "chapters": [each.id for each in summary.worse_chapters],
        },
        "exempted": [
            {"unit": e.unit, "name": e.name, "reason": e.reason} for e in summary.exempted
        ],
        "findings": {
            "by_severity": [
                {"severity": s.severity, "issued": s.issued, "open": s.open, "overdue": s.overdue}
                for s in summary.severities
            ],
            "serious": [finding(each) for each in summary.serious],
            "overdue": [finding(each) for each in summary.overdue],
            "decisions": [finding(each) for each in summary.decisions],
        },
        "audited": audited(summary.audited),
        "departments_by_chapter": _matrix(summary),
    }


def moment(at: datetime) -> str:
    """In Tokyo time, with its offset."""
    return to_tokyo(at).isoformat(timespec="seconds")


def period(summary: Summary) -> dict[str, Any]:
    of = summary.period
    return {
        "id": of.id,
        "fiscal_year": of.fiscal_year,
        "title": of.title,
        "state": of.state,
        "final": of.final,
        "opens_on": of.opens_on,
        "due_on": of.due_on,
        "reference_date": of.reference_date,
        "edition": of.edition,
        "edition_hash": of.edition_hash,
    }


def _journal(summary: Summary) -> dict[str, Any] | None:
    at = summary.position
    return {"entries": at.size, "root": at.root} if at else None


def sheets(summary: Summary) -> dict[str, Any]:
    of = summary.sheets
    return {
        "required": of.required,
        "handed_in": of.counted,
        "confirmed": of.confirmed,
        "waiting_for_the_head": of.waiting,
        "not_handed_in": of.missing,
        "exempted": of.exempted,
        "submission_rate": rate(of.submission),
        "same_day_last_year": rate(of.same_day) if of.same_day else None,
    }


def comparable(summary: Summary) -> dict[str, Any]:
    of = summary.comparable
    return {
        "fiscal_year": of.fiscal_year,
        "questions": of.questions,
        "of_questions": of.of_questions,
        "departments": of.departments,
        "of_departments": of.of_departments,
    }


def rate(of: Rate) -> dict[str, Any]:
    """The fraction as it was counted, and the percentage as it is shown."""
    return {
        "numerator": of.numerator,
        "denominator": of.denominator,
        "percent": None if of.percent is None else str(of.percent),
    }


def counts(of: Counts) -> dict[str, int]:
    return {
        "implemented": of.a,
        "partial": of.b,
        "not_implemented": of.c,
        "unknown": of.d,
        "not_applicable": of.n,
        "not_submitted": of.m,
    }


def line(of: Line) -> dict[str, Any]:
    return {
        "counts": counts(of.counts),
        "coverage_rate": rate(of.coverage),
        "implementation_rate": rate(of.rate),
        "compared": {
            "this_year": rate(of.current),
            "last_year": rate(of.last),
            "points": None if of.change is None else str(of.change),
        },
    }


def audited(of: Audited) -> dict[str, Any]:
    return {
        "judged": of.judged,
        "conforming": of.conforming,
        "departments": of.departments,
        "conformity_rate": rate(of.conformity),
        "discrepancy": rate(of.discrepancy),
        "last_on": of.last_on,
    }


def _item(of: made.ItemLine) -> dict[str, Any]:
    return {
        "id": of.id,
        "title": of.title,
        "controls": list(of.controls),
        **line(of.line),
        "audited": audited(of.audited),
    }


def _department(of: made.DepartmentLine) -> dict[str, Any]:
    return {
        "unit": of.unit,
        "name": of.name,
        "bureau": of.bureau,
        "state": of.state,
        "handed_in": of.counted,
        "due_on": of.due_on,
        "days_late": of.days_late,
        **line(of.line),
    }


def finding(of: FindingLine) -> dict[str, Any]:
    return {
        "number": of.number,
        "unit": of.unit,
        "department": of.department,
        "severity": of.severity,
        "state": of.state,
        "title": of.title,
        "due_on": of.due_on,
        "first_due_on": of.first_due_on,
        "extensions": of.extensions,
        "days_overdue": of.days_late,
        "days_open": of.days_open,
        "awaits": of.awaits or None,
    }


def _matrix(summary: Summary) -> list[dict[str, Any]] | None:
    if summary.matrix is None:
        return None
    return [
        {"unit": unit, "chapter": chapter, **line(each)}
        for unit, row in summary.matrix.items()
        for chapter, each in row.items()
    ]
