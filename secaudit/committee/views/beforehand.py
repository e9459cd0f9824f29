"""What is said before a paper is settled: which figures and words stay, who sees them, what ends."""

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from secaudit.calendar import clock
from secaudit.committee import making, reading
from secaudit.committee.actions import MORE_THAN_A_PAGE
from secaudit.committee.kinds import Audience
from secaudit.committee.models import CommitteeDraft, CommitteePaper
from secaudit.committee.views import labelled
from secaudit.people.reading import names
from secaudit.web.beforehand import Beforehand
from secaudit.web.language import at, called


def before_settling(paper: CommitteePaper, draft: CommitteeDraft) -> Beforehand:
    with force_locale(making.KEPT_IN):
        meter = making.meter(paper, draft)
    return Beforehand(
        facts(paper, draft),
        happens(paper),
        [
            _("Settling cannot be undone. Nobody can change figures or words of this paper any more."),
            _("If something is wrong afterwards, figures are frozen anew for another paper. This one stays."),
        ],
        "" if meter.fits else _(MORE_THAN_A_PAGE),
    )  # fmt: skip


def facts(paper: CommitteePaper, draft: CommitteeDraft) -> list[tuple[str, str]]:
    figures, words = reading.figures(paper.snapshot.hash), reading.words(draft)
    sheets = figures.summary.sheets
    chosen = sum(each.key in words.agenda for each in figures.matters) + len(words.more)
    authors = names(draft.authors)
    return [
        (_("Draft"), labelled(paper)),
        (_("Written by"), _(", ").join(called(authors[id]) for id in draft.authors if id in authors)),
        (_("Figures as of"), at(paper.snapshot.at, "full")),
        (_("Sheets handed in"), _("%(num)s of %(all)s", num=sheets.counted, all=sheets.required)),
        (_("Matters for decision"), str(chosen)),
    ]  # fmt: skip


def happens(paper: CommitteePaper) -> list[str]:
    members = len(reading.readers_of_settled(clock.today()))
    return [
        ngettext(
            "%(num)s member of the committee can read the paper from now on. Until now only those could who prepare and settle it.",
            "%(num)s members of the committee can read the paper from now on. Until now only those could who prepare and settle it.",
            members,
        ),
        _(
            "%(num)s documents are kept as they are now, each under its hash: for the committee and for publication.",
            num=len(making.KEPT) * len(Audience),
        ),
        _("Nothing is sent to anybody and nothing is published by itself."),
    ]
