"""Which cells chance drew, which somebody chose, and what auditors found in both."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from secaudit.audits.lifecycle import ISSUED
from secaudit.audits.models import Engagement, WorkingPaper
from secaudit.audits.rows import tuples
from secaudit.audits.sampling.kinds import Of, State
from secaudit.audits.sampling.models import Draw
from secaudit.audits.sampling.reading import parts
from secaudit.calibration.cells import Cell, Found, Part, Place, Seen, Way
from secaudit.fieldwork.judging import COMPARED, Judgement
from secaudit.fieldwork.models import PaperItem
from secaudit.reports.inputs import SheetFact
from secaudit.reports.reading import sheet_facts
from secaudit.selfcheck.kinds import Value
from secaudit.selfcheck.models import Answer, Period

SETTLED = COMPARED | {Judgement.OUT_OF_SCOPE}
LOOKED_AT = Engagement.state.in_(sorted(ISSUED))  # judgements count once the report is out


def draws_looked_at() -> dict[int, list[Draw]]:
    """Period → draws of single cells from its answers whose audit has been reported. One query."""
    rows = (
        Draw.select(Draw, Engagement.id)
        .join(Engagement)
        .where((Draw.of == Of.CELLS) & (Draw.state == State.DRAWN) & LOOKED_AT)
        .where(Draw.period.is_null(False))
        .order_by(Draw.id)
    )
    found: dict[int, list[Draw]] = defaultdict(list)
    for draw in rows:
        found[draw.period_id].append(draw)
    return found


def found_in(period: Period, draws: Iterable[Draw]) -> Found:
    """Three queries: sheets, answers, judgements."""
    draws = tuple(draws)
    sheets = tuple(sheet_facts([period.id])[period.id])
    answers = _answers(period, [each for each in sheets if each.counted])
    places, drawn = _parts(draws), _drawn(draws)
    seen, all_drawn = _seen(period, drawn), set().union(*drawn.values())
    return Found(
        sheets,
        tuple(_cells(answers, places, seen)),
        len(answers.keys() - places.keys()),
        len(all_drawn),
        len(all_drawn & seen.keys()),
        tuple(draw.number for draw in draws),
    )


def _cells(
    answers: Mapping[Place, tuple[str, str]],
    places: Mapping[Place, Part],
    seen: Mapping[Place, Seen],
) -> Iterable[Cell]:
    """What an auditor found not to apply an audit of everything would have left out as well."""
    for place in sorted(answers.keys() & places.keys()):
        chapter, value = answers[place]
        judged = seen.get(place)
        if judged is None or judged.judgement in COMPARED:
            yield Cell(place, chapter, places[place], Value(value), judged)


def _answers(period: Period, sheets: Iterable[SheetFact]) -> dict[Place, tuple[str, str]]:
    """Place → chapter and answer, of what applies and was handed in."""
    counted = {sheet.id: sheet.unit for sheet in sheets}
    rows = tuples(
        Answer.select(Answer.sheet, Answer.control, Answer.chapter, Answer.value).where(
            (Answer.period == period.id) & Answer.asked & (Answer.value != Value.NOT_APPLICABLE)
        )
    )
    return {
        (counted[sheet], control): (chapter, value)
        for sheet, control, chapter, value in rows
        if sheet in counted
    }


def _parts(draws: Iterable[Draw]) -> dict[Place, Part]:
    """Every place that could have been drawn, with the strata it stood in."""
    found: dict[Place, list[tuple[int, int]]] = defaultdict(list)
    for draw in draws:
        for stratum, (_name, items) in enumerate(draw.strata):
            for item in items:
                code, _slash, control = item.partition("/")
                found[draw.units[code], control].append((draw.id, stratum))
    return {place: tuple(strata) for place, strata in found.items()}


def _drawn(draws: Iterable[Draw]) -> dict[int, set[Place]]:
    """Engagement → what it looks at because chance drew it."""
    return {draw.engagement_id: set(parts(draw)) for draw in draws}


def _seen(period: Period, drawn: Mapping[int, set[Place]]) -> dict[Place, Seen]:
    """What somebody chose before chance came upon it is known, by its newest judgement, and says
    nothing about the rest. What chance drew first stays as it was found then: whoever looks again
    chooses by what was found, mostly what was wrong, and leaving that out would flatter the rest."""
    rows = tuples(
        PaperItem.select(
            WorkingPaper.unit, PaperItem.control, PaperItem.judgement, PaperItem.paper,
            WorkingPaper.engagement,
        )
        .join(WorkingPaper)
        .join(Engagement)
        .where((Engagement.period == period.id) & LOOKED_AT & ~WorkingPaper.removed)
        .where(PaperItem.judgement.in_(sorted(SETTLED)))
        .order_by(Engagement.issued_on, PaperItem.id)
    )  # fmt: skip
    found: dict[Place, Seen] = {}
    for unit, control, judgement, paper, engagement in rows:
        place = (unit, control)
        way = Way.DRAWN if place in drawn.get(engagement, ()) else Way.CHOSEN
        before = found.get(place)
        if before is None or before.way == way == Way.CHOSEN:
            right = judgement == Judgement.CONFORMING
            found[place] = Seen(place, way, right, Judgement(judgement), paper, engagement)
    return found
