"""The record of a draw as a file, from which anybody can repeat it without this product."""

from dataclasses import dataclass
from typing import Any

from secaudit.audits.sampling import drawing
from secaudit.audits.sampling.actions import listing
from secaudit.audits.sampling.kinds import State
from secaudit.audits.sampling.models import Draw

FORMAT = drawing.VERSION


def as_file(draw: Draw) -> dict[str, Any]:
    """The seed is part of it once it has been used."""
    made = draw.state != State.COMMITTED and draw.drawn_at is not None
    return {
        "format": FORMAT,
        "number": draw.number,
        "title": draw.title,
        "population": draw.population,
        "strata": [
            {"name": name, "draw": share, "items": items}
            for (name, items), share in zip(draw.strata, draw.shares, strict=True)
        ],
        "listing_sha256": draw.listing,
        "commitment": draw.commitment,
        "committed_at": f"{draw.committed_at.isoformat(timespec='milliseconds')}Z",
        "seed": draw.seed if made else "",
        "word": draw.word,
        "drawn": draw.drawn,
        "drawn_at": f"{draw.drawn_at.isoformat(timespec='milliseconds')}Z" if made else "",
    }


@dataclass(frozen=True)
class Check:
    """What a record says compared with what follows from it."""

    drawn: list[str]  # what seed, word and population give
    commitment_holds: bool
    listing_holds: bool
    drawn_holds: bool

    @property
    def good(self) -> bool:
        return self.commitment_holds and self.listing_holds and self.drawn_holds


def check(file: dict[str, Any]) -> Check:
    """Computed from the record alone. Raises ValueError where it is no such record."""
    try:
        if file["format"] != FORMAT:
            raise ValueError(f"not a record of {FORMAT}")
        strata = [(part["name"], part["items"], part["draw"]) for part in file["strata"]]
        seed, word = file["seed"], file["word"]
        text = listing([(name, items) for name, items, _share in strata])
        claimed = (file["commitment"], file["listing_sha256"], file["drawn"])
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not the record of a draw") from error
    key = drawing.key(seed, word)
    drawn = [item for _n, items, share in strata for item in drawing.drawn(items, share, key)]
    return Check(
        drawn,
        commitment_holds=drawing.commitment(seed) == claimed[0],
        listing_holds=drawing.digest(text) == claimed[1],
        drawn_holds=drawn == claimed[2],
    )
