"""What makes an answer complete, and when last year's may be given again. Pure."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from secaudit.errors import N_, Invalid
from secaudit.selfcheck.kinds import GAPS, ReadyReason, Value

LONGEST_REASON = 400
RECHECK_AFTER = 2  # years in a row that 「昨年度と同じ」 may be said; the third is looked at afresh
NEEDS_REASON = (*GAPS, Value.NOT_APPLICABLE)


@dataclass(frozen=True)
class Given:
    """One answer as somebody gave it, checked and tidied."""

    value: Value
    reason: str = ""
    ready_reason: ReadyReason | None = None
    promised_on: date | None = None
    same_years: int = 0  # how often in a row last year's answer was given again

    def says_the_same(self, other: "Given") -> bool:
        """Whether it need not be saved again; how it was given does not matter."""
        return replace(self, same_years=0) == replace(other, same_years=0)

    @property
    def complete(self) -> bool:
        if self.value not in NEEDS_REASON:
            return True
        ready = self.ready_reason if self.value == Value.NOT_APPLICABLE else None
        return bool(ready or self.reason.strip())


@dataclass(frozen=True)
class Earlier:
    """An answer of last year, with a correction made since; `name` is the department's then."""

    name: str
    value: Value
    reason: str
    ready_reason: ReadyReason | None
    promised_on: date | None
    same_years: int
    answered_at: datetime
    control: str = ""  # to which it was given; it may have another id now
    kept: bool = True  # whether the question still means what it meant then


def given(
    value: object,
    reason: object = "",
    ready_reason: object = "",
    promised_on: date | None = None,
) -> Given:
    """What came from outside, as an answer; Invalid with what to do instead."""
    if not isinstance(value, str) or value not in set(Value):
        raise Invalid(N_("Choose one of the five answers."), field="value")
    if ready_reason and (not isinstance(ready_reason, str) or ready_reason not in set(ReadyReason)):
        raise Invalid(N_("Choose one of the reasons."), field="ready_reason")
    answer, text = Value(value), tidy(reason)
    ready = ReadyReason(ready_reason) if ready_reason else None  # type: ignore[arg-type]
    return Given(
        value=answer,
        reason=text,
        ready_reason=ready if answer == Value.NOT_APPLICABLE else None,
        promised_on=promised_on if answer in GAPS else None,
    )


def tidy(reason: object) -> str:
    """The text as it is stored: one kind of line end, nothing that cannot be seen or stored."""
    if not isinstance(reason, str):
        raise Invalid(N_("The reason must be text."), field="reason")
    lines = reason.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(
        each for each in lines if each == "\n" or unicodedata.category(each) not in HIDDEN
    )
    text = text.strip()
    if len(text) > LONGEST_REASON:
        raise Invalid(
            N_("Up to %(limit)s characters; this has %(count)s."),
            field="reason",
            limit=LONGEST_REASON,
            count=len(text),
        )
    return text


HIDDEN = {"Cc", "Cs", "Cn"}  # control characters, lone surrogates, unassigned


class Stop(StrEnum):
    """What keeps a sheet from being submitted."""

    NO_ANSWER = "no answer"
    NO_REASON = "no reason"


def stops(
    asked: Iterable[str], answers: Mapping[str, Given], reasons: bool = True
) -> dict[str, Stop]:
    """Per control what is still missing, in the order of the form; `reasons`: whether it asks them."""
    found: dict[str, Stop] = {}
    for control in asked:
        answer = answers.get(control)
        if answer is None:
            found[control] = Stop.NO_ANSWER
        elif reasons and not answer.complete:
            found[control] = Stop.NO_REASON
    return found


class Withdrawn(StrEnum):
    """Why last year's answer cannot simply be given again."""

    NONE_LAST_YEAR = "no answer last year"
    SEVERAL = "several answers last year"
    MERGED = "several controls last year"
    UNKNOWN = "was not known"
    REWORDED = "meaning changed"
    AFRESH = "asked afresh"
    PROMISE = "promised date passed"
    RECHECK = "re-check is due"
    EVIDENCE = "evidence expired"
    IMPROVEMENT = "improvement not done"

    @property
    def label(self) -> str:
        return WITHDRAWN_WORDS[self]


WITHDRAWN_WORDS = {
    Withdrawn.NONE_LAST_YEAR: N_("This was not answered last year."),
    Withdrawn.SEVERAL: N_("Several departments became this one; their answers stand beside."),
    Withdrawn.MERGED: N_("Several questions became this one; their answers stand beside."),
    Withdrawn.UNKNOWN: N_("Last year it was not known."),
    Withdrawn.REWORDED: N_("The question has changed since last year."),
    Withdrawn.AFRESH: N_("An audit looked at this. Please answer afresh."),
    Withdrawn.PROMISE: N_("The date promised last year has passed."),
    Withdrawn.RECHECK: N_("The same answer for three years: please check it once more."),
    Withdrawn.EVIDENCE: N_("The evidence of last year's answer has expired."),
    Withdrawn.IMPROVEMENT: N_("What was promised for this has not been done by its date."),
}


def same_withdrawn(
    last: list[Earlier], today: date, afresh_at: datetime | None
) -> Withdrawn | None:
    """Why 「昨年度と同じ」 is not offered for a question; None where it is."""
    if len(last) != 1:
        return _why_several(last) if last else Withdrawn.NONE_LAST_YEAR
    (before,) = last
    rules = (
        (before.value == Value.UNKNOWN, Withdrawn.UNKNOWN),
        (not before.kept, Withdrawn.REWORDED),
        (afresh_at is not None and afresh_at >= before.answered_at, Withdrawn.AFRESH),
        (before.value in GAPS and not _still_promised(before, today), Withdrawn.PROMISE),
        (before.same_years >= RECHECK_AFTER, Withdrawn.RECHECK),
    )
    return next((why for holds, why in rules if holds), None)


def _why_several(last: list[Earlier]) -> Withdrawn:
    controls = {each.control for each in last}
    return Withdrawn.MERGED if len(controls) > 1 else Withdrawn.SEVERAL


def _still_promised(before: Earlier, today: date) -> bool:
    return before.promised_on is None or before.promised_on >= today


def same_again(before: Earlier) -> Given:
    """Last year's answer with its reason, given once more."""
    return Given(
        value=before.value,
        reason=before.reason,
        ready_reason=before.ready_reason,
        promised_on=before.promised_on,
        same_years=before.same_years + 1,
    )
