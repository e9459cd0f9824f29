"""Which promises slipped, how often and by how much; who sees whose; every figure has its list."""

from datetime import date

from secaudit.meetings.promises.kinds import Of, Promised, figures, is_due_by
from secaudit.metrics.rate import Rate

ON = date(2026, 10, 22)


def promise(id=1, of=Of.IMPROVEMENT, first=date(2026, 6, 30), due=date(2026, 6, 30), **more):
    given = {
        "unit": 1,
        "number": "AST-01",
        "title": "台帳",
        "moved": 0,
        "open": True,
        "expected": due,
    }
    return Promised(of=of, id=id, first_due=first, due=due, **given | more)


def test_what_promises_come_to():
    kept = promise(1, open=False, expected=None, done_on=date(2026, 6, 30))
    broken = promise(2, open=False, expected=None, done_on=date(2026, 7, 1))
    late = promise(3)
    moved = promise(4, due=date(2026, 11, 30), moved=2)
    finding = promise(5, Of.FINDING, due=date(2026, 12, 25), repeats=True)
    told = figures([kept, broken, late, moved, finding], ON, date(2026, 11, 30))
    assert (told.open, told.late, told.moved, told.times, told.longest) == (3, 1, 1, 2, 153)
    assert told.on_time == Rate(1, 3), (
        "kept ÷ (kept, broken, late); what is not due yet does not count"
    )
    assert told.before_meeting == 2 and (told.repeats, told.repeat) == (1, Rate(1, 1))
    assert (late.days_late(ON), moved.days_late(ON), kept.days_late(ON)) == (114, 0, 0)
    assert not is_due_by(late, None), "without a meeting nothing is due before it"
    nothing = figures([], ON, None)
    assert (nothing.on_time, nothing.longest) == (Rate(0, 0), 0)
