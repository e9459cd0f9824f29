"""Named queries about what other departments were asked (横展開)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from secaudit.access.guard import Actor
from secaudit.audits.reach import ground
from secaudit.findings.models import Finding, Inquiry, InquiryReply
from secaudit.findings.reading import unit_names
from secaudit.organisation.tree import Tree


@dataclass(frozen=True)
class Asked:
    """A question with every department's answer, in official order."""

    inquiry: Inquiry
    replies: list[tuple[Any, InquiryReply]]  # the office, what it said

    @property
    def missing(self) -> int:
        return sum(reply.answer is None for _office, reply in self.replies)


def of_finding(finding: Finding, on: date) -> list[Asked]:
    """The newest question first. Two statements, and the offices of the day."""
    inquiries = list(Inquiry.select().where(Inquiry.finding == finding).order_by(Inquiry.id.desc()))
    if not inquiries:
        return []
    rows = list(InquiryReply.select().where(InquiryReply.inquiry.in_(inquiries)))
    known, tree = unit_names({row.unit_id for row in rows}, on), ground(on).tree
    rows.sort(key=lambda row: _place(tree, row.unit_id))
    return [
        Asked(each, [(known[row.unit_id], row) for row in rows if row.inquiry_id == each.id])
        for each in inquiries
    ]


def _place(tree: Tree, unit: int) -> int:
    order = [office.id for office in tree.answering()]
    return order.index(unit) if unit in order else len(order)


def of_reader(actor: Actor, on: date) -> list[InquiryReply]:
    """What the reader's departments are or were asked: what waits first, then the newest."""
    heads = actor.units("answer inquiries") or set()
    return of_units(ground(on).below(heads)) if heads else []


def of_units(units: Collection[int]) -> list[InquiryReply]:
    rows = (
        InquiryReply.select(InquiryReply, Inquiry)
        .join(Inquiry)
        .where(InquiryReply.unit.in_(list(units) or [0]))
        .order_by(InquiryReply.answer.is_null().desc(), Inquiry.id.desc())
    )
    return list(rows)
