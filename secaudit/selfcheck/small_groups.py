"""Which groups are too small for a breakdown: their size is shown, their answers are not. Pure."""

from collections.abc import Mapping
from typing import TypeVar

Group = TypeVar("Group")


def hidden(sizes: Mapping[Group, int], least: int) -> frozenset[Group]:
    """Groups of fewer people than `least`. Where these together are still too few, the smallest of
    the others are hidden too: else the total less what is shown would give the small ones away."""
    small = {group for group, size in sizes.items() if 0 < size < least}
    others = sorted((g for g, size in sizes.items() if size >= least), key=lambda g: sizes[g])
    while small and others and sum(sizes[group] for group in small) < least:
        small.add(others.pop(0))
    return frozenset(small)
