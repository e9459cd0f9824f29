"""Audits and findings: working papers, texts, what was done, evidence."""

from collections.abc import Callable
from typing import Any

from secaudit.audits.models import Engagement, WorkingPaper
from secaudit.evidence.models import Evidence
from secaudit.fieldwork.models import PaperItem
from secaudit.findings.models import (
    Action,
    Amendment,
    EffectCheck,
    Extension,
    Finding,
    Inquiry,
    InquiryReply,
    Instruction,
    RiskAcceptance,
)
from secaudit.retention.words.columns import PIECES, Words, evidence


def _papers(year: int):
    return (
        WorkingPaper.select(WorkingPaper.id).join(Engagement).where(Engagement.fiscal_year == year)
    )


def _findings(year: int):
    return Finding.select(Finding.id).where(Finding.paper.in_(_papers(year)))


def _by_finding(model) -> Callable[[int], Any]:
    return lambda year: model.finding.in_(_findings(year))


def _actions(year: int):
    return Action.select(Action.id).where(Action.finding.in_(_findings(year)))


WORDS = (
    Words(WorkingPaper, ("chosen_because",), lambda year: WorkingPaper.id.in_(_papers(year))),
    Words(
        PaperItem,
        ("procedure", "seen", "population", "sample"),
        lambda year: PaperItem.paper.in_(_papers(year)),
    ),
    Words(
        Finding,
        (
            "title", "criterion", "condition", "cause", "effect", "recommendation",
            "publishable", "reply_words", "decision_words", "verified_how",
        ),
        lambda year: Finding.id.in_(_findings(year)),
    ),
    Words(
        Action,
        ("cause", "correction", "prevention", "interim", "check_by", "returned_words", "result"),
        _by_finding(Action),
    ),
    Words(EffectCheck, ("how",), _by_finding(EffectCheck)),
    Words(Inquiry, ("question",), _by_finding(Inquiry)),
    Words(
        InquiryReply,
        ("words",),
        lambda year: InquiryReply.inquiry.in_(
            Inquiry.select(Inquiry.id).where(Inquiry.finding.in_(_findings(year)))
        ),
    ),
    Words(Extension, ("reason", "interim", "words"), _by_finding(Extension)),
    Words(RiskAcceptance, ("reason", "measures", "words"), _by_finding(RiskAcceptance)),
    Words(Amendment, ("text", "reason"), _by_finding(Amendment)),
    Words(
        Instruction,
        ("words",),
        lambda year: Instruction.engagement.in_(
            Engagement.select(Engagement.id).where(Engagement.fiscal_year == year)
        ),
    ),
    Words(
        Evidence,
        PIECES,
        evidence(working_paper=_papers, finding=_findings, action=_actions),
    ),
)  # fmt: skip
