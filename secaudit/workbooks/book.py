"""A workbook as plain values, with the words already in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Row:
    """One question with what is known of it."""

    number: str
    question: str
    last: str
    last_reason: str
    answer: str
    reason: str
    ready: str
    promised: date | None
    control: str
    evidence: str
    source: str = ""  # how the answer came in, where not on the department's own screen


@dataclass(frozen=True)
class Chapter:
    title: str
    rows: Sequence[Row]
    answered: int


@dataclass(frozen=True)
class Words:
    """What is said beside the questions."""

    overview: str  # the name of the first sheet
    chapter: str
    questions: str
    answered: str
    span: str  # 「この1年間」 with its dates
    refused: tuple[str, str]  # title and text where something else is typed as an answer
    refused_ready: tuple[str, str]  # the same for why － does not apply
    day: tuple[str, str]  # title and text beside a date


@dataclass(frozen=True)
class Book:
    language: str
    title: str
    facts: Sequence[tuple[str, str]]
    instructions: Sequence[str]
    signs: Sequence[tuple[str, str]]
    ready: Sequence[str]
    chapters: Sequence[Chapter]
    words: Words
    stamp: Sequence[Sequence[str]]
    open: bool  # whether answers can be typed and read back
    made_from: datetime  # the newest of what it shows; not the clock
