"""The bits of a QR code: text, fillers and error correction, block by block. Pure.

Versions 1 to 10 with error correction M, text as bytes (ISO/IEC 18004, 7.4 to 7.6).
"""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Version:
    """How much one size of symbol holds, and where its alignment marks stand."""

    number: int
    correcting: int  # codewords of error correction in each block
    blocks: tuple[int, ...]  # codewords of data in each
    marks: tuple[int, ...] = ()

    @property
    def size(self) -> int:
        return 17 + 4 * self.number

    @property
    def length_bits(self) -> int:
        return 8 if self.number < 10 else 16

    def holds(self, length: int) -> bool:
        return 4 + self.length_bits + 8 * length <= 8 * sum(self.blocks)


VERSIONS = (
    Version(1, 10, (16,)),
    Version(2, 16, (28,), (6, 18)),
    Version(3, 26, (44,), (6, 22)),
    Version(4, 18, (32,) * 2, (6, 26)),
    Version(5, 24, (43,) * 2, (6, 30)),
    Version(6, 16, (27,) * 4, (6, 34)),
    Version(7, 18, (31,) * 4, (6, 22, 38)),
    Version(8, 22, (38, 38, 39, 39), (6, 24, 42)),
    Version(9, 22, (36, 36, 36, 37, 37), (6, 26, 46)),
    Version(10, 26, (43, 43, 43, 43, 44), (6, 28, 50)),
)


def bits_of(text: bytes, version: Version) -> list[bool]:
    """In the order in which they are drawn."""
    words = interleaved(codewords(text, version), version)
    return [bool(word >> bit & 1) for word in words for bit in range(7, -1, -1)]


def codewords(data: bytes, version: Version) -> list[int]:
    """Mode (0100: bytes), length, text, end mark, then two fillers in turn."""
    room = 8 * sum(version.blocks)
    bits = f"0100{len(data):0{version.length_bits}b}" + "".join(f"{each:08b}" for each in data)
    bits = (bits + "0000")[:room]
    bits += "0" * (-len(bits) % 8)
    words = [int(bits[at : at + 8], 2) for at in range(0, len(bits), 8)]
    return [*words, *((0xEC, 0x11) * room)][: room // 8]


def interleaved(words: list[int], version: Version) -> list[int]:
    """Codewords of all blocks in turn, first those of data, then those of correction."""
    blocks, at = [], 0
    for length in version.blocks:
        blocks.append(words[at : at + length])
        at += length
    correction = [_correction(block, version.correcting) for block in blocks]
    return [*_in_turn(blocks), *_in_turn(correction)]


def _in_turn(blocks: list[list[int]]) -> Iterator[int]:
    for at in range(max(map(len, blocks))):
        yield from (block[at] for block in blocks if at < len(block))


def _correction(block: list[int], count: int) -> list[int]:
    """Remainder of the block divided by the generator polynomial over GF(256) (Reed-Solomon)."""
    divisor = _generator(count)
    rest = [0] * count
    for word in block:
        factor = word ^ rest[0]
        rest = [
            old ^ _times(each, factor) for old, each in zip([*rest[1:], 0], divisor, strict=True)
        ]
    return rest


def _generator(count: int) -> list[int]:
    """(x - 1)(x - 2)(x - 4)… without its leading 1."""
    found, root = [*[0] * (count - 1), 1], 1
    for _ in range(count):
        shifted = [*found[1:], 0]
        found = [_times(each, root) ^ next_ for each, next_ in zip(found, shifted, strict=True)]
        root = _times(root, 2)
    return found


def _times(a: int, b: int) -> int:
    """Product in GF(256) modulo x⁸ + x⁴ + x³ + x² + 1."""
    found = 0
    for bit in range(7, -1, -1):
        found = (found << 1) ^ (0x11D if found & 0x80 else 0)
        found ^= a if b >> bit & 1 else 0
    return found
