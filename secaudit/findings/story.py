"""What stands beside a finding on its page: dates that held, looks at its effect, its relatives."""

from dataclasses import dataclass, field

from peewee import JOIN

from secaudit.audits.models import WorkingPaper
from secaudit.findings.models import (
    DueDate,
    EffectCheck,
    Finding,
    Inquiry,
    InquiryReply,
    Instruction,
)
from secaudit.findings.sight import Sight
from secaudit.people.models import Person


@dataclass(frozen=True)
class Story:
    dates: list[DueDate]
    checks: list[EffectCheck]
    instruction: Instruction | None = None
    before: Finding | None = None  # what it repeats
    again: list[Finding] = field(default_factory=list)  # what repeats it
    elsewhere: list[Finding] = field(default_factory=list)  # the same in other departments
    asked: int = 0  # other departments that were asked whether it is the same there
    answered: int = 0


def of(finding: Finding, sight: Sight) -> Story:
    """Five statements; of other findings only those that the reader sees whole."""
    relatives = [each for each in _relatives(finding) if sight.whole(each)]
    group = {finding.common_id or finding.id}
    asked, answered = _asked(finding)
    return Story(
        dates=list(DueDate.select().where(DueDate.finding == finding).order_by(DueDate.id)),
        checks=list(
            EffectCheck.select(EffectCheck, Person)
            .join(Person, JOIN.LEFT_OUTER)
            .where(EffectCheck.finding == finding)
            .order_by(EffectCheck.id)
        ),
        instruction=_instruction(finding),
        before=next((each for each in relatives if each.id == finding.repeats_id), None),
        again=[each for each in relatives if each.repeats_id == finding.id],
        elsewhere=[each for each in relatives if group & {each.id, each.common_id}],
        asked=asked,
        answered=answered,
    )


def _asked(finding: Finding) -> tuple[int, int]:
    rows = InquiryReply.select(InquiryReply.answer).join(Inquiry)
    answers = [row.answer for row in rows.where(Inquiry.finding == finding)]
    return len(answers), sum(each is not None for each in answers)


def _relatives(finding: Finding) -> list[Finding]:
    group = finding.common_id or finding.id
    query = (
        Finding.select(Finding, WorkingPaper.id, WorkingPaper.name, WorkingPaper.name_en)
        .join(WorkingPaper)
        .where(
            (Finding.id != finding.id)
            & (
                (Finding.id == (finding.repeats_id or 0))
                | (Finding.repeats == finding)
                | (Finding.common == group)
                | (Finding.id == group)
            )
        )
    )
    return list(query.order_by(Finding.fiscal_year, Finding.serial))


def _instruction(finding: Finding) -> Instruction | None:
    if finding.issued_at is None:
        return None
    given = Instruction.select().where(Instruction.engagement == finding.engagement_id)
    return given.order_by(Instruction.id.desc()).first()
