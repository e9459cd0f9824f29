"""What became of gaps: promised, done and checked, put off to a later year, overdue, corrected."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from itertools import cycle

from secaudit.access.roles import Role
from secaudit.example import words
from secaudit.example.story import Story, acting, noon
from secaudit.improvements import actions
from secaudit.improvements.kinds import Promised
from secaudit.improvements.models import Improvement
from secaudit.improvements.reading import Gap, gaps_of
from secaudit.organisation.reading import tree
from secaudit.selfcheck import reading
from secaudit.selfcheck.actions import corrections, exempting
from secaudit.selfcheck.answers import Given
from secaudit.selfcheck.kinds import SheetState, Value
from secaudit.selfcheck.models import Period, Sheet

MOST = 2  # gaps of a sheet that are promised
FATES = ("checked", "overdue", "moved", "reported", "checked", "seen", "later")


def last_year(story: Story) -> None:
    """Promised in November; by today some are checked, some wait for somebody, some are overdue."""
    year = story.this_year - 1
    period = next(each for each in reading.periods() if each.fiscal_year == year)
    fates, there = cycle(FATES), {office.id for office in tree(story.today).answering()}
    for sheet in _counted(period):
        stays = sheet.unit_id in there
        some = gaps_of(sheet)[:MOST]
        chosen = {gap.control: next(fates) if stays else "checked" for gap in some}
        for row in _promised(story, sheet, some, chosen):
            for follows in BECOMES.get(chosen[row.control], ()):
                follows(story, sheet, row)
    _correct(story, period)


def this_year(story: Story, period: Period) -> None:
    """Two of three departments whose head has confirmed say what they will do."""
    done = [s for s in _counted(period) if s.state == SheetState.CONFIRMED]
    fates = cycle(("soon", "soon", "later", "soon"))
    for sheet in (each for at, each in enumerate(done) if at % 3 != 2):
        some = gaps_of(sheet)[:MOST]
        _promised(story, sheet, some, {gap.control: next(fates) for gap in some})


def give_time(story: Story, period: Period) -> None:
    """One department that has not begun asked for more time."""
    idle = (s for s in reading.sheets_of(period) if s.state == SheetState.NOT_STARTED)
    sheet = next(idle, None)
    if sheet:
        on = story.today - timedelta(days=1)
        exempting.put_off(
            sheet.id, sheet.version, period.due_on + timedelta(days=7), words.MORE_TIME,
            by=story.as_role(Role.SECR, on), at=noon(on), on=on,
        )  # fmt: skip


def _counted(period: Period) -> list[Sheet]:
    found = [each for each in reading.sheets_of(period) if reading.is_counted(each)]
    for sheet in found:
        sheet.period = period
    return found


def _promised(
    story: Story, sheet: Sheet, gaps: Iterable[Gap], fates: Mapping[str, str]
) -> list[Improvement]:
    """By the clerk, ten days after the due date, or today."""
    on = min(sheet.period.due_on + timedelta(days=10), story.today)
    year, promised = sheet.period.fiscal_year, {}
    for gap in gaps:
        due = DUE[fates[gap.control]](year)
        interim = words.INTERIM if due > date(year + 1, 3, 31) else ""
        promised[gap.control] = Promised(due, f"{sheet.name}長", interim=interim)
    clerk = acting(story.contacts[sheet.unit_id], on)
    return actions.promise(sheet.id, promised, by=clerk, at=noon(on, 240), on=on)


DUE = {
    "checked": lambda year: date(year + 1, 2, 27),
    "overdue": lambda year: date(year + 1, 9, 30),
    "moved": lambda year: date(year + 1, 3, 31),
    "reported": lambda year: date(year + 1, 10, 30),
    "seen": lambda year: date(year + 1, 9, 30),
    "later": lambda year: date(year + 2, 3, 31),
    "soon": lambda year: date(year + 1, 3, 31),
}


def _report(story: Story, sheet: Sheet, row: Improvement, on: date) -> Improvement:
    done = actions.Done(on - timedelta(days=1), words.DONE, f"{words.EVIDENCE[0]}（課の書庫）")
    clerk = acting(story.contacts[sheet.unit_id], on)
    return actions.report(row.id, row.version, done, by=clerk, at=noon(on), on=on)


def _reported(story: Story, sheet: Sheet, row: Improvement) -> None:
    _report(story, sheet, row, story.today - timedelta(days=6))


def _seen(story: Story, sheet: Sheet, row: Improvement, on: date | None = None) -> Improvement:
    on = on or row.due_on - timedelta(days=7)
    row = _report(story, sheet, row, on)
    head = acting(story.heads[sheet.unit_id], on)
    return actions.see(row.id, row.version, by=head, at=noon(on, 60), on=on)


def _checked(story: Story, sheet: Sheet, row: Improvement) -> None:
    """Of their own department's the secretariat leaves it to others."""
    row = _seen(story, sheet, row)
    on = row.due_on + timedelta(days=10)
    by = story.as_role(Role.SECR, on)
    if sheet.unit_id not in {post.unit for post in by.posts}:
        actions.confirm_done(row.id, row.version, by=by, at=noon(on), on=on)


def _moved(story: Story, sheet: Sheet, row: Improvement) -> None:
    on = row.due_on - timedelta(days=14)
    head = acting(story.heads[sheet.unit_id], on)
    later = date(row.due_on.year + 1, 3, 31)
    actions.move(
        row.id, row.version, later, words.INTERIM, words.EXTENSION_REASONS[1],
        by=head, at=noon(on), on=on,
    )  # fmt: skip


BECOMES: dict[str, tuple[Callable, ...]] = {
    "checked": (_checked,),
    "seen": (_seen,),
    "reported": (_reported,),
    "moved": (_moved,),
}


def _correct(story: Story, period: Period) -> None:
    """One answer was wrong: the CHIEF has agreed. Another waits for it."""
    on = story.today - timedelta(days=20)
    there = {office.id for office in tree(story.today).answering()}
    promised = (
        Improvement.select().where(Improvement.unit.in_(there)).order_by(Improvement.id.desc())
    )
    of_year = promised.join(Sheet).where(Sheet.period == period.id)
    for at, row in enumerate(of_year.limit(2)):
        head = acting(story.heads[row.unit_id], on)
        correction = corrections.propose_correction(
            row.sheet_id, row.control, Given(Value.IMPLEMENTED), words.WRONG,
            by=head, at=noon(on, at * 10),
        )  # fmt: skip
        if at == 0:
            chief = story.as_role(Role.CHIEF, on)
            corrections.approve_correction(correction.id, 1, by=chief, at=noon(on, 200))
