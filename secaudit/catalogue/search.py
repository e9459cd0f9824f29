"""Finding controls by what people type: words, half or full width, ids with or without a dash."""

from unicodedata import normalize

from secaudit.catalogue.controls import Catalogue, Control


def folded(text: str) -> str:
    """What does not matter for finding is gone: width, case, spaces, dashes."""
    text = normalize("NFKC", text).lower()
    return "".join(c for c in text if not c.isspace() and c not in "-‐‑–—ー－_.")


def words(query: str) -> list[str]:
    return [folded(word) for word in normalize("NFKC", query).split() if folded(word)]


def text_of(control: Control) -> str:
    texts = [control.title, control.requirement, control.guidance]
    texts += [question.text for question in control.questions]
    found = [control.id, *(each for text in texts for each in text.values())]
    found += [target for targets in control.mappings.values() for target in targets]
    return folded(" ".join(found).replace(" ", "\n"))


def matching(catalogue: Catalogue, query: str) -> list[Control]:
    """Controls that have every word somewhere, in the catalogue's order."""
    wanted = words(query)
    return [c for c in catalogue.controls if all(word in text_of(c) for word in wanted)]
