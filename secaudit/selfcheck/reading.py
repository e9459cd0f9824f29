"""Named queries: periods, sheets, answers and what they count up to."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import product
from typing import Any

from peewee import JOIN, fn

from secaudit.access.guard import Actor
from secaudit.catalogue.editions import Catalogue
from secaudit.catalogue.installed import pinned
from secaudit.catalogue.models import Edition
from secaudit.catalogue.succession import links_between
from secaudit.database import locking
from secaudit.errors import N_, Forbidden, Missing
from secaudit.metrics.counts import Counts
from secaudit.organisation.reading import successors
from secaudit.people.models import Person
from secaudit.prepared import Prepared, given
from secaudit.selfcheck import charges, respondents
from secaudit.selfcheck.answers import Earlier
from secaudit.selfcheck.asking import EXPORTED
from secaudit.selfcheck.carried import Links, beside
from secaudit.selfcheck.kinds import (
    FINAL,
    LETTER,
    Form,
    SheetState,
    Value,
)
from secaudit.selfcheck.models import Afresh, Answer, Correction, Period, Sheet
from secaudit.selfcheck.states import COUNTED

PINNED_PERIOD = (Period, Edition.id, Edition.hash, Edition.label)

# Capabilities above this one that let a person read sheets by what they are assigned to: each is
# asked for the units concerned. Audits enter the units of a person's engagements.
units_by_assignment: list[Callable[[Actor], set[int]]] = []


# --- periods --------------------------------------------------------------------------------


def _periods():
    return Period.select(*PINNED_PERIOD).join(Edition, JOIN.LEFT_OUTER)


def periods() -> list[Period]:
    """All periods, the newest first."""
    return PERIODS()


PERIODS = Prepared(lambda: _periods().order_by(Period.fiscal_year.desc(), Period.number.desc()))


def period(id: int) -> Period:
    """One period; Missing where there is none."""
    row = _periods().where(Period.id == id).first()
    if row is None:
        raise Missing()
    return row


def previous_period(of: Period) -> Period | None:
    """The last period before this one whose figures are final."""
    if of.previous_id:
        return _periods().where(Period.id == of.previous_id).first()
    earlier = (Period.fiscal_year < of.fiscal_year) | (
        (Period.fiscal_year == of.fiscal_year) & (Period.number < of.number)
    )
    newest_first = (Period.fiscal_year.desc(), Period.number.desc())
    return _periods().where(earlier & Period.state.in_(FINAL)).order_by(*newest_first).first()


def catalogue_of(of: Period) -> Catalogue:
    """The edition that the period pinned; Missing before it has opened."""
    if of.edition is None:
        raise Missing()
    return pinned(of.edition)


Before, BeforeEdition = Period.alias(), Edition.alias()

# --- sheets ---------------------------------------------------------------------------------


def sheet(id: int, lock: bool = False) -> Sheet:
    """A sheet with its period, the edition's number, and those of the period before; Missing where
    there is none. One statement."""
    rows = (SHEET_TO_CHANGE if lock else SHEET)(id=id)
    if not rows:
        raise Missing()
    return rows[0]


def _sheet():
    return (
        Sheet.select(Sheet, *PINNED_PERIOD, Before.id, BeforeEdition.id, BeforeEdition.hash)
        .join(Period)
        .join(Edition)
        .join_from(Period, Before, JOIN.LEFT_OUTER, on=Period.previous, attr="previous")
        .join(BeforeEdition, JOIN.LEFT_OUTER, on=Before.edition, attr="edition")
        .where(Sheet.id == given("id"))
    )


SHEET = Prepared(_sheet)
SHEET_TO_CHANGE = Prepared(lambda: locking(_sheet(), of=Sheet))


def sheet_for(actor: Actor, id: int, deed: str = "read sheets", lock: bool = False) -> Sheet:
    """The sheet, if this person may read it (else exactly as if there were none) and do the deed."""
    row = sheet(id, lock=lock)
    if not reads(actor, row):
        raise Missing()
    if deed != "read sheets":
        refuse_unless_may(actor, deed, row)
    return row


def refuse_unless_may(actor: Actor, deed: str, row: Sheet) -> None:
    if not respondents.may(actor, deed, row):
        raise Forbidden(N_("Your role does not allow this."))


def reads(actor: Actor, row: Sheet) -> bool:
    """Whether this person may see the sheet: by their post, by what became of the unit, or because
    they are assigned to look at it."""
    by_form = respondents.reads(actor, row)
    if by_form is not None:
        return by_form
    heads = actor.units("read sheets")
    if heads is None or heads & set(row.path):
        return True
    if any(row.unit_id in units(actor) for units in units_by_assignment):
        return True
    if heads and heads & successors(row.unit_id):
        return True
    return bool(charges.chapters_of(actor, row.id))


def sheets_of(of: Period, *forms: Form, units: Collection[int] | None = None) -> list[Sheet]:
    """The sheets of a period in official order: the departments', or those of other forms; all of
    them, or those of some units."""
    rows = Sheet.select().where(_of_forms(of, forms))
    if units is not None:
        rows = rows.where(Sheet.unit.in_(sorted(units)))
    return list(rows.order_by(Sheet.position, Sheet.form, Sheet.target))


def _of_forms(of: Period, forms: Collection[Form]):
    return (Sheet.period == of.id) & Sheet.form.in_(forms or (Form.DEPARTMENT,))


def sheets_near(actor: Actor, of: Period) -> list[Sheet]:
    """The sheets of every form under this person's posts and those given to them; all for whoever
    looks after all. A large city has hundreds, a clerk one: the others are not loaded."""
    forms = [Form.DEPARTMENT, *(form for form in of.other_forms if form != Form.PERSON)]
    near = _of_forms(of, forms)
    if not actor.may("manage periods"):
        near &= Sheet.id.in_(_under(actor, near)) | Sheet.id.in_(charges.sheets_given_to(actor))
    own = _of_forms(of, (Form.PERSON,)) & (Sheet.person == actor.person)
    rows = Sheet.select().where(near | own)
    return list(rows.order_by(Sheet.position, Sheet.form, Sheet.target))


def _under(actor: Actor, near) -> list[int]:
    heads = {post.unit for post in actor.posts if post.unit}
    systems = {post.system for post in actor.posts if post.system}
    rows = Sheet.select(Sheet.id, Sheet.form, Sheet.path, Sheet.system).where(near).tuples()
    return [  # type: ignore[attr-defined]
        id
        for id, form, path, system in rows
        if heads & set(path) or system in systems or form == Form.CHIEF
    ]


def sheet_states(of: Period) -> dict[int, SheetState]:
    """The state of each department's sheet, by unit, in official order."""
    rows = (
        Sheet.select(Sheet.unit, Sheet.state)
        .where((Sheet.period == of.id) & (Sheet.form == Form.DEPARTMENT))
        .order_by(Sheet.position)
    )
    return {row.unit_id: row.state for row in rows}


