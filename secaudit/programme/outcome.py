"""What came of looking at a draw: how many of what was drawn were right, wrong, not settled."""

from secaudit.audits.models import WorkingPaper
from secaudit.audits.sampling.kinds import Of
from secaudit.audits.sampling.models import Draw
from secaudit.audits.sampling.reading import parts
from secaudit.audits.sampling.statement import Outcome
from secaudit.fieldwork.judging import GAPS, Judgement
from secaudit.fieldwork.models import PaperItem

RIGHT = {Judgement.CONFORMING}
Seen = dict[tuple[int, str], Judgement]


def seen(draw: Draw) -> Seen:
    """(department, control) → judgement in the audit that looks at the draw. One query."""
    rows = (
        PaperItem.select(PaperItem.control, PaperItem.judgement, WorkingPaper.unit)
        .join(WorkingPaper)
        .where((WorkingPaper.engagement == draw.engagement_id) & ~WorkingPaper.removed)
    )
    return {(row.paper.unit_id, row.control): row.judgement for row in rows}


def outcome(draw: Draw, judged: Seen) -> Outcome:
    strata = tuple(
        (len(items), share) for (_name, items), share in zip(draw.strata, draw.shares, strict=True)
    )
    states = [_state(part, judged, draw.of) for part in parts(draw)]
    return Outcome(strata, wrong=states.count("wrong"), right=states.count("right"))


def _state(part: tuple[int, str], judged: Seen, of: Of) -> str:
    """A department is wrong with one gap, and right when all was judged without one."""
    unit, control = part
    if of == Of.CELLS:
        found = {judged.get((unit, control), Judgement.UNCHECKED)}
    else:
        found = {each for (at, _c), each in judged.items() if at == unit} - {Judgement.OUT_OF_SCOPE}
    if found & GAPS:
        return "wrong"
    return "right" if found and found <= RIGHT else "open"


def departments(draw: Draw) -> int:
    return len({unit for unit, _control in parts(draw)})
