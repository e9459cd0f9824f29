"""Named queries about draws."""

from secaudit.audits.models import Engagement
from secaudit.audits.sampling.kinds import Of
from secaudit.audits.sampling.models import Draw
from secaudit.errors import Missing


def draws() -> list[Draw]:
    """Newest first."""
    return list(Draw.select().order_by(Draw.fiscal_year.desc(), Draw.serial.desc()))


def find(id: int) -> Draw:
    found = Draw.get_or_none(Draw.id == id)
    if found is None:
        raise Missing()
    return found


def of_engagement(engagement: int | Engagement) -> Draw | None:
    return Draw.get_or_none(Draw.engagement == engagement)


def parts(draw: Draw) -> list[tuple[int, str]]:
    """What was drawn as (department, control); control is empty where departments are drawn."""
    named = [item.partition("/") for item in draw.drawn]
    return [(draw.units[code], control) for code, _slash, control in named]


def cells(engagement: int | Engagement) -> set[tuple[int, str]] | None:
    """(department, control) that this audit looks at; None where it looks at all of its controls."""
    draw = of_engagement(engagement)
    return set(parts(draw)) if draw and draw.of == Of.CELLS else None


def of_single_cells():
    """The engagements that look at drawn cells only, as a subquery: a control here and there is no
    audit of a department, so they count in no rotation."""
    looked_at = Draw.engagement.is_null(False) & (Draw.of == Of.CELLS)
    return Draw.select(Draw.engagement).where(looked_at)


def others_over(draw: Draw) -> list[Draw]:
    """Further draws from the very same population: who reads one should know of them."""
    rows = Draw.select().where((Draw.listing == draw.listing) & (Draw.id != draw.id))
    return list(rows.order_by(Draw.id))
