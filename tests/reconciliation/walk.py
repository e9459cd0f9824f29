"""The walk: pages are asked for, and every figure they show is counted once more."""

import re

from tests.reconciliation.page import NUMBER, Figure, figures, main_of, unproven
from tests.reconciliation.sql import FIGURES, SUBJECTS, City, Shown
from tests.reconciliation.sql.sentences import in_sentences

# Which walk meets the figures of which subjects (the files of tests/reconciliation/sql).
WALKS = {
    "records": ("calibration", "records"),
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
    seen = set()
    for address in addresses:
        unit = re.findall(r"^/departments/(\d+)", address)
        known = in_sentences(counted, {"unit": unit[0]} if unit else {})
        main = main_of(reader.get(address).text)
        found = figures(main)
        seen |= {each.name for each in found}
        assert found, f"{address}: no figure at all"
        assert not list(filter(None, (wrong(each, counted) for each in found))), address
        assert not unproven(main, known), address
    return seen


def proven_in_vain(walk: str, seen: set[str]) -> set[str]:
    """Figures that are counted here and stand on no page of that walk."""
    return {name for subject in WALKS[walk] for name in SUBJECTS[subject]} - seen