def is_counted(row: Sheet) -> bool:
    """Only what was handed in counts; at the freeze, what had been handed in until then."""
    return (row.frozen_from or row.state) in COUNTED


# --- answers --------------------------------------------------------------------------------


def answers_of(row: Sheet, chapter: str = "", unasked: bool = False) -> dict[str, Answer]:
    """The sheet's answers by control, each with who gave it; `unasked`: also those that no longer
    count because the question was opened again."""
    return {each.control: each for each in ANSWERS[bool(chapter), unasked](row=row.id, of=chapter)}


def _answers(of_chapter: bool, unasked: bool):
    query = (
        Answer.select(Answer, Person.id, Person.name, Person.name_en)
        .join(Person, JOIN.LEFT_OUTER)
        .where(Answer.sheet == given("row"))
    )
    if not unasked:
        query = query.where(Answer.asked)
    return query.where(Answer.chapter == given("of")) if of_chapter else query


ANSWERS = {each: Prepared(partial(_answers, *each)) for each in product((True, False), repeat=2)}


def answers_for(of: Period, unit: int) -> dict[str, Answer]:
    """What a department handed in, by control; nothing before it has."""
    row = Sheet.get_or_none(
        (Sheet.period == of.id) & (Sheet.unit == unit) & (Sheet.form == Form.DEPARTMENT)
    )
    return answers_of(row) if row and is_counted(row) else {}


