"""What audits contribute to a summary: issued findings, and what was judged of what was declared."""

from datetime import date

from peewee import JOIN

from secaudit.audits.lifecycle import ISSUED
from secaudit.audits.models import Engagement, WorkingPaper
from secaudit.calendar.moments import end_of, to_tokyo
from secaudit.fieldwork.judging import COMPARED, Judgement
from secaudit.fieldwork.models import PaperItem
from secaudit.findings.kinds import RequestState, Turn
from secaudit.findings.lifecycle import OPEN, State
from secaudit.findings.models import Extension, Finding, RiskAcceptance
from secaudit.prepared import Prepared, given
from secaudit.reports.inputs import FindingFact, JudgedFact
from secaudit.reports.year_ago import expected_then, payload_until
from secaudit.selfcheck.kinds import Form, Value
from secaudit.selfcheck.models import Answer, Sheet
from secaudit.selfcheck.reading import is_counted

EXTENSION, RISK = "extension", "risk acceptance"
FINDING_COLUMNS = (
    Finding.id, Finding.number, Finding.unit, Finding.severity, Finding.state, Finding.title,
    Finding.fiscal_year, Finding.issued_at, Finding.due_on, Finding.first_due_on,
    Finding.extensions, Finding.next_due_on, Finding.closed_on, Finding.version,
)  # fmt: skip


def finding_facts(fiscal_year: int, since: date) -> tuple[FindingFact, ...]:
    """Every issued finding that is open, was open on the day `since` or later, or is of that fiscal
    year, with what was expected next by the end of the day `since`. One statement."""
    rows = FINDINGS(year=fiscal_year, since=since, until=end_of(since))
    return tuple({row.id: _fact(row) for row in rows}.values())


def _findings():
    waiting = (Extension.state == RequestState.REQUESTED) & (Extension.level == Turn.CISO)
    return (
        Finding.select(
            *FINDING_COLUMNS,
            WorkingPaper.name,
            WorkingPaper.name_en,
            Extension.until,
            Extension.reason,
            RiskAcceptance.review_on,
            RiskAcceptance.reason,
            payload_until(),
        )
        .join(WorkingPaper)
        .join_from(
            Finding,
            Extension,
            JOIN.LEFT_OUTER,
            on=(Extension.finding == Finding.id) & waiting,
            attr="extension",
        )
        .join_from(
            Finding,
            RiskAcceptance,
            JOIN.LEFT_OUTER,
            on=(RiskAcceptance.finding == Finding.id)
            & (RiskAcceptance.state == RequestState.REQUESTED),
            attr="risk",
        )
        .where(Finding.state.in_(sorted(OPEN)) | _closed(given("year"), given("since")))
        .order_by(Finding.fiscal_year, Finding.serial)
    )


def _closed(fiscal_year, since):
    of_interest = (Finding.fiscal_year == fiscal_year) | (Finding.closed_on > since)
    return (Finding.state == State.CLOSED) & of_interest


FINDINGS = Prepared(_findings)


def _fact(row: Finding) -> FindingFact:
    extension, risk = getattr(row, "extension", None), getattr(row, "risk", None)
    until = getattr(extension, "until", None) or getattr(risk, "review_on", None)
    return FindingFact(
        id=row.id,
        number=row.number,
        unit=row.unit_id,
        department={"ja": row.paper.name, "en": row.paper.name_en or row.paper.name},
        severity=row.severity.value,
        state=row.state.value,
        open=row.state in OPEN,
        fiscal_year=row.fiscal_year,
        title=row.title,
        issued_on=to_tokyo(row.issued_at).date() if row.issued_at else None,
        due_on=row.due_on,
        first_due_on=row.first_due_on,
        extensions=row.extensions,
        next_due_on=row.next_due_on,
        awaits=(EXTENSION if getattr(extension, "until", None) else RISK) if until else "",
        until=until,
        asks=getattr(extension, "reason", None) or getattr(risk, "reason", None) or "",
        version=row.version,
        closed_on=row.closed_on,
        expected_before=expected_then(row.body_then),
    )


def judged_facts(period: int) -> tuple[JudgedFact, ...]:
    """What auditors judged beside this period's answers, in issued reports. One statement."""
    return tuple(judged_fact(row) for row in JUDGED(period=period))


def judged_items(period):
    return (
        PaperItem.select(
            WorkingPaper.unit,
            PaperItem.control,
            PaperItem.judgement,
            Engagement.issued_on,
            Answer.value,
            Sheet.state,
            Sheet.frozen_from,
        )
        .join(WorkingPaper)
        .join(Engagement)
        .join_from(
            WorkingPaper,
            Sheet,
            JOIN.LEFT_OUTER,
            on=(Sheet.unit == WorkingPaper.unit)
            & (Sheet.period == period)
            & (Sheet.form == Form.DEPARTMENT),
            attr="sheet",
        )
        .join_from(
            PaperItem,
            Answer,
            JOIN.LEFT_OUTER,
            on=(Answer.sheet == Sheet.id) & (Answer.control == PaperItem.control) & Answer.asked,
            attr="answer",
        )
        .where((Engagement.period == period) & Engagement.state.in_(sorted(ISSUED)))
        .where(PaperItem.judgement.in_(sorted(COMPARED)) & ~WorkingPaper.removed)
        .objects()
    )


JUDGED = Prepared(lambda: judged_items(given("period")))


def judged_fact(row) -> JudgedFact:
    """Declared is what was handed in; 該当なし and no answer are not compared."""
    value = row.value if row.value and is_counted(row) else None
    applies = value is not None and value != Value.NOT_APPLICABLE
    return JudgedFact(
        unit=row.unit,
        control=row.control,
        verdict=Judgement(row.judgement).value,
        declared_implemented=value == Value.IMPLEMENTED if applies else None,
        on=row.issued_on,
    )
