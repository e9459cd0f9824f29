"""What the workbook says: questions, answers, and every cell that is wrong. Pure."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from secaudit.catalogue.controls import Catalogue, Control
from secaudit.catalogue.local.values import CITY
from secaudit.errors import N_
from secaudit.organisation.tree import Office
from secaudit.selfcheck.answers import LONGEST_REASON
from secaudit.selfcheck.kinds import Value
from secaudit.takeover.columns import Columns, department_columns, plain
from secaudit.web.spreadsheets import Row

OWN_ID = re.compile(r"L-(?:[A-Z][A-Z0-9]{1,7}-)?[0-9]{2,3}")
LONGEST_QUESTION, LONGEST_NUMBER, LONGEST_CHAPTER = 300, 64, 100
MOST_QUESTIONS = 999
TITLE = 60

NO_NUMBER = N_("The number of the question is missing.")
NO_QUESTION = N_("The question is missing.")
TOO_LONG = N_("The text has %(length)s characters; at most %(limit)s are possible.")
MARKUP = N_("“%(value)s” cannot stand in a question. Write it in words.")
OTHER_TEXT = N_("The question %(number)s has another text in %(first)s.")
TWICE = N_("Question %(number)s is answered for this department in %(first)s already.")
NO_DEPARTMENT = N_("There is no department “%(value)s”. Write its code or its name.")
DEPARTMENT_MISSING = N_("The department is missing.")
NO_MEANING = N_("Nothing is said about what “%(value)s” means.")
TOO_MANY = N_("There are more than %(limit)s questions.")
NOTHING_THERE = N_("There is no question in this file.")


@dataclass(frozen=True)
class Fault:
    """What is wrong, at which cell; empty where the file as a whole is meant."""

    address: str
    message: str
    params: dict = field(default_factory=dict)


@dataclass
class Asked:
    """One question of the city's list."""

    number: str  # as the city has it
    text: str
    chapter: str  # id of a chapter, shipped or own
    address: str
    control: str = ""  # its id in the catalogue
    new: bool = True


@dataclass(frozen=True)
class Answered:
    number: str
    office: Office
    value: Value | None  # None: asked and not answered
    reason: str
    address: str


@dataclass
class Plan:
    questions: dict[str, Asked] = field(default_factory=dict)
    answers: dict[tuple[str, int], Answered] = field(default_factory=dict)
    chapters: dict[str, str] = field(default_factory=dict)  # new ones: id → title
    faults: list[Fault] = field(default_factory=list)

    @property
    def new(self) -> list[Asked]:
        return [each for each in self.questions.values() if each.new]

    @property
    def offices(self) -> list[Office]:
        found = {each.office.id: each.office for each in self.answers.values()}
        return list(found.values())

    @property
    def values(self) -> Counter[Value]:
        return Counter(each.value for each in self.answers.values() if each.value)


@dataclass(frozen=True)
class Terms:
    """What the plan is made with."""

    columns: Columns
    words: Mapping[str, Value | None]  # what each word means; None: no answer
    offices: Mapping[str, Office]  # by code and name, `plain`
    catalogue: Catalogue
    stored: Sequence[Catalogue] = ()  # editions that were ever published


def plan(rows: Sequence[Row], terms: Terms) -> Plan:
    """Everything in the file, with all that is wrong."""
    made = Plan()
    for row in rows[1:]:
        asked = _asked(row, terms, made)
        if asked:
            for answered in _answers(row, rows[0], asked, terms, made):
                _add(answered, made)
    if not made.questions and not made.faults:
        made.faults.append(Fault("", NOTHING_THERE))
    if len(made.questions) > MOST_QUESTIONS:
        made.faults.append(Fault("", TOO_MANY, {"limit": MOST_QUESTIONS}))
    if not made.faults:
        name_controls(made, terms.catalogue, terms.stored)
    return made


# --- questions ------------------------------------------------------------------------------


def _asked(row: Row, terms: Terms, made: Plan) -> Asked | None:
    columns = terms.columns
    number, text = _line(row, columns.id), _line(row, columns.question)
    faults = list(_faults_in(row, columns, number, text, terms.catalogue))
    made.faults += faults
    if faults:
        return None
    first = made.questions.get(number)
    if first is None:
        known, typed = number in terms.catalogue, _line(row, columns.chapter)
        chapter = (
            terms.catalogue.control(number).chapter
            if known
            else chapter_of(typed, terms.catalogue, made)
        )
        at = row.address(columns.question)
        made.questions[number] = Asked(number, text, chapter, at)
    elif text and first.text and plain(text) != plain(first.text):
        params = {"number": number, "first": first.address}
        made.faults.append(Fault(row.address(columns.question), OTHER_TEXT, params))
    return made.questions[number]


def _line(row: Row, column: int) -> str:
    return " ".join(row.cell(column).split()) if column else ""