def last_year_answers(
    row: Sheet, control: str = "", chapter: str = "", links: Links | None = None
) -> dict[str, list[Earlier]]:
    """Last period's answers by control of now, from the department or those it came from."""
    if not row.before:
        return {}
    links = links_into(row.period) if links is None else links
    asked = [control] if control else _asked(row, chapter)
    query = _handed_in().where(Answer.sheet.in_(row.before))
    if control or chapter:
        wanted = {id for each in asked if each in links for id in links[each].ids}
        query = query.where(Answer.control.in_(sorted(wanted)))
    found: dict[int, dict[str, Earlier]] = {}
    for answer in query:
        if is_counted(answer.sheet):
            found.setdefault(answer.sheet_id, {})[answer.control] = _earlier(answer)
    return beside(asked, links, found.values())


def _asked(row: Sheet, chapter: str) -> list[str]:
    if not chapter:
        return row.questions
    catalogue = catalogue_of(row.period)
    return [id for id in row.questions if catalogue.control(id).chapter == chapter]


AHEAD = "links_ahead"


def links_into(of: Period) -> Links:
    """Of each question of this period: where its answers stand in the one before; as it would be,
    where a period that has not been opened is looked at with the rules of now."""
    if AHEAD in of.__dict__:
        return of.__dict__[AHEAD]
    before = _edition_before(of)
    return links_between(before, of.edition) if before and of.edition else {}


def _edition_before(of: Period) -> Edition | None:
    if not of.previous_id:
        return None
    read = of.__rel__.get("previous") or _periods().where(Period.id == of.previous_id).first()
    return read.edition if read else None


def earlier_by_sheet(of: Period) -> dict[int, dict[str, Earlier]]:
    """All answers of the period before, by sheet and control. One statement."""
    found: dict[int, dict[str, Earlier]] = {}
    if of.previous_id:
        for answer in _handed_in().where(Answer.period == of.previous_id):
            if is_counted(answer.sheet):
                found.setdefault(answer.sheet_id, {})[answer.control] = _earlier(answer)
    return found


def _handed_in():
    return (
        Answer.select(*EARLIER, Sheet.name, Sheet.state, Sheet.frozen_from, *CORRECTED)
        .join(Sheet)
        .join_from(Answer, Correction, JOIN.LEFT_OUTER, on=_corrected(), attr="correction")
        .where(Answer.asked)
        .order_by(Sheet.position, Correction.id)
    )


EARLIER = (
    Answer.sheet,
    Answer.control,
    Answer.value,
    Answer.reason,
    Answer.ready_reason,
    Answer.promised_on,
    Answer.same_years,
    Answer.answered_at,
)
CORRECTED = (Correction.id, Correction.value, Correction.reason, Correction.ready_reason)


def corrections_of(sheet: Sheet) -> list[Correction]:
    """What was proposed after the freeze, decided or not, the oldest first."""
    if sheet.state != SheetState.FROZEN:
        return []
    rows = Correction.select().where(Correction.sheet == sheet.id)
    return list(rows.order_by(Correction.id))


def corrections_in(of: Period) -> list[Correction]:
    """What was approved after the freeze, in official order."""
    rows = Correction.select(Correction, Sheet).join(Sheet)
    approved = (Sheet.period == of.id) & Correction.approved_at.is_null(False)
    return list(rows.where(approved).order_by(Sheet.position, Correction.id))


def _corrected():
    return (
        (Correction.sheet == Answer.sheet)
        & (Correction.control == Answer.control)
        & Correction.approved_at.is_null(False)
    )


def _earlier(answer: Answer) -> Earlier:
    correction = getattr(answer, "correction", None)
    now = correction if correction is not None and correction.id else answer
    return Earlier(
        name=answer.sheet.name,
        value=now.value,
        reason=now.reason,
        ready_reason=now.ready_reason,
        promised_on=answer.promised_on,
        same_years=answer.same_years,
        answered_at=answer.answered_at,
        control=answer.control,
    )


