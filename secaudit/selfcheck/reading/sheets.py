"""Sheets, and who reads them."""

from collections.abc import Callable, Collection

from peewee import JOIN

from secaudit.access.guard import Actor
from secaudit.catalogue.models import Edition
from secaudit.database import locking
from secaudit.errors import N_, Forbidden, Missing
from secaudit.organisation.reading import successors
from secaudit.prepared import Prepared, given
from secaudit.selfcheck import charges, respondents
from secaudit.selfcheck.kinds import Form, SheetState
from secaudit.selfcheck.models import Period, Sheet
from secaudit.selfcheck.reading.periods import PINNED_PERIOD
from secaudit.selfcheck.states import COUNTED

# Capabilities above this one that let a person read sheets by what they are assigned to: each is
# asked for the units concerned. Audits enter the units of a person's engagements.
units_by_assignment: list[Callable[[Actor], set[int]]] = []


Before, BeforeEdition = Period.alias(), Edition.alias()


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
