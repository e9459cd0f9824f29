"""Periods and the edition each has pinned."""

from peewee import JOIN

from secaudit.catalogue.editions import Catalogue
from secaudit.catalogue.installed import pinned
from secaudit.catalogue.models import Edition
from secaudit.errors import Missing
from secaudit.prepared import Prepared
from secaudit.selfcheck.kinds import FINAL
from secaudit.selfcheck.models import Period

PINNED_PERIOD = (Period, Edition.id, Edition.hash, Edition.label)


def pinned_periods():
    """All of them, each with its edition's number, still to be narrowed."""
    return Period.select(*PINNED_PERIOD).join(Edition, JOIN.LEFT_OUTER)


def periods() -> list[Period]:
    """All periods, the newest first."""
    return PERIODS()


PERIODS = Prepared(
    lambda: pinned_periods().order_by(Period.fiscal_year.desc(), Period.number.desc())
)


def period(id: int) -> Period:
    """One period; Missing where there is none."""
    row = pinned_periods().where(Period.id == id).first()
    if row is None:
        raise Missing()
    return row


def previous_period(of: Period) -> Period | None:
    """The last period before this one whose figures are final."""
    if of.previous_id:
        return pinned_periods().where(Period.id == of.previous_id).first()
    earlier = (Period.fiscal_year < of.fiscal_year) | (
        (Period.fiscal_year == of.fiscal_year) & (Period.number < of.number)
    )
    newest_first = (Period.fiscal_year.desc(), Period.number.desc())
    return pinned_periods().where(earlier & Period.state.in_(FINAL)).order_by(*newest_first).first()


def catalogue_of(of: Period) -> Catalogue:
    """The edition that the period pinned; Missing before it has opened."""
    if of.edition is None:
        raise Missing()
    return pinned(of.edition)