def afresh_since(row: Sheet, links: Links | None = None) -> dict[str, datetime]:
    """Since when a question must be answered anew, by control; also where it had another id."""
    asked = _asked_afresh(row)
    if not asked:
        return {}
    links = links_into(row.period) if links is None else links
    for id, link in links.items():
        moments = [asked[each] for each in (id, *link.ids) if each in asked]
        if moments:
            asked[id] = max(moments)
    return asked


def _asked_afresh(row: Sheet) -> dict[str, datetime]:
    newest = fn.MAX(Afresh.at)
    query = (
        Afresh.select(Afresh.control, newest.alias("newest"))
        .where(Afresh.unit.in_(row.lineage or [row.unit_id]))
        .group_by(Afresh.control)
    )
    return {found.control: _moment(found.newest) for found in query}


def _moment(value: datetime | str) -> datetime:
    """SQLite gives the largest of a column back as text."""
    return datetime.fromisoformat(value) if isinstance(value, str) else value


# --- figures --------------------------------------------------------------------------------


def counts(of: Period) -> dict[tuple[int, str], Counts]:
    """Per department and chapter the answers that count; what was not handed in is m.

    Exempted sheets are left out. Two statements whatever the size of the city.
    """
    chapter = {control.id: control.chapter for control in catalogue_of(of).controls}
    required = [row for row in sheets_of(of) if row.state != SheetState.EXEMPTED]
    given = _given(of)
    found: dict[tuple[int, str], Counts] = {}
    for row in required:
        asked: dict[str, int] = {}
        for control in row.questions:
            asked[chapter[control]] = asked.get(chapter[control], 0) + 1
        for each, number in asked.items():
            letters = given.get((row.id, each), {}) if is_counted(row) else {}
            one = Counts(**letters, m=number - sum(letters.values()))
            found[row.unit_id, each] = found.get((row.unit_id, each), Counts()) + one
    return found


def _given(of: Period) -> dict[tuple[int, str], dict[str, int]]:
    """How often each answer was given, per sheet and chapter, from the covering index alone."""
    rows: Any = (
        Answer.select(Answer.sheet, Answer.chapter, Answer.value, fn.COUNT(Answer.id))
        .where((Answer.period == of.id) & Answer.asked)
        .group_by(Answer.sheet, Answer.chapter, Answer.value)
        .tuples()
    )
    found: dict[tuple[int, str], dict[str, int]] = {}
    for sheet_id, chapter, value, number in rows:
        found.setdefault((sheet_id, chapter), {})[LETTER[Value(value)]] = number
    return found


def answered_numbers(of: Period, sheets: list[int] | None = None) -> dict[int, int]:
    """How many questions have an answer, per sheet (of these, or of all), handed in or not."""
    some = (Answer.sheet.in_(sheets),) if sheets is not None else ()
    rows: Any = (
        Answer.select(Answer.sheet, fn.COUNT(Answer.id))
        .where((Answer.period == of.id) & Answer.asked, *some)
        .group_by(Answer.sheet)
        .tuples()
    )
    return dict(rows)


def answers_by_sheet(of: Period) -> dict[int, dict[str, Answer]]:
    """All answers of a period, handed in or not; people's own are left out. One statement."""
    found: dict[int, dict[str, Answer]] = {}
    personal = Sheet.select(Sheet.id).where((Sheet.period == of.id) & (Sheet.form == Form.PERSON))
    here = (Answer.period == of.id) & Answer.asked & Answer.sheet.not_in(personal)
    for answer in Answer.select().where(here):
        found.setdefault(answer.sheet_id, {})[answer.control] = answer
    return found


@dataclass(frozen=True)
class AnswerRow:
    """One question asked of one department, as it is exported."""

    period: Period
    sheet: Sheet
    control: str
    chapter: str
    answer: Answer | None  # None: not handed in


def rows(of: Period) -> Iterator[AnswerRow]:
    """Every question asked, in official order and the order of the form. Exempted ones are out,
    and staff forms, of which only totals leave the product."""
    chapter = {control.id: control.chapter for control in catalogue_of(of).controls}
    answers = answers_by_sheet(of)
    for row in sheets_of(of, *EXPORTED):
        if row.state == SheetState.EXEMPTED:
            continue
        given = answers.get(row.id, {}) if is_counted(row) else {}
        for control in row.questions:
            yield AnswerRow(of, row, control, chapter[control], given.get(control))
