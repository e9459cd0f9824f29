"""Papers for the committee: last year's is settled, with the figures of the end of February; this
year's is a first draft."""

from dataclasses import replace
from datetime import date, timedelta

from secaudit.access.roles import Role
from secaudit.committee import actions, making, reading
from secaudit.committee.earlier import gathered_as_of
from secaudit.committee.gathering import gathered
from secaudit.committee.kinds import Part
from secaudit.committee.models import CommitteePaper
from secaudit.example.story import Story, noon
from secaudit.meetings.reading import next_meeting
from secaudit.selfcheck.models import Period
from secaudit.selfcheck.reading import periods

SETTLED = (3, 17)  # of the calendar year after; a week before the meeting
SHOWN = {Part.AGENDA.value: 4}  # with which the page is one page
MATTER = "生成AIの利用基準を来年度の計画に入れる"
NOTE = "県の調査（令和8年8月）では、県内市町村の約3割が生成AIの利用基準を定めている。"
PUBLIC_NOTE = "点検は全庁で毎年10月に行っています。"


def settle_last(story: Story, year: int) -> None:
    """The paper for the meeting that closed the year, written in March of the figures of February."""
    on, february = date(year + 1, *SETTLED), date(year + 1, 3, 1) - timedelta(days=1)
    period = next(each for each in periods() if each.fiscal_year == year)
    paper = begun(story, period, on - timedelta(days=7), on + timedelta(days=7), february)
    draft = reading.draft(paper)
    chief = story.as_role(Role.CHIEF, on)
    documents = making.keep(paper, draft)
    actions.settle(paper.id, draft.version, documents, by=chief, at=noon(on))


def draft_this(story: Story, period: Period) -> None:
    """Of this year: the secretariat has begun to write, for the meeting that is planned."""
    meeting = next_meeting(story.today)
    paper = begun(story, period, story.today, meeting.on if meeting else None)
    draft, secretariat = reading.draft(paper), story.as_role(Role.SECR, story.today)
    words = replace(
        reading.words(draft), rows=SHOWN, more=(MATTER,), note=NOTE, public_note=PUBLIC_NOTE
    )
    actions.write(paper.id, draft.version, words, by=secretariat, at=noon(story.today, -30))


def begun(
    story: Story, period: Period, on: date, meeting_on: date | None, as_of: date | None = None
) -> CommitteePaper:
    """Figures as they are on that day, or as they were when an earlier one ended."""
    secretariat, at = story.as_role(Role.SECR, on), noon(on, -45)
    if as_of:
        figures = gathered_as_of(period, as_of, meeting_on, on)
    else:
        figures = gathered(period, periods(), at, meeting_on)
    paper = actions.freeze(period, figures, by=secretariat, at=at)
    return reading.paper(secretariat, paper.id)
