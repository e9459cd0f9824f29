"""A paper of the small city, and its documents by what they are for."""

import pytest
from flask_babel import force_locale

from secaudit import __version__
from secaudit.access.guard import COMMAND
from secaudit.calendar import clock
from secaudit.committee import actions, formats, making, reading
from secaudit.committee.composing import pack
from secaudit.committee.gathering import gathered
from secaudit.committee.kinds import Audience
from secaudit.committee.models import CommitteePaper
from secaudit.reports.reading import chosen_period
from tests.reports import story


@pytest.fixture
def paper(city) -> CommitteePaper:
    period, every = chosen_period(story.two_years(city).id)
    figures = gathered(period, every, clock.now(), None)
    return actions.freeze(period, figures, by=COMMAND, at=clock.now())


@pytest.fixture
def frozen(app, paper):
    """Makes a document of its first draft."""
    found = reading.paper(COMMAND, paper.id)
    draft = reading.draft(found)
    figures, words = reading.figures(found.snapshot.hash), reading.words(draft)

    def document(form, audience=Audience.INTERNAL, language="ja", product=__version__) -> bytes:
        wanted = making.ordered(found, draft, audience, form)
        with force_locale(language):
            return formats.document(pack(figures, words, wanted, product))

    with app.app_context():
        yield document
