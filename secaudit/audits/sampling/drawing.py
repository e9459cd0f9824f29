"""A draw anybody can repeat from what is on record, in any language and with any tool.

1. The key is SHA-256 over the ASCII text `secaudit-draw-1`, the seed and the word, joined by line
   feeds. The seed is 64 hexadecimal digits; the word is what somebody added when the draw was made
   (UTF-8, may be empty).
2. The ticket of an item is SHA-256 over the key (64 hexadecimal digits) and the item's name (UTF-8),
   joined by a line feed.
3. Within each stratum the items with the smallest tickets (compared as hexadecimal text) are drawn.

Every subset of a stratum is equally likely as long as the seed was drawn evenly; the order in
which the items are listed plays no part. The seed is on record as its SHA-256 (the commitment)
before anything is drawn, so it cannot be chosen afterwards. The way of hashing names with a seed
is that of election audits: R. Rivest, "Consistent Sampling with Replacement", arXiv:1808.10016.
"""

import hashlib
from collections.abc import Iterable, Mapping

VERSION = "secaudit-draw-1"


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def commitment(seed: str) -> str:
    """What is on record before the draw: SHA-256 of the seed's 64 digits as text."""
    return digest(seed)


def key(seed: str, word: str = "") -> str:
    return digest(f"{VERSION}\n{seed}\n{word}")


def ticket(key: str, item: str) -> str:
    return digest(f"{key}\n{item}")


def drawn(items: Iterable[str], size: int, key: str) -> list[str]:
    """So many of the items, the smallest ticket first."""
    return sorted(items, key=lambda item: ticket(key, item))[:size]


def shares(strata: Mapping[str, int], size: int) -> dict[str, int]:
    """How many are drawn from each stratum: in proportion, at least one from each.

    Largest remainders (Hamilton); between equal remainders the stratum that is listed first.
    A stratum never gives more than it has. Where there are more strata than items to draw, the
    largest strata give one each.
    """
    total = sum(strata.values())
    size = min(size, total)
    present = [name for name, count in strata.items() if count]
    if size <= len(present):
        largest = sorted(present, key=lambda name: -strata[name])[:size]
        return {name: int(name in largest) for name in strata}
    quota = {name: size * count for name, count in strata.items()}  # in units of 1/total
    found = {name: max(min(count, 1), quota[name] // total) for name, count in strata.items()}
    while sum(found.values()) > size:  # small ones were lifted to one
        above = [name for name in strata if found[name] > 1]
        found[max(above, key=lambda name: found[name] * total - quota[name])] -= 1
    while sum(found.values()) < size:
        room = [name for name in strata if found[name] < strata[name]]
        found[max(room, key=lambda name: quota[name] - found[name] * total)] += 1
    return found
