"""The summary on one A4 page: which words and figures stand where. Needs an application context."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from secaudit.findings.kinds import MARKS, Severity
from secaudit.metrics.rate import ROUNDING_NOTE
from secaudit.reports.formulas import AUDITED_GROUND, GROUND, formulas_of, title_of
from secaudit.reports.sentences import comparison, conclusion, coverage, declared_and_audited
from secaudit.reports.summary import FindingLine, Line, Summary
from secaudit.reports.typesetting import Draft, Paper, typeset
from secaudit.reports.words import change, listed, said
from secaudit.web.language import at, day, in_my_language, language
from secaudit.web.rates import rate, with_parts

TEMPLATE = "summary.typ"


@dataclass(frozen=True)
class Room:
    """How many lines each list may take, and how large the type is, in points. What does not fit
    is counted, and stands in the annex."""

    weakest: int
    serious: int
    late: int
    size: float


# Tried in this order until the paper is one page.
ROOMS = (
    Room(8, 8, 24, 9), Room(6, 6, 16, 9), Room(5, 5, 12, 8.5), Room(5, 4, 10, 8), Room(4, 3, 8, 8),
    Room(3, 2, 5, 7.5), Room(2, 1, 3, 7.5), Room(0, 0, 0, 7),
)  # fmt: skip


def summary_paper(summary: Summary) -> Paper:
    return typeset(TEMPLATE, [draft(summary, room) for room in ROOMS], summary.at, pages=1)


def draft(summary: Summary, room: Room) -> Draft:
    period = in_my_language(summary.period.title)
    return {
        "lang": language(),
        "size": room.size,
        "city": in_my_language(summary.city_name),
        "document": _("Information Security Committee: summary for the CISO"),
        "handling": summary.handling,
        "title": _("State of information security: %(period)s", period=period),
        "about": about(summary),
        "conclusion": {
            "title": _("Conclusion"),
            "sentences": [said(each) for each in conclusion(summary)]
            + [said(declared_and_audited(summary))],
        },
        "figures": figures(summary),
        "items": items(summary),
        "weakest": weakest(summary, room.weakest),
        "severities": severities(summary),
        "serious": serious(summary, room.serious),
        "late": late(summary, room.late),
        "notes": notes(summary),
        "foot": foot(summary),
    }


def about(summary: Summary) -> str:
    found = [
        in_my_language(summary.city_name),
        _("As of %(as_of)s.", as_of=at(summary.at, "full")),
        _("Answers: %(coverage)s.", coverage=said(coverage(summary))),
        _("Edition %(edition)s.", edition=summary.period.edition),
    ]
    return "　".join(filter(None, found))


def table(title: str, widths: Sequence, right: Sequence[int], head: Sequence[str], rows) -> Draft:
    return {"title": title, "widths": widths, "right": right, "head": head, "rows": rows}


def figures(summary: Summary) -> Draft:
    """This year, last year, the difference, the target."""
    of, city, audited = summary.sheets, summary.city, summary.audited
    target = _("%(value)s%%", value=summary.variant.target)
    rows = [
        [_("Implementation rate (declared)"), with_parts(city.rate), *_compared(city), target],
        [
            _("Submission rate (confirmed by the head)"),
            with_parts(of.submission),
            "",
            "",
            "",
        ],
        [_("Coverage of answers"), with_parts(city.coverage), "", "", ""],
        [_("Judged conforming by auditors"), with_parts(audited.conformity), "", "", ""],
        [_("Serious findings open"), str(len(summary.serious)), "", "", "0"],
        [_("Corrections overdue"), str(len(summary.overdue)), "", "", "0"],
    ]
    head = [_("Figure"), _("This year"), _("Last year"), _("Change (points)"), _("Target")]
    return table(_("Figures"), [6, 4, 2, 2.4, 2], [1, 2, 3, 4], head, rows)


def _compared(line: Line) -> list[str]:
    return [rate(line.last), change(line.change)] if line.change is not None else ["", ""]


def items(summary: Summary) -> Draft:
    rows = [
        [
            each.id,
            in_my_language(each.title),
            rate(each.line.rate),
            rate(each.line.coverage),
            *_compared(each.line),
            _audited(each.audited),
        ]
        for each in summary.items
    ]
    head = [
        _("No."), _("Measures"), _("Declared"), _("Coverage"), _("Last year"),
        _("Change (points)"), _("Audited: conforming / judged"),
    ]  # fmt: skip
    title = _("Measures by the ordinance (%(law)s)", law=in_my_language(summary.law_title))
    return table(title, ["auto", 8, 2.2, 2.2, 2.2, 2.6, 3.4], [2, 3, 4, 5, 6], head, rows)


def _audited(of) -> str:
    return f"{of.conforming} / {of.judged}" if of.judged else _("none reported")


def weakest(summary: Summary, room: int) -> Draft:
    shown = summary.weakest_chapters[:room]
    rows = [
        [
            in_my_language(each.title),
            with_parts(each.line.rate),
            rate(each.line.coverage),
            *_compared(each.line),
        ]
        for each in shown
    ]
    head = [
        _("Chapter"), _("Implementation rate"), _("Coverage"), _("Last year"), _("Change (points)"),
    ]  # fmt: skip
    title = _(
        "Weakest chapters (%(shown)s of %(all)s)", shown=len(shown), all=len(summary.chapters)
    )
    return table(title, [6, 4, 2, 2, 2.4], [1, 2, 3, 4], head, rows)


def severities(summary: Summary) -> Draft:
    """One column for each severity: that takes the fewest lines."""
    found = summary.severities
    rows = [
        [_("New"), *(str(each.issued) for each in found)],
        [_("Still open"), *(str(each.open) for each in found)],
        [_("Overdue"), *(str(each.overdue) for each in found)],
    ]
    head = ["", *(_severity(each.severity) for each in found)]
    return table(_("Findings"), [2, 1.5, 1.5, 1.5, 1.5], [1, 2, 3, 4], head, rows)


def _severity(value: str) -> str:
    return f"{MARKS[Severity(value)]} {_(Severity(value).label)}"


def serious(summary: Summary, room: int) -> Draft:
    shown = summary.serious[:room]
    head = [_("Number"), _("Department"), _("Finding"), _("Next due"), _("Days overdue")]
    rows = [_serious(each) for each in shown]
    made = table(_("Open serious findings"), ["auto", 3, 6, "auto", "auto"], [3, 4], head, rows)
    return made | {"rest": _rest(len(summary.serious), len(shown))}


def _serious(each: FindingLine) -> list[str]:
    due = day(each.due_on, "table")
    late = str(each.days_late) if each.days_late else ""
    return [each.number, in_my_language(each.department), each.title, due, late]


def late(summary: Summary, room: int) -> Draft:
    """In official order; the exempted are named too, so that nobody is missing silently."""
    shown = [_late(each) for each in summary.late[:room]]
    rest = _rest(len(summary.late), len(shown))
    out = [in_my_language(each.name) for each in summary.exempted]
    exempted = _("Exempted: %(names)s.", names=listed(out)) if out else ""
    title = _("Departments that have not handed in (%(num)s)", num=len(summary.late))
    return {"title": title, "text": " ".join(filter(None, [listed(shown), rest, exempted]))}


def _late(each) -> str:
    name = in_my_language(each.name)
    if not each.days_late:
        return name
    return _("%(department)s (%(days)s days late)", department=name, days=each.days_late)


def _rest(number: int, shown: int) -> str:
    """A list that was cut says so."""
    if not number:
        return _("None.")
    more = number - shown
    return _("and %(num)s more (full list in the Excel file)", num=more) if more else ""


def notes(summary: Summary) -> list[str]:
    formulas = "　".join(f"{_(title_of(k))} = {_(f)}" for k, f in formulas_of(summary).items())
    found: list[Any] = [
        _("Formulas: %(formulas)s", formulas=formulas),
        f"{_(GROUND)} {_(AUDITED_GROUND)} {_(ROUNDING_NOTE)}",
        said(comparison(summary)),
        _position(summary),
    ]
    return [each for each in found if each]


def _position(summary: Summary) -> str:
    if summary.position is None:
        return ""
    return _(
        "Journal: %(size)s entries, root %(root)s. Edition %(hash)s.",
        size=summary.position.size,
        root=summary.position.root[:16],
        hash=summary.period.edition_hash[:16],
    )


def foot(summary: Summary) -> str:
    found = [
        in_my_language(summary.city_name),
        _("As of %(as_of)s.", as_of=at(summary.at, "table")),
        f"secaudit {summary.product}",
    ]
    return "　".join(filter(None, found))
