"""What the figures say, in whole sentences. Never more than they say: no "everything is fine"."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from secaudit.errors import N_
from secaudit.metrics.rate import Rate
from secaudit.reports.summary import Summary

Figure = int | str | date | Rate | dict[str, str]


@dataclass(frozen=True)
class Sentence:
    """A message with the figures it names; texts and rates are put into words where it is shown."""

    message: str
    figures: dict[str, Figure] = field(default_factory=dict)
    plural: str = ""  # with it, `num` chooses between the two


def say(message: str, **figures: Figure) -> Sentence:
    return Sentence(message, figures)


def ungettext(one: str, many: str, num: int, **figures: Figure) -> Sentence:
    """Like `say`, with a plural; a name by which the words are found for translation."""
    return Sentence(one, {"num": num, **figures}, many)


def conclusion(summary: Summary) -> list[Sentence]:
    """Better or worse, what fell most, what is open: the head of overview and paper."""
    return [
        direction(summary),
        *fallen(summary),
        *serious(summary),
        *overdue(summary),
        *not_handed_in(summary),
    ]


def direction(summary: Summary) -> Sentence:
    if not summary.sheets.counted:
        return say(N_("No department has handed in its sheet yet."))
    if summary.collecting:
        return collecting(summary)
    city = summary.city
    if city.change is None:
        return say(
            N_("%(now)s of what applies is declared implemented; nothing compares with last year."),
            now=city.rate,
        )
    figures: dict[str, Figure] = {"before": city.last, "now": city.current}
    if city.rose:
        return say(N_("Overall it has become better (%(before)s → %(now)s)."), **figures)
    if city.fell:
        return say(N_("Overall it has become worse (%(before)s → %(now)s)."), **figures)
    return say(N_("Overall it is as last year (%(now)s)."), now=city.current)


def collecting(summary: Summary) -> Sentence:
    handed_in, before = summary.sheets.handed_in, summary.sheets.same_day
    if before is None or not before.denominator:
        return say(N_("Being collected (%(now)s handed in)."), now=handed_in)
    return say(
        N_("Being collected (%(now)s handed in). On the same day last year it was %(before)s."),
        now=handed_in,
        before=before,
    )


def fallen(summary: Summary) -> Iterator[Sentence]:
    """The chapter that fell most."""
    for chapter in summary.worse_chapters[:1]:
        yield say(
            N_("%(chapter)s has become worse (%(before)s → %(now)s)."),
            chapter=chapter.title,
            before=chapter.line.last,
            now=chapter.line.current,
        )


def serious(summary: Summary) -> Iterator[Sentence]:
    if number := len(summary.serious):
        yield ungettext(
            "%(num)s serious finding is open.",
            "%(num)s serious findings are open.",
            number,
        )


def overdue(summary: Summary) -> Iterator[Sentence]:
    if late := summary.overdue:
        yield ungettext(
            "%(num)s correction is overdue, by %(days)s days at most.",
            "%(num)s corrections are overdue, by %(days)s days at most.",
            len(late),
            days=late[0].days_late,
        )


def not_handed_in(summary: Summary) -> Iterator[Sentence]:
    number = len(summary.late)
    if number and not summary.collecting:
        yield ungettext(
            "%(num)s department has not handed in its sheet.",
            "%(num)s departments have not handed in their sheets.",
            number,
        )


def declared_and_audited(summary: Summary) -> Sentence:
    """The two ways of knowing, side by side."""
    found = summary.audited
    if found.withheld:
        return say(N_("What auditors found in fewer than five departments is not published."))
    if not found.judged:
        return say(N_("No audit of this period has been reported yet: every figure is declared."))
    return say(
        N_(
            "Of %(compared)s items that auditors looked at, %(differing)s were declared implemented"
            " and judged otherwise."
        ),
        compared=found.compared,
        differing=found.differing,
    )


def coverage(summary: Summary) -> Sentence:
    """Beside every rate: how much is known."""
    return say(
        N_("%(counted)s of %(required)s departments, coverage %(rate)s"),
        counted=summary.sheets.counted,
        required=summary.sheets.required,
        rate=summary.city.coverage,
    )


def comparison(summary: Summary) -> Sentence | None:
    """On what the change from last year rests."""
    of = summary.comparable
    if of.fiscal_year is None or summary.collecting:
        return None
    return say(
        N_(
            "Compared with last year over the same %(questions)s of %(of_questions)s questions"
            " and %(departments)s of %(of_departments)s departments."
        ),
        questions=of.questions,
        of_questions=of.of_questions,
        departments=of.departments,
        of_departments=of.of_departments,
    )


def spoken(
    sentences: Iterable[Sentence],
    translate: Callable[..., str],
    translate_many: Callable[..., str],
    word: Callable[[Any], str],
) -> list[str]:
    """In the reader's language."""
    return [_spoken(each, translate, translate_many, word) for each in sentences]


def _spoken(sentence: Sentence, translate, translate_many, word) -> str:
    figures = {key: _figure(value, word) for key, value in sentence.figures.items()}
    if sentence.plural:
        number = figures.pop("num")
        return translate_many(sentence.message, sentence.plural, number, **figures)
    return translate(sentence.message, **figures)


def _figure(value: Figure, word: Callable[[Any], str]):
    return value if isinstance(value, int) else word(value)
