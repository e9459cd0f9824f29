"""The walk: pages are asked for, and every figure they show is counted once more."""

import re

from tests.reconciliation.page import NUMBER, Figure, figures, main_of, shown_by_marks, unproven
from tests.reconciliation.sql import FIGURES, SUBJECTS, City, Shown
from tests.reconciliation.sql.sentences import in_sentences
from tests.reconciliation.unmarked import OF_THE_CATALOGUE, unmarked

# What a figure is counted from, wherever it stands.
FORMS = re.compile(
    r"^/(overview/answers|self-check/sheets/\d+|findings/\d+|incidents|papers/\d+"
    r"|improvements/\d+|audits/(?:years/|draws/)?\d+|activities/\d+|targets/\d+)"
)
NOTHING = ("0", "0/0")  # there is nothing behind
# Which walk meets the figures of which subjects (the files of tests/reconciliation/sql).
WALKS = {
    "records": ("calibration", "records"),
    "periods": ("periods",),
    "plans": ("activities", "draws", "programme", "promises", "targets"),
    "pages": (
        *("answers", "audits", "compared", "findings", "gaps"),
        *("incidents", "sheets", "strength", "trend"),
    ),
}


def wrong(figure: Figure, counted: City) -> str:
    """What is not as it should be; nothing where the figure is proven."""
    if figure.name not in FIGURES:
        return f"{figure}: no proof in tests/reconciliation/sql"
    shown: Shown = FIGURES[figure.name](counted, dict(figure.scope))
    if figure.value and figure.value != shown.value:
        return f"{figure}: SQL counts {shown.value}"
    if figure.value and not figure.text.startswith(shown.text):
        return f"{figure}: should be shown as {shown.text}"
    if not figure.value and cell(figure.text) != cell(shown.text):
        return f"{figure}: SQL counts {shown.text} ({shown.value})"
    return ""


def cell(text: str) -> str:
    """The number alone; large tables leave ".0" out."""
    return (NUMBER.findall(text) or [""])[0].removesuffix(".0")


def walked(reader, counted: City, addresses) -> set[str]:
    """The names of the figures that were met and proven."""
    seen, faults = set(), []
    for address in addresses:
        unit = re.findall(r"^/departments/(\d+)", address)
        known = in_sentences(counted, {"unit": unit[0]} if unit else {})
        main = main_of(reader.get(address).text)
        found = figures(main)
        seen |= {each.name for each in found}
        told = [*filter(None, (wrong(each, counted) for each in found)), *unproven(main, known)]
        if not address.startswith(OF_THE_CATALOGUE):
            told += unmarked(main, shown_by_marks(main) | known)
        faults += [f"{address}: {each}" for each in told or ([] if found else ["no figure"])]
    assert not faults, "\n".join(faults)
    return seen


def lost(reader, addresses, records=frozenset(), listed=False) -> list[str]:
    """Figures from which two clicks do not lead to a form: a sheet, answers, a finding, a paper.

    `records`: names of figures that are no figure of forms. `listed`: the page itself lists the
    forms, so that every link of it is at hand for a figure above the list. A figure that stands
    twice on a page leads there once."""
    pages: dict[str, list[str]] = {}

    def links(address: str) -> list[str]:
        if address not in pages:
            main = main_of(reader.get(address).text)
            pages[address] = [e.at["href"] for e in main.walk() if e.tag == "a" and "href" in e.at]
        return pages[address]

    def leads(address: str, figure: Figure) -> bool:
        near = figure.links or (links(address) if listed else ())
        clicks = [link for link in near if link.startswith("/")]
        return any(FORMS.match(link) for link in clicks) or any(
            FORMS.match(further) for link in clicks for further in links(link)
        )

    found = []
    for address in addresses:
        shown = figures(main_of(reader.get(address).text))
        led = {(each.name, each.scope) for each in shown if leads(address, each)}
        found += [
            f"{address}: {each}"
            for each in shown
            if each.name not in records and each.value not in NOTHING
            if (each.name, each.scope) not in led
        ]
    return found


def proven_in_vain(walk: str, seen: set[str]) -> set[str]:
    """Figures that are counted here and stand on no page of that walk."""
    return {name for subject in WALKS[walk] for name in SUBJECTS[subject]} - seen
