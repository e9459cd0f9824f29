"""Words of one department, marked, so that they are known wherever they turn up.

SHEET marks what stands in answers, FINDING what stands in working papers and findings, SUMMARY what of
an issued finding may leave the circle of those concerned. Each mark is also an attempt to break out of
an attribute. Names, which are public within the city, carry the attempt without a mark.
"""

from collections.abc import Callable

from peewee import CharField, TextField, fn

from secaudit.activities.models import Activity, ActivityResult, Attendance
from secaudit.audits.models import Engagement, TeamMember, WorkingPaper
from secaudit.calendar import clock
from secaudit.database import EnumField, Record
from secaudit.evidence.models import Evidence
from secaudit.exceptions.models import Deviation
from secaudit.fieldwork.models import PaperItem
from secaudit.findings.models import (
    Action,
    Amendment,
    EffectCheck,
    Extension,
    Finding,
    RiskAcceptance,
)
from secaudit.improvements.models import Improvement
from secaudit.incidents.models import Incident
from secaudit.measures.models import Measure, MeasureResult, MeasureYear, TargetSet
from secaudit.meetings.models import AgendaItem, Meeting, MeetingAction, Minutes, Resolution
from secaudit.organisation.models import System, Unit, UnitVersion
from secaudit.people.models import Person
from secaudit.policies.models import Policy, PolicyVersion
from secaudit.reports.looks.models import Look
from secaudit.selfcheck.models import Answer, Correction, Period, Sheet, SheetReturn

ATTEMPT = "'\"><img src=x>"
RAW = "<img src=x>"
SHEET, FINDING, SUMMARY = "MARKSHEET", "MARKFINDING", "MARKSUMMARY"
SHORT = 40  # columns below hold codes rather than words


def of_findings(model) -> Callable:
    return lambda unit: model.finding.in_(Finding.select(Finding.id).where(Finding.unit == unit))


def of_papers(unit) -> object:
    return WorkingPaper.select(WorkingPaper.id).where(WorkingPaper.unit == unit)


def of_sheets(model) -> Callable:
    return lambda unit: model.sheet.in_(Sheet.select(Sheet.id).where(Sheet.unit == unit))


# Whose rows are whose: the mark, and which rows belong to a unit.
OWNED: dict[type[Record], tuple[str, Callable]] = {
    Answer: (SHEET, lambda unit: Answer.unit == unit),
    SheetReturn: (SHEET, of_sheets(SheetReturn)),
    Correction: (SHEET, of_sheets(Correction)),
    WorkingPaper: (FINDING, lambda unit: WorkingPaper.unit == unit),
    PaperItem: (FINDING, lambda unit: PaperItem.paper.in_(of_papers(unit))),
    Finding: (FINDING, lambda unit: Finding.unit == unit),
    Action: (FINDING, of_findings(Action)),
    Extension: (FINDING, of_findings(Extension)),
    RiskAcceptance: (FINDING, of_findings(RiskAcceptance)),
    Amendment: (FINDING, of_findings(Amendment)),
    Deviation: (SHEET, lambda unit: Deviation.unit == unit),
    Improvement: (SHEET, lambda unit: Improvement.unit == unit),
    Incident: (SHEET, lambda unit: Incident.unit == unit),
    EffectCheck: (FINDING, of_findings(EffectCheck)),
    Evidence: (
        FINDING,
        lambda unit: (Evidence.unit == unit) & ~Evidence.about.startswith("sheet:"),
    ),
}
# Names and texts that everybody in the city may read.
PUBLIC = {
    Unit: (),
    UnitVersion: ("name", "name_en"),
    System: ("name", "name_en"),
    Person: ("name", "name_en"),
    Period: ("title", "purpose"),
    Sheet: ("name", "name_en", "bureau_name"),
    Activity: ("title", "purpose", "audience", "owner", "place", "reason"),
    Attendance: ("name",),
    ActivityResult: ("result", "lessons", "evidence", "kept_at", "reason"),
    TargetSet: ("reason", "words", "decided_post"),
    Measure: ("title", "purpose", "owner", "ended_words"),
    MeasureYear: ("plan",),
    MeasureResult: ("result", "evidence", "reason", "words"),
    Meeting: ("time", "place"),
    Minutes: ("present", "absent", "remarks", "reason"),
    AgendaItem: ("title", "text"),
    Resolution: ("words", "where", "reason"),
    MeetingAction: ("what", "owner_title", "report", "returned"),
    Look: ("words", "post", "reply"),
    Engagement: ("title", "theme", "purpose", "introduction", "remarks"),
    TeamMember: ("statement",),
    Policy: ("title", "title_en"),
    PolicyVersion: ("text", "note"),
}
# Columns of owned rows that hold names of offices and the like, or what others may see.
NO_WORDS = {
    "name",
    "name_en",
    "bureau",
    "content",
    "hash",
    "issued_hash",
    "source",
    "control",
    "file_hash",
    "file_name",
    "file_type",
}


def words(model: type[Record]) -> list:
    """The columns in which people write."""
    return [
        each
        for each in model._meta.sorted_fields
        if isinstance(each, CharField | TextField)
        and not isinstance(each, EnumField)
        and (getattr(each, "max_length", None) or 1000) > SHORT
        and each.name not in NO_WORDS
    ]


def most_audited() -> int:
    """The unit with the most findings: the one whose words are marked."""
    count = fn.COUNT(Finding.id)
    return (
        Finding.select(Finding.unit).group_by(Finding.unit).order_by(count.desc()).tuples().get()[0]
    )


def plant(unit: int) -> None:
    """Behind the product's back: what is asked is where the words turn up."""
    for model, (mark, mine) in OWNED.items():
        values = {column.name: f"{mark}{ATTEMPT}" for column in words(model)}
        if model is Finding:
            values["publishable"] = f"{SUMMARY}{ATTEMPT}"
        model.update(**values).where(mine(unit)).execute()
    for model, names in PUBLIC.items():
        for name in names:
            column = getattr(model, name)
            text = fn.SUBSTR(column, 1, 20).concat(ATTEMPT)
            model.update(**{name: text}).where(column != "").execute()
    assert clock.today()
