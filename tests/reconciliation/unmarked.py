"""Numbers on a page that no mark around them proves, and that are none of a few kinds.

A number is a figure unless it is of a kind named here. So a figure that somebody shows without a
mark is found, on whichever page of a walk it stands.
"""

import re

from tests.reconciliation.page import Element

# What is written with digits and counts nothing.
KINDS = {
    "the number of an employee": r"^\d{6}$",
    "a seal": r"[0-9a-f]{16,}|SHA-256|secaudit-draw-1",
    "a law and its articles": r"第?\d+条(?:の\d+)*(?:第\d+項)?(?:第\d+号)?|別表\d+|要領\d+",
    "a day": r"(?:令和|平成|R|H)\s?\d+[年.]\s?\d+[月.]\s?\d+日?|\d{4}-\d\d-\d\d|\d+月\d+日",
    "a year": r"(?:令和|平成|R)\d+年度?|\d{4}年度",
    "a time": r"\d{1,2}:\d\d",
    "how far a day beside it is off": r"あと\d+日|開庁日で\d+日(?:超過)?|\d+日超過（開庁日で\d+日）",
    "a version, an edition": r"第\d+版|\d{4}\.\d+(?= 版)",
    "a control, a question, a drawn cell": r"(?:\d{4}/)?[A-Z]{3}-\d\d|(?<![\d/])\d{4}(?=$)",
    "an audit, a finding, a draw, an entry": r"R\d+-[A-Z]?\d+(?:-\d+)?|^\d+番",
    "a size of paper": r"A4(?: 1枚)?",
    "how sure a statement is": r"^9[059]%$",
    "what a programme or a rule asks": r"\d+年に1回|\d+年を超えて|過去12か月|\d+人に満たない|40～100",
}
# Parts of a page that explain, that people wrote, or that are filled in.
PARTS = ("basis", "hint", "legend", "text", "written", "visually-hidden")
TAGS = ("form", "pre", "svg", "time", "script")
# The words of the catalogue and of other catalogues are full of numbers.
OF_THE_CATALOGUE = ("/controls",)


def unmarked(main: Element, proven: set[str]) -> list[str]:
    """`proven`: what a mark of this page says, or what plain SQL knows of the city."""
    proven, found = {number.lstrip("+-±") for number in proven}, []
    for each in main.walk():
        own = "".join(child for child in each.children if isinstance(child, str)).strip()
        if not re.search(r"\d", own) or any(map(excepted, each.above())):
            continue
        left = re.sub("|".join(KINDS.values()), " ", own)
        numbers = (number.lstrip("+-±") for number in re.findall(r"[+\-±]?\d+(?:\.\d+)?", left))
        found += [f"{number} in “{own}”" for number in numbers if number not in proven]
    return found


def excepted(each: Element) -> bool:
    return "data-figure" in each.at or each.tag in TAGS or any(map(each.has, PARTS))