def _faults_in(
    row: Row, columns: Columns, number: str, text: str, catalogue: Catalogue
) -> Iterator[Fault]:
    if not number:
        yield Fault(row.address(columns.id), NO_NUMBER)
    if not text and number not in catalogue:
        yield Fault(row.address(columns.question), NO_QUESTION)
    limits = ((columns.id, LONGEST_NUMBER), (columns.question, LONGEST_QUESTION), (columns.chapter, LONGEST_CHAPTER))  # fmt: skip
    for column, limit in limits:
        if column and (length := len(_line(row, column))) > limit:
            yield Fault(row.address(column), TOO_LONG, {"length": length, "limit": limit})
    if mark := re.search(r"<[A-Za-z/!?]|\]\(|\]:", text):
        yield Fault(row.address(columns.question), MARKUP, {"value": mark[0]})


def chapter_of(typed: str, catalogue: Catalogue, made: Plan) -> str:
    """The chapter with that id or title; else a new one of the city's own."""
    wanted = plain(typed) or plain(USUAL)
    for chapter in catalogue.chapters:
        if wanted in {plain(chapter.id), *map(plain, chapter.title.values())}:
            return chapter.id
    for id, title in made.chapters.items():
        if plain(title) == wanted:
            return id
    taken = {chapter.id for chapter in catalogue.chapters} | set(made.chapters)
    id = next(f"L{n:02}" for n in range(1, 1000) if f"L{n:02}" not in taken)
    made.chapters[id] = typed or USUAL
    return id


USUAL = "市の設問"  # the chapter of questions that stand in none


# --- answers --------------------------------------------------------------------------------


def _answers(row: Row, first: Row, asked: Asked, terms: Terms, made: Plan) -> Iterator[Answered]:
    columns = terms.columns
    if columns.wide:
        for place, heading in department_columns(first, columns, set(terms.offices)).items():
            yield from _answer(row, place, terms.offices[plain(heading)], asked, terms, made)
    elif columns.department:
        typed = row.cell(columns.department).strip()
        office = terms.offices.get(plain(typed))
        if office:
            yield from _answer(row, columns.answer, office, asked, terms, made)
        elif typed or row.cell(columns.answer).strip():
            message = NO_DEPARTMENT if typed else DEPARTMENT_MISSING
            made.faults.append(Fault(row.address(columns.department), message, {"value": typed}))


def _answer(
    row: Row, place: int, office: Office, asked: Asked, terms: Terms, made: Plan
) -> Iterator[Answered]:
    word, at = row.cell(place).strip(), row.address(place)
    if word and word not in terms.words:
        made.faults.append(Fault(at, NO_MEANING, {"value": word[:40]}))
        return
    column = terms.columns.reason if not terms.columns.wide else 0
    reason = row.cell(column).strip() if column else ""
    if len(reason) > LONGEST_REASON:
        params = {"length": len(reason), "limit": LONGEST_REASON}
        made.faults.append(Fault(row.address(column), TOO_LONG, params))
    yield Answered(asked.number, office, terms.words.get(word), reason, at)


def _add(answered: Answered, made: Plan) -> None:
    key = answered.number, answered.office.id
    if key in made.answers:
        params = {"number": answered.number, "first": made.answers[key].address}
        made.faults.append(Fault(answered.address, TWICE, params))
    made.answers.setdefault(key, answered)


# --- ids ------------------------------------------------------------------------------------


def name_controls(made: Plan, catalogue: Catalogue, stored: Sequence[Catalogue] = ()) -> None:
    """Each question is a control that is there already, or gets an id that nobody ever had."""
    every = [*(c for edition in stored for c in _all(edition)), *_all(catalogue)]
    known = {_mark(control): control for control in every if CITY in control.mappings}
    taken = {control.id for control in every}
    for asked in made.questions.values():
        there = known.get((asked.number, asked.chapter))
        if there and there.id not in catalogue and not _asks(there, asked.text):
            there = (
                None  # an edition that was never in force had another question under this number
            )
        if asked.number in catalogue or there:
            asked.control = there.id if there else asked.number
            asked.new = asked.control not in catalogue
        elif OWN_ID.fullmatch(asked.number) and asked.number not in taken and _fits(asked):
            asked.control = asked.number
        else:
            asked.control = _free(asked.chapter, taken)
        taken.add(asked.control)
    used = {asked.chapter for asked in made.new}
    made.chapters = {id: title for id, title in made.chapters.items() if id in used}


def _fits(asked: Asked) -> bool:
    """L-AST-01 stands in the chapter AST, L-01 in any."""
    return asked.number.count("-") < 2 or asked.number.split("-")[1] == asked.chapter


def _asks(control: Control, text: str) -> bool:
    return any(plain(question.text["ja"]) == plain(text) for question in control.questions)


def _mark(control: Control) -> tuple[str, str]:
    return control.mappings[CITY][0], control.chapter


def _all(catalogue: Catalogue) -> list[Control]:
    return [c for chapter in catalogue.chapters for c in (*chapter.controls, *chapter.withdrawn)]


def _free(chapter: str, taken: set[str]) -> str:
    numbers = (f"L-{chapter}-{n:02}" for n in range(1, 1000))
    return next(id for id in numbers if id not in taken)
