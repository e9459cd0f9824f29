"""A QR code (ISO/IEC 18004) of one short text: versions 1 to 10, bytes, error correction M. Pure.

For what is moved from the screen into a device without a keyboard, such as the key of an authenticator.
Made here, not by a service: what is in it is secret.
"""

from collections.abc import Callable, Iterator
from functools import reduce
from itertools import pairwise, product

from secaudit.web.qr_bits import VERSIONS, Version, bits_of

Grid = list[list[bool]]
QUIET = 4  # empty modules around it, without which it is not found (ISO/IEC 18004, 9.1)


MASKS: tuple[Callable[[int, int], bool], ...] = (
    lambda y, x: (y + x) % 2 == 0,
    lambda y, x: y % 2 == 0,
    lambda y, x: x % 3 == 0,
    lambda y, x: (y + x) % 3 == 0,
    lambda y, x: (y // 2 + x // 3) % 2 == 0,
    lambda y, x: y * x % 2 + y * x % 3 == 0,
    lambda y, x: (y * x % 2 + y * x % 3) % 2 == 0,
    lambda y, x: ((y + x) % 2 + y * x % 3) % 2 == 0,
)


def grid(text: str) -> Grid | None:
    """The dark modules, row by row, without the empty rim; None where the text is too long."""
    data = text.encode()
    version = next((each for each in VERSIONS if each.holds(len(data))), None)
    if version is None:
        return None
    bits = bits_of(data, version)
    drawn = (_drawn(version, bits, mask) for mask in range(len(MASKS)))
    return min(drawn, key=_penalty)


def path(modules: Grid) -> str:
    """The dark modules as the path of an SVG whose unit is one module, with the rim."""
    return "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z"
        for y, row in enumerate(modules)
        for x, dark in enumerate(row)
        if dark
    )


def _drawn(version: Version, bits: list[bool], mask: int) -> Grid:
    fixed = _fixed(version, mask)
    modules = [[bool(fixed.get((y, x))) for x in range(version.size)] for y in range(version.size)]
    stream = iter(bits)
    for y, x in _way(version.size):
        if (y, x) not in fixed:
            modules[y][x] = next(stream, False) != MASKS[mask](y, x)
    return modules


def _way(size: int) -> Iterator[tuple[int, int]]:
    """Two columns at a time from the right, up and down in turn, around the timing column."""
    up = True
    for right in (*range(size - 1, 6, -2), *range(5, 0, -2)):
        for y in range(size - 1, -1, -1) if up else range(size):
            yield from ((y, right), (y, right - 1))
        up = not up


def _fixed(version: Version, mask: int) -> dict[tuple[int, int], bool]:
    """What is not data: finders with their rims, timing, alignment, format and version."""
    size = version.size
    found = {(6, at): at % 2 == 0 for at in range(8, size - 8)}
    found |= {(at, 6): at % 2 == 0 for at in range(8, size - 8)}
    for y, x in ((3, 3), (3, size - 4), (size - 4, 3)):
        found |= {place: dark for place, dark in _rings(y, x, 4, (2, 4)) if _inside(place, size)}
    for y, x in product(version.marks, repeat=2):
        if (y, x) not in found or 6 < y + x - 6 < size - 7:  # on no finder; on the timing it may be
            found |= dict(_rings(y, x, 2, (1,)))
    return found | _format(size, mask) | _of_version(version)


def _rings(y: int, x: int, reach: int, light: tuple[int, ...]):
    """Squares around a centre; those at the distances `light` are light."""
    for down in range(-reach, reach + 1):
        for across in range(-reach, reach + 1):
            yield (y + down, x + across), max(abs(down), abs(across)) not in light


def _inside(place: tuple[int, int], size: int) -> bool:
    return 0 <= place[0] < size and 0 <= place[1] < size


def _format(size: int, mask: int) -> dict[tuple[int, int], bool]:
    """Error correction M (00) and the mask, twice, with a code of their own; and the dark module."""
    value = (mask << 10 | _remainder(mask, 0x537, 10)) ^ 0x5412
    here = [
        *((at, 8) for at in (0, 1, 2, 3, 4, 5, 7, 8)),
        *((8, at) for at in (7, 5, 4, 3, 2, 1, 0)),
    ]
    there = [*((8, size - 1 - at) for at in range(8)), *((size - 7 + at, 8) for at in range(7))]
    found = {place: bool(value >> at & 1) for at, place in enumerate(here)}
    found |= {place: bool(value >> at & 1) for at, place in enumerate(there)}
    return found | {(size - 8, 8): True}


def _of_version(version: Version) -> dict[tuple[int, int], bool]:
    """From version 7 on its number, twice, with a code of its own."""
    if version.number < 7:
        return {}
    value = version.number << 12 | _remainder(version.number, 0x1F25, 12)
    found = {}
    for at in range(18):
        low, high = at // 3, version.size - 11 + at % 3
        found[low, high] = found[high, low] = bool(value >> at & 1)
    return found


def _remainder(value: int, divisor: int, bits: int) -> int:
    """Of a value moved up by so many bits, divided over GF(2)."""
    return reduce(
        lambda rest, _: rest << 1 ^ (divisor if rest >> (bits - 1) & 1 else 0), range(bits), value
    )


def _penalty(modules: Grid) -> int:
    """How hard it is to read (ISO/IEC 18004, 7.8.3): runs, blocks, false finders, balance."""
    lines = [*modules, *map(list, zip(*modules, strict=True))]
    dark = sum(map(sum, modules))
    return (
        sum(_runs(line) for line in lines)
        + 3 * _blocks(modules)
        + 40 * sum(_false_finders(line) for line in lines)
        + 10 * (abs(20 * dark - 10 * len(modules) ** 2) // len(modules) ** 2)
    )


def _runs(line: list[bool]) -> int:
    text = "".join("10"[each] for each in line)
    lengths = (len(run) for run in text.replace("10", "1 0").replace("01", "0 1").split())
    return sum(length - 2 for length in lengths if length >= 5)


def _blocks(modules: Grid) -> int:
    """Two by two of one kind."""
    return sum(
        upper[x] == upper[x + 1] == lower[x] == lower[x + 1]
        for upper, lower in pairwise(modules)
        for x in range(len(upper) - 1)
    )


def _false_finders(line: list[bool]) -> int:
    text = "".join("01"[each] for each in line)
    return sum(text.startswith(("10111010000", "00001011101"), at) for at in range(len(text) - 10))
