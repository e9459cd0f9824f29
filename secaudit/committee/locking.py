"""Figures in a text stand in braces and are those of the snapshot; no other number is let in. Pure.

Dates, numbers of findings and controls, ordinals and paragraphs are no figures.
"""

import re
from collections.abc import Collection

from secaudit.errors import N_, Invalid

BRACED = re.compile(r"\{([^{}]*)\}")
DIGITS = re.compile(r"[0-9０-９][0-9０-９.,，．]*\s*(?:[%％]|ポイント|points?|[一-龥]{0,2})")
D = r"[0-9０-９]"
NO_FIGURES = re.compile(
    rf"(?:令和|平成|昭和|FY\s?|[RHS])?{D}{{1,4}}\s*年度?(?:{D}{{1,2}}月)?(?:{D}{{1,2}}日)?"
    rf"|{D}{{1,2}}月(?:{D}{{1,2}}日)?"
    rf"|FY\s?{D}{{4}}(?:[-/]{D}{{2}})?"
    rf"|{D}{{4}}-{D}{{2}}-{D}{{2}}|[RHS]{D}{{1,2}}\.{D}{{1,2}}\.{D}{{1,2}}"
    rf"|{D}{{1,2}} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*(?: {D}{{4}})?"
    rf"|第{D}+\s?[条項号回次章四半期]+|{D}+回目|{D}{{1,2}}[:：]{D}{{2}}"
    rf"|[A-Z][A-Z0-9]*-{D}+(?:-{D}+)?",
)

NOT_OURS = N_(
    "“%(figure)s” is not a figure of this paper. Figures in braces are frozen and cannot be changed"
    " here. These can be used: %(known)s"
)
LOOSE = N_(
    "“%(figure)s” is a number that is not frozen. Use a figure in braces, or write it into the note"
    " with its source."
)


def refuse_other_figures(text: str, known: Collection[str], field: str) -> None:
    """`known`: the figures of the snapshot as they are shown, without braces."""
    for figure in BRACED.findall(text):
        if figure not in known:
            raise Invalid(NOT_OURS, field=field, figure=figure, known=" ".join(bracing(known)))
    if loose := DIGITS.search(NO_FIGURES.sub("", BRACED.sub("", text))):
        raise Invalid(LOOSE, field=field, figure=loose.group().strip())


def bracing(figures: Collection[str]) -> list[str]:
    return [f"{{{each}}}" for each in dict.fromkeys(figures)]


def figures_in(text: str) -> list[str]:
    return BRACED.findall(text)


def printed(text: str) -> str:
    """As it stands on paper: without the braces."""
    return BRACED.sub(lambda found: found.group(1), text)
