"""Sealing a seed over a stated population, drawing with it, withdrawing a draw."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from peewee import fn

from secaudit.access.guard import Actor, require
from secaudit.audits.models import Engagement
from secaudit.audits.numbers import next_in_line
from secaudit.audits.sampling import drawing
from secaudit.audits.sampling.kinds import Of, State
from secaudit.audits.sampling.models import Draw
from secaudit.calendar.fiscal import fiscal_year
from secaudit.catalogue.models import Edition
from secaudit.errors import N_, Invalid, Refused
from secaudit.journal.actions import based_on, record, transaction
from secaudit.selfcheck.models import Period

Strata = list[tuple[str, list[str]]]


@dataclass(frozen=True)
class Population:
    """Everything that could be drawn: named items by stratum, in official order."""

    words: str
    strata: Strata
    units: dict[str, int]  # code of a department → its number
    period: Period | None = None
    edition: Edition | None = None

    def pooled(self) -> Strata:
        """The same without strata."""
        return [("", [item for _name, items in self.strata for item in items])]


def listing(strata: Iterable[tuple[str, list[str]]]) -> str:
    """The population as the text whose SHA-256 is on record: `stratum TAB item`, one a line."""
    return "".join(f"{name}\t{item}\n" for name, items in strata for item in items)


def commit(
    of: Of,
    title: str,
    population: Population,
    size: int,
    stratified: bool,
    *,
    by: Actor,
    at: datetime,
    on: date,
    seed: str = "",
) -> Draw:
    """State what is drawn from, and seal a seed nobody has seen. `seed`: for rehearsals only."""
    require(by, "plan audits")
    strata = population.strata if stratified else population.pooled()
    counts = {str(i): len(items) for i, (_name, items) in enumerate(strata)}
    _check(population, size)
    seed = seed or secrets.token_hex(32)
    with transaction():
        next_in_line()
        year = fiscal_year(on)
        draw = Draw(
            fiscal_year=year, serial=_next(year), of=of, title=title, population=population.words,
            period=population.period, edition=population.edition, stratified=stratified,
            strata=[[name, list(items)] for name, items in strata], units=population.units,
            shares=list(drawing.shares(counts, size).values()),
            listing=drawing.digest(listing(strata)), commitment=drawing.commitment(seed),
            seed=seed, committed_by=by.person, committed_at=at,
        )  # fmt: skip
        record(by, "draw.commit", draw, [draw], at=at, commitment=draw.commitment)
    return draw


def _check(population: Population, size: int) -> None:
    total = len(population.pooled()[0][1])
    if not total:
        raise Invalid(N_("Nothing can be drawn from this: it is empty."), field="units")
    if not 1 <= size <= total:
        raise Invalid(N_("Enter a number from 1 to %(most)s."), field="size", most=total)


def _next(year: int) -> int:
    return (Draw.select(fn.MAX(Draw.serial)).where(Draw.fiscal_year == year).scalar() or 0) + 1


def recomputed(draw: Draw) -> list[str]:
    """What seed, word and population give, whatever is on record as drawn."""
    key = drawing.key(draw.seed, draw.word)
    found = [
        drawing.drawn(items, share, key)
        for (_name, items), share in zip(draw.strata, draw.shares, strict=True)
    ]
    return [item for items in found for item in items]


def make(draw: Draw, word: str, version: int, *, by: Actor, at: datetime) -> None:
    """Open the seed and draw. The word is any text; best from somebody outside the audit."""
    require(by, "plan audits")
    with transaction():
        based_on(draw, version)
        if draw.state != State.COMMITTED:
            raise Refused(N_("This draw has been made or withdrawn already."))
        draw.word, draw.state, draw.drawn_at = word, State.DRAWN, at  # type: ignore[assignment]
        draw.drawn = recomputed(draw)  # type: ignore[assignment]
        record(by, "draw.make", draw, [draw], at=at, seed=draw.seed, word=word)


def withdraw(draw: Draw, reason: str, version: int, *, by: Actor, at: datetime) -> None:
    """It stays on record with the reason; one that is being looked at can no longer go."""
    require(by, "plan audits")
    with transaction():
        based_on(draw, version)
        if draw.state == State.WITHDRAWN or draw.engagement_id:
            raise Refused(N_("An audit looks at this draw already, or it was withdrawn."))
        draw.state, draw.withdrawn_because = State.WITHDRAWN, reason  # type: ignore[assignment]
        record(by, "draw.withdraw", draw, [draw], at=at, reason=reason)


def taken_up(draw: Draw, engagement: Engagement) -> Draw:
    """The draw as the one this audit looks at, not yet written."""
    if draw.state != State.DRAWN or draw.engagement_id:
        raise Refused(N_("This draw has not been made, or another audit looks at it."))
    draw.engagement = engagement  # type: ignore[assignment]
    return draw
