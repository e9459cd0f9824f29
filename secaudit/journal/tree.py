"""The Merkle tree of RFC 6962 (section 2.1), kept as its frontier: at most 64 hashes.

The frontier holds the roots of the complete subtrees, largest first; their sizes are the powers
of two that make up the number of entries.
"""

from hashlib import sha256

EMPTY = sha256(b"").digest()


def leaf(entry: bytes) -> bytes:
    return sha256(b"\x00" + entry).digest()


def node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def commitment(salt: bytes, body: bytes) -> bytes:
    """Binds an entry to its payload without showing it: the payload may lawfully be erased."""
    return sha256(b"\x02" + salt + body).digest()


def append(frontier: list[bytes], size: int, new: bytes) -> list[bytes]:
    """The frontier of a tree of `size` entries after one more leaf hash."""
    frontier = list(frontier)
    while size & 1:
        new = node(frontier.pop(), new)
        size >>= 1
    return [*frontier, new]


def root(frontier: list[bytes]) -> bytes:
    if not frontier:
        return EMPTY
    *rest, top = frontier
    for left in reversed(rest):
        top = node(left, top)
    return top


def pack(frontier: list[bytes]) -> str:
    return "".join(each.hex() for each in frontier)


def unpack(packed: str) -> list[bytes]:
    return [bytes.fromhex(packed[i : i + 64]) for i in range(0, len(packed), 64)]
