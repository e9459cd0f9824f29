"""Downloads. Each is an entry of the journal, so it is asked for by a button, not by a link."""

from flask import abort, request

from secaudit.accounts.gate import current, needs_step_up
from secaudit.calendar import clock
from secaudit.documents.lists import WRITERS
from secaudit.errors import Missing
from secaudit.reports import files
from secaudit.reports.access import seen_by
from secaudit.reports.reading import chosen_period, summary_of
from secaudit.reports.views.blueprint import bp
from secaudit.selfcheck.models import Period
from secaudit.web.attachments import attached


@bp.post("/overview/<id:period>/summary")
def summary_file(period):
    kind = _kind(files.SUMMARY)
    chosen, every = _period(period)
    summary = seen_by(summary_of(chosen, every, clock.now(), cells=True, journal=True), current)
    made = files.summary_file(summary, kind)
    files.record_export(chosen, "summary", kind, by=current, at=clock.now())
    return attached(made.content, made.name)


@bp.post("/overview/<id:period>/answers")
def answers_file(period):
    if step_up := needs_step_up():
        return step_up
    kind = _kind(WRITERS)
    chosen, _every = _period(period)
    made = files.answers_file(chosen, kind, clock.now())
    files.record_export(chosen, "answers", kind, by=current, at=clock.now())
    return attached(made.content, made.name)


def _kind(known) -> str:
    kind = request.form.get("format", "")
    if kind not in known:
        abort(400)
    return kind


def _period(id: int) -> tuple[Period, list[Period]]:
    chosen, every = chosen_period(id)
    if chosen is None:
        raise Missing()
    return chosen, every
