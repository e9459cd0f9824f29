"""Other departments are asked whether they have the same problem (横展開), and answer."""

from collections.abc import Collection
from datetime import date, datetime

from secaudit.access.guard import Actor, require
from secaudit.audits.reach import ground
from secaudit.errors import N_, Invalid, Refused
from secaudit.findings import guards, rules
from secaudit.findings.kinds import Same
from secaudit.findings.models import Finding, Inquiry, InquiryReply
from secaudit.journal.actions import based_on, record, transaction


def ask_others(
    finding: Finding,
    question: str,
    units: Collection[int],
    due_on: date,
    *,
    by: Actor,
    at: datetime,
    on: date,
) -> Inquiry:
    """They read this question and nothing of the finding, nor whose it is."""
    with transaction():
        guards.require_deed(by, "ask other departments", finding, on)
        if finding.issued_at is None:
            raise Refused(N_("Nothing has been issued yet. Others are asked afterwards."))
        known = {office.id for office in ground(on).tree.answering()}
        asked = [unit for unit in dict.fromkeys(units) if unit in known - {finding.unit_id}]
        if not asked:
            raise Invalid(N_("Choose at least one department."), field="units")
        rules.promise(due_on, on)
        inquiry = Inquiry(
            finding=finding,
            question=rules.needs(question, N_("Write the question."), field="question"),
            due_on=due_on,
            asked_by=by.person,
            asked_at=at,
        )
        replies = [InquiryReply(inquiry=inquiry, unit=unit) for unit in asked]
        record(by, "finding.spread", finding, [inquiry, *replies], at=at, asked=len(asked))
    return inquiry


def answer_inquiry(
    reply: InquiryReply,
    answer: Same,
    words: str,
    version: int,
    *,
    by: Actor,
    at: datetime,
    on: date,
) -> None:
    """One department's answer; it may be given anew, what was said before stays in the journal."""
    with transaction():
        based_on(reply, version)
        require(by, "answer inquiries", ground(on).within(reply.unit_id))
        if answer in NEEDS_WORDS:
            rules.needs(words, N_("Say where it is so, and what you will do."), field="words")
        if len(words) > rules.LONGEST:
            rules.needs(words, "", field="words")
        reply.answer, reply.words = answer, words.strip()
        reply.replied_by, reply.replied_at = by.person, at  # type: ignore[assignment]
        record(by, "inquiry.answer", reply.inquiry, [reply], at=at)


NEEDS_WORDS = {Same.YES, Same.PARTLY}
