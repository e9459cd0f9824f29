"""A finding's life, told through the actions."""

from secaudit import schema
from secaudit.calendar import clock
from secaudit.findings.kinds import Turn
from secaudit.findings.lifecycle import State
from secaudit.journal.verification import verify
from tests.audits.story import (
    closed,
)


def test_from_the_draft_to_the_proof_that_it_was_mended(city):
    finding = closed(city)

    assert finding.state == State.CLOSED and finding.turn == Turn.NOBODY
    assert finding.number == "R8-1" and finding.closed_on == clock.today()
    assert finding.verified_by_id == city.suzuki.id
    assert verify(schema.JOURNALED).good
