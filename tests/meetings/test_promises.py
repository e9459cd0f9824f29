"""Which promises slipped, how often and by how much; who sees whose; every figure has its list."""

from datetime import date

import pytest

from secaudit.access.roles import Role
from secaudit.calendar import clock
from secaudit.improvements import actions as improvements
from secaudit.improvements.kinds import Promised
from secaudit.improvements.models import Improvement
from secaudit.meetings.actions import planning
from secaudit.meetings.promises import kinds
from secaudit.meetings.promises.kinds import Of, figures, is_due_by
from secaudit.meetings.promises.reading import back, carried_later, promises
from secaudit.meetings.rules import When
from secaudit.metrics.rate import Rate
from secaudit.selfcheck.answers import Given
from secaudit.selfcheck.kinds import Value
from tests.audits.story import issued
from tests.page import as_read
from tests.selfcheck.story import handed_in, opened, sheet_of, today

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
    return kinds.Promised(of=of, id=id, first_due=first, due=due, **given | more)


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


@pytest.fixture
def told(city):
    """Hanako promised to mend a gap and put it off twice; the tax department keeps its date; a
    finding of the citizens' department is issued. The next meeting is in December."""
    period = opened(city)
    sheet = sheet_of(period, city.citizens)
    control = sheet.questions[0]
    gap = {control.replace("-", "_"): Given(Value.PARTIAL, "台帳が半分")}
    for unit, clerk, head in (("citizens", "hanako", "tanaka"), ("tax", "yamamoto", "ito")):
        made = handed_in(city, period, city.units[unit], clerk, head, **gap)
        given = {control: Promised(date(2026, 11, 30), "課長")}
        (row,) = improvements.promise(made.id, given, by=city.acting(clerk), **today())
        if unit == "citizens":
            move = {"by": city.acting(clerk), **today()}
            improvements.move(row.id, 1, date(2026, 12, 31), "", "納品が遅れた", **move)
            improvements.move(row.id, 2, date(2027, 1, 29), "", "もう一度", **move)
    planning.plan(
        When(date(2026, 12, 10), members=(Role.CISO,)), by=city.acting("watanabe"), at=clock.now()
    )
    return control


def test_every_figure_has_its_list_and_everybody_sees_their_own(city, browse, told, app):
    with app.app_context():
        finding = issued(city)
    naoko, ciso, tanaka, inoue = (
        browse(city.people[who]) for who in ("watanabe", "takahashi", "tanaka", "inoue")
    )
    page = as_read(ciso.get("/promises").text)
    assert "延べ2回" in page and "60日" in page and "期限超過の多い順" in page
    with app.app_context():
        every = promises(city.acting("takahashi"), clock.today())
    assert [(p.of, p.unit, p.moved, p.days_moved) for p in every] == [
        (Of.FINDING, city.citizens.id, 0, 0),
        (Of.IMPROVEMENT, city.citizens.id, 2, 60),
        (Of.IMPROVEMENT, city.tax.id, 0, 0),
    ], "in official order, findings first"
    worst = ciso.get("/promises?sort=moved").text
    assert worst.index("市民課") < worst.index("税務課")
    assert "多い順" not in naoko.get("/promises?sort=late").text

    moved = as_read(naoko.get("/promises/list?view=moved").text)
    assert told in moved and "2回" in moved and "R8.11.30" in moved and "R9.1.29" in moved
    before = naoko.get("/promises/list?view=before").text
    assert "税務課" in before, "due on 30 November, the meeting is on 10 December"
    own = tanaka.get("/promises").text
    assert "市民課" in own and "税務課" not in own
    assert f"/findings/{finding.id}" in tanaka.get("/promises/list?view=open").text
    pack = inoue.get("/promises/list?view=all").text
    assert finding.publishable in pack and finding.title not in pack
    assert f"/findings/{finding.id}" not in pack, "the committee does not open findings"
    assert finding.title in ciso.get("/promises/list?view=all").text
    lines = naoko.post("/promises/file", {"format": "csv", "view": "all"}, status=200).text
    assert lines.count("市民課") == 2 and "税務課" in lines
    naoko.post("/promises/file", {"format": "exe"}, status=400)
    browse(city.suzuki).get("/promises", status=403)


def test_what_was_carried_on_counts_from_its_first_date(city, told):
    """A promise that goes on in the next year's sheet keeps the day it was given first."""
    first = Improvement.get(Improvement.unit == city.citizens)
    later = Improvement(follows=first, due_on=date(2027, 9, 30), moved=1, unit=city.citizens)
    assert list(back(later, {first.id: first})) == [later, first]
    assert carried_later([later, first], {}) == 1
    later.due_on = first.due_on
    assert carried_later([later, first], {}) == 0, "the same day is no delay"
