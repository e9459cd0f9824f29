"""The whole story in the order of time."""

import time
from collections.abc import Callable
from contextlib import contextmanager
from datetime import date
from random import Random

from secaudit.catalogue.controls import Catalogue
from secaudit.database import db
from secaudit.example import (
    activities,
    audits,
    committee,
    deciding,
    exceptions,
    goals,
    improving,
    incidents,
    keeping,
    leaving,
    looking,
    offices,
    policies,
    rounds,
    sampled,
    selfchecks,
    staff,
    this_year,
)
from secaudit.example.story import Story

SEED = 16
FIRST_DAY = date(2026, 10, 22)
AUDITED_YEARS = 2  # past audit programmes


def build(
    catalogue: Catalogue,
    *,
    today: date = FIRST_DAY,
    years: int = 3,
    departments: int = 45,
    seed: int = SEED,
    say: Callable[[str], None] = lambda words: None,
) -> Story:
    """Make the example city in the empty database that is open. The same every time."""
    story = Story(today, years, departments, Random(seed))
    with chapter("offices", say):
        offices.found(story)
    with chapter("people", say):
        staff.hire(story)
    last = _past(story, catalogue, say)
    _this_year(story, catalogue, last, say)
    return story


def _past(story: Story, catalogue: Catalogue, say: Callable[[str], None]) -> dict:
    """The years that are final; how each department answered in the last of them."""
    last: dict = {}
    for year in story.past_years():
        with chapter(f"self-check {year}", say):
            last |= selfchecks.run_year(story, year, catalogue, last)
        if year >= story.this_year - AUDITED_YEARS:
            with chapter(f"audit {year}", say):
                audits.run_past(story, year)
                sampled.run(story, year)
        with chapter(f"training and drills {year}", say):
            activities.run_year(story, year)
        with chapter(f"incidents {year}", say):
            incidents.run_year(story, year)
        if year == story.this_year - 1:
            with chapter(f"meetings of the committee {year}", say):
                deciding.last_year(story, year)
            with chapter(f"paper for the committee {year}", say):
                committee.settle_last(story, year)
    return last


def _this_year(story: Story, catalogue: Catalogue, last: dict, say: Callable[[str], None]) -> None:
    """The year that is under way, in the order of its months."""
    with chapter("reorganisation", say):
        offices.reorganise(story)
    with chapter(f"training and drills {story.this_year}", say):
        activities.run_year(story, story.this_year)
    with chapter(f"incidents {story.this_year}", say):
        incidents.run_year(story, story.this_year)
    with chapter("policies", say):
        policies.write(story)
    with chapter("exceptions", say):
        exceptions.grant(story)
    with chapter(f"self-check {story.this_year}", say):
        period = selfchecks.run_this_year(story, catalogue, last)
    with chapter("improvements", say):
        if story.years:
            improving.last_year(story)
        improving.this_year(story, period)
        improving.give_time(story, period)
    with chapter("looks at the overview", say):
        looking.look(story, period)
    with chapter("people who left", say):
        leaving.leave_something(story, period)
    if story.years:
        with chapter(f"audit {story.this_year}", say):
            this_year.run(story)
            audits.run_this_year(story)
        with chapter("audit programme", say):
            rounds.plan(story)
            rounds.draw(story)
    with chapter("targets and measures", say):
        goals.set_targets(story)
        goals.take_measures(story)
    with chapter(f"meetings of the committee {story.this_year}", say):
        deciding.this_year(story)
    with chapter(f"paper for the committee {story.this_year}", say):
        committee.draft_this(story, period)
    with chapter("keeping and disposing", say):
        keeping.keep(story)


@contextmanager
def chapter(name: str, say: Callable[[str], None]):
    """One large transaction: a city is there with a whole chapter or without it."""
    begin = time.monotonic()
    with db.atomic():
        yield
    say(f"{name}: {time.monotonic() - begin:.1f} s")
