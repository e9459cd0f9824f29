"""What the product itself says in each part of the page: sentences made from the figures.

Figures stand in braces, so that who edits the words sees what is frozen.
Needs an application context for the language.
"""

from collections.abc import Callable, Iterator
from typing import Any

from flask_babel import gettext, ngettext

from secaudit.committee.kinds import Part
from secaudit.committee.snapshot import Snapshot
from secaudit.errors import N_
from secaudit.metrics.rate import Rate
from secaudit.reports import sentences as told
from secaudit.reports.sentences import Sentence, say, spoken, ungettext
from secaudit.reports.words import word


class Locked(int):
    """A count that shows itself in braces; otherwise a number like any other."""

    def __str__(self) -> str:
        return f"{{{int(self)}}}"

    def __format__(self, _spec: str) -> str:
        return str(self)


def conclusion(of: Snapshot) -> Iterator[Sentence]:
    yield told.direction(of.summary)
    yield told.declared_and_audited(of.summary)


def agenda(of: Snapshot) -> Iterator[Sentence]:
    return iter(())


def status(of: Snapshot) -> Iterator[Sentence]:
    yield told.coverage(of.summary)
    if compared := told.comparison(of.summary):
        yield compared
        yield from over_the_same(of)


def over_the_same(of: Snapshot) -> Iterator[Sentence]:
    """Why the conclusion names other rates than the columns of the years."""
    city = of.summary.city
    if city.change is not None:
        yield say(
            N_("Over these: %(before)s last year, %(now)s now. The columns of years count all."),
            before=city.last,
            now=city.current,
        )


def worse(of: Snapshot) -> Iterator[Sentence]:
    departments, chapters = of.summary.worse_departments, of.summary.worse_chapters
    if departments or chapters:
        yield say(
            N_("Rates that fell: departments %(departments)s, chapters %(chapters)s."),
            departments=len(departments),
            chapters=len(chapters),
        )


def findings(of: Snapshot) -> Iterator[Sentence]:
    yield from told.serious(of.summary)
    yield from told.overdue(of.summary)


def resolved(of: Snapshot) -> Iterator[Sentence]:
    if of.resolved:
        yield ungettext(
            "Of %(num)s decision of earlier meetings %(done)s is done.",
            "Of %(num)s decisions of earlier meetings %(done)s are done.",
            len(of.resolved),
            done=sum(each.done for each in of.resolved),
        )


def ahead(of: Snapshot) -> Iterator[Sentence]:
    yield from told.not_handed_in(of.summary)


SAID: dict[Part, Callable[[Snapshot], Iterator[Sentence]]] = {
    Part.CONCLUSION: conclusion,
    Part.AGENDA: agenda,
    Part.STATUS: status,
    Part.WORSE: worse,
    Part.FINDINGS: findings,
    Part.RESOLVED: resolved,
    Part.AHEAD: ahead,
}


def generated(of: Snapshot, part: Part) -> str:
    """One sentence a line, figures in braces."""
    return "\n".join(spoken(map(_locked, SAID[part](of)), gettext, ngettext, _word))


def _locked(sentence: Sentence) -> Sentence:
    figures: dict[str, Any] = {
        key: Locked(value) if isinstance(value, int) else value
        for key, value in sentence.figures.items()
    }
    return Sentence(sentence.message, figures, sentence.plural)


def _word(value: Any) -> str:
    return f"{{{word(value)}}}" if isinstance(value, Rate) else word(value)
