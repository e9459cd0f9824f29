"""`secaudit nightly`: what time alone brings about, and the nightly check. Run it by a timer."""

import sys
from datetime import timedelta
from pathlib import Path

import click
from flask import current_app

from secaudit import repeating, schema
from secaudit.accounts import sessions
from secaudit.calendar import clock
from secaudit.evidence import checking
from secaudit.findings.actions.checking import lapse_overdue
from secaudit.findings.actions.requesting import resume_overdue
from secaudit.health import runs
from secaudit.journal.verification import verify
from secaudit.launching import in_city
from secaudit.retention.erasing import scrub_after


@click.command()
@in_city
def nightly() -> None:
    """Let unanswered fact checks lapse, end accepted risks whose review is due, check the journal.

    Exit 1 if the journal is not whole. Running it twice changes nothing more.
    """
    at, on = clock.now(), clock.today()
    lapsed, resumed = lapse_overdue(at=at, on=on), resume_overdue(at=at, on=on)
    sessions.sweep()
    repeating.sweep()
    checking.sweep()
    scrub_after(at - timedelta(days=2))
    verdict = verify(schema.JOURNALED)
    verdict.faults += checking.file_faults()
    runs.note(Path(current_app.instance_path), "nightly", verdict.good, clock.real_now())
    click.echo(
        f"{lapsed} fact checks lapsed, {resumed} accepted risks ended, "
        f"{verdict.size} entries checked, {len(verdict.faults)} faults"
    )
    for fault in verdict.faults:
        click.echo(str(fault), err=True)
    sys.exit(0 if verdict.good else 1)
