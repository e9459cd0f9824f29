"""One A4 page for the committee: how many gaps lead where, what is overdue."""

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from secaudit.access.guard import Actor
from secaudit.calendar import clock
from secaudit.calendar.fiscal import fiscal_year, last_day
from secaudit.documents import Document, heading, note, table, text, typeset
from secaudit.improvements.comparing import answered_later
from secaudit.improvements.kinds import ELSEWHERE, OPEN, State
from secaudit.improvements.listing import VIEWS, Chosen, texts, working_days_late
from secaudit.improvements.reading import Gap
from secaudit.journal.actions import record, transaction
from secaudit.organisation.settings import settings
from secaudit.selfcheck.kinds import GAPS, Value
from secaudit.web.language import called, day, in_my_language, language
from secaudit.web.typesetting import Paper

ROOMS = ((12, 10), (9, 6), (6, 4), (3, 2), (0, 0))  # rows of the two lists, until it is one page
LONGEST = 46
SHOWN = [key for key in VIEWS if key not in ("all", "open", "late")]  # each gap in one of them


def note_export(*, by: Actor, at: datetime) -> None:
    """Taking the page as PDF is an entry."""
    with transaction():
        record(by, "export.improvements", "improvements", at=at, format="pdf")


def paper(chosen: Chosen, at: datetime) -> Paper:
    """One A4: how many gaps lead where, what is overdue, what takes longer than this year."""
    for late, long in ROOMS:
        made = typeset(page(chosen, late, long), at)
        if made.pages == 1:
            break
    return made


def page(chosen: Chosen, late: int = 12, long: int = 10) -> Document:
    on = clock.today()
    overdue = [gap for gap in chosen.gaps if gap.is_late(on)]
    end = last_day(fiscal_year(on))
    longer = [g for g in chosen.gaps if g.improvement and g.improvement.due_on > end and is_open(g)]
    return Document(
        title=_("Improvements after the self-check"),
        on=on,
        handling=settings()["handling_mark"],
        body=[
            text(conclusion(chosen, overdue)),
            *_kept(chosen),
            table(
                [_(VIEWS[key][0]) for key in SHOWN],
                [[str(chosen.counts[key]) for key in SHOWN]],
                widths=[3, 3, 3, 4, 3, 5],
                right=range(len(SHOWN)),
                title=_("Where they stand"),
            ),
            *_bureaus(chosen),
            heading(_("Overdue: %(count)s", count=len(overdue))),
            *_rows(overdue, late, on),
            heading(_("Promised for a later fiscal year: %(count)s", count=len(longer))),
            *_rows(longer, long, on),
            note(
                _("Self-declared by the departments. A gap is an answer △ or ×. Departments in official order.")
            ),
        ],
    )  # fmt: skip


def is_open(gap: Gap) -> bool:
    return gap.improvement is not None and gap.improvement.state in OPEN


def is_elsewhere(gap: Gap) -> bool:
    return gap.improvement is not None and gap.improvement.state in ELSEWHERE


def conclusion(chosen: Chosen, overdue: list[Gap]) -> str:
    done = chosen.counts["checked"]
    total = chosen.counts["all"] - chosen.counts["ended"]
    words = _("%(done)s of %(total)s gaps are closed and checked.", done=done, total=total)
    if overdue:
        words += " " + ngettext(
            "%(num)s promise is overdue.", "%(num)s promises are overdue.", len(overdue)
        )
    if chosen.counts["none"]:
        words += " " + ngettext(
            "For %(num)s gap nothing is promised yet.",
            "For %(num)s gaps nothing is promised yet.",
            chosen.counts["none"],
        )
    return words


def _kept(chosen: Chosen) -> list:
    """What the year after says about the promises of the year before."""
    later = list(answered_later(chosen.gaps).values())
    if not later:
        return []
    words = _(
        "Of %(count)s promises, the next year's answer is known: %(kept)s are ○, %(again)s are △ or × again.",
        count=len(later),
        kept=later.count(Value.IMPLEMENTED),
        again=sum(value in GAPS for value in later),
    )
    return [text(words)]


def _bureaus(chosen: Chosen) -> list:
    """Counts by bureau in official order: who has how much in front of them."""
    found: dict[str, list[int]] = {}
    for gap in (each for each in chosen.gaps if not is_elsewhere(each)):
        line = found.setdefault(gap.sheet.bureau_called(language()), [0, 0, 0, 0])
        state = gap.improvement.state if gap.improvement else None
        line[0] += 1
        line[1] += state is None
        line[2] += gap.is_late(clock.today())
        line[3] += state == State.CHECKED
    head = [_("Bureau"), _("Gaps"), _("Nothing promised yet"), _("Overdue"), _("Checked")]
    rows = [[name, *map(str, line)] for name, line in found.items()]
    return [
        table(head, rows, widths=[4, 1.5, 2, 1.5, 1.5], right=[1, 2, 3, 4], title=_("By bureau"))
    ]


def _rows(gaps: list[Gap], room: int, on) -> list:
    if not gaps:
        return [text(_("None."))]
    named = texts(gaps[:room])
    rows = [
        [
            called(gap.sheet),
            in_my_language(named[gap.sheet.id, gap.control]),
            shortened(gap.what),
            gap.improvement.owner if gap.improvement else "",
            day(gap.improvement.due_on, "table") if gap.improvement else "",
            str(working_days_late(gap, on) or ""),
        ]
        for gap in gaps[:room]
    ]
    head = [
        _("Department"), _("Control"), _("What will be done"), _("Who"), _("Promised for"),
        _("Working days overdue"),
    ]  # fmt: skip
    found = [table(head, rows, widths=[2.4, 3.6, 5, 2, 1.8, 1.6], right=[5])] if rows else []
    rest = len(gaps) - len(rows)
    if rest:
        found.append(note(_("and %(num)s more (full list in the Excel file)", num=rest)))
    return found


def shortened(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
