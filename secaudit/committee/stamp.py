"""What every document carries: of which figures and words it was made, by which version. Pure."""

import re
from dataclasses import asdict, dataclass

NAME = "secaudit-committee/1"
HEX = "[0-9a-f]{64}"
FIELD = re.compile(r"(\w+)=([^\s;]*)")


@dataclass(frozen=True)
class Stamp:
    """Everything that is needed to make the document again, and what its figures rest on."""

    snapshot: str  # SHA-256 of the figures
    words: str  # SHA-256 of the words
    number: int  # of the draft
    state: str  # in draft, or settled
    audience: str
    language: str
    form: str
    entries: int  # of the journal when the figures were frozen
    root: str  # of its tree
    edition: str  # of the catalogue
    edition_hash: str
    product: str  # version of the product that wrote the document


def written(stamp: Stamp) -> str:
    """One line of plain characters, found again in any document."""
    told = "; ".join(f"{key}={_safe(value)}" for key, value in asdict(stamp).items())
    return f"{NAME} {told};"


def _safe(value: object) -> str:
    """An edition's name may hold spaces."""
    return re.sub(r"[\s;=]", "_", str(value))


def found(text: str) -> Stamp | None:
    """The stamp that stands in a text; None where none stands there whole."""
    begin = text.find(NAME)
    if begin < 0:
        return None
    told = dict(FIELD.findall(text[begin : begin + 2000].partition("product=")[0]))
    after = re.search(r"product=([^\s;<&\"')]*)", text[begin : begin + 2000])
    if after is None or not all(re.fullmatch(HEX, told.get(k, "")) for k in ("snapshot", "words")):
        return None
    try:
        numbers = {key: int(told[key]) for key in ("number", "entries")}
        return Stamp(**{**told, **numbers, "product": after.group(1)})  # type: ignore[arg-type]
    except (KeyError, ValueError, TypeError):
        return None
