"""What was changed in a question since last year, word by word. Pure."""

from collections.abc import Iterable

from secaudit.catalogue.applicability import first_question
from secaudit.catalogue.controls import Catalogue, Control
from secaudit.catalogue.differences import Piece, word_differences
from secaudit.selfcheck.answers import Withdrawn
from secaudit.selfcheck.asking import asking
from secaudit.selfcheck.models import Sheet
from secaudit.selfcheck.showing import Line


def changed_lines(lines: Iterable[Line]) -> list[Line]:
    """Those whose question does not mean any more what it meant last year."""
    return [line for line in lines if line.withdrawn == Withdrawn.REWORDED]


def pieces(
    sheet: Sheet, lines: Iterable[Line], before: Catalogue, language: str
) -> dict[str, list[Piece]]:
    """By control: the question of last year and of now in one; where it is asked in the same words,
    what is required."""
    found = {}
    for line in lines:
        id = line.earlier[0].control or line.control.id
        if id not in before:
            continue
        was, now = _texts(sheet, before.control(id), before, line, language)
        found[line.control.id] = word_differences(was, now, language)
    return found


def _texts(
    sheet: Sheet, was: Control, before: Catalogue, line: Line, language: str
) -> tuple[str, str]:
    facts, roles = frozenset(sheet.facts), asking(sheet.form).roles
    asked = first_question(before, was, facts, roles=roles)
    old, new = _in(asked.text if asked else was.requirement, language), _in(line.question, language)
    if old == new:
        return _in(was.requirement, language), _in(line.control.requirement, language)
    return old, new


def _in(text: dict[str, str], language: str) -> str:
    return text.get(language) or next(iter(text.values()), "")
