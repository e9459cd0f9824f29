"""Texts on which the Markdown library would sit for minutes. They are shown as plain ones. Pure.

It looks for the end of every opening bracket one character after the other, and begins again at
the next one. Nobody writes a text for which that takes long; somebody may paste one.
"""

import re

BRACKETS = re.compile(r"[\[\]]")
PARAGRAPHS = re.compile(r"\n[ \t]*\n")
MOST_STEPS = 300_000  # a third of a second
MOST_SIGNS = {"[": 500, "<": 500, "`": 500, "*": 500, "_": 500, "&": 500, "\\": 500, ">": 500}
MOST_SIGNS["|"] = 5_000  # a long table is one paragraph


def is_endless(text: str) -> bool:
    """Whether rendering it would take longer than anybody waits."""
    paragraphs = PARAGRAPHS.split(text)
    crowded = any(
        paragraph.count(sign) > most
        for paragraph in paragraphs
        for sign, most in MOST_SIGNS.items()
    )
    return crowded or sum(map(steps, paragraphs)) > MOST_STEPS


def steps(paragraph: str) -> int:
    """How many characters are read until every bracket has its end, or there is none."""
    opened: list[int] = []
    total = 0
    for found in BRACKETS.finditer(paragraph):
        if found[0] == "[":
            opened.append(found.start())
        elif opened:
            total += found.start() - opened.pop()
    return total + sum(len(paragraph) - start for start in opened)
