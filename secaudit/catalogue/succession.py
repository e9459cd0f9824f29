"""What stored editions say of each other, kept by their content, which never changes."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from secaudit.catalogue import carrying
from secaudit.catalogue.carrying import Link, Renamed
from secaudit.catalogue.installed import pinned
from secaudit.catalogue.models import Edition

KEPT = 16
_known: OrderedDict[tuple, Any] = OrderedDict()


def links_between(before: Edition, after: Edition) -> dict[str, Link]:
    return _kept((before, after), lambda old, new: carrying.links(old, new))


def renamed_over(editions: Sequence[Edition]) -> dict[str, Renamed]:
    """From the oldest to the newest; see `carrying.renamed`."""
    different = [e for e, last in zip(editions, [None, *editions], strict=False) if _other(e, last)]
    return _kept(tuple(different), lambda *all: carrying.renamed(all)) if different[1:] else {}


def goes_on_in(editions: Sequence[Edition]) -> list[dict[str, frozenset[str]]]:
    """For each, the oldest first: into the newest; see `carrying.goes_on_in`."""
    return _kept(tuple(editions), lambda *all: carrying.goes_on_in(all))


def _other(edition: Edition, last: Edition | None) -> bool:
    return last is None or edition.hash != last.hash


def _kept(editions: tuple[Edition, ...], make: Callable[..., Any]) -> Any:
    key = make.__qualname__, *(each.hash for each in editions)
    if key not in _known:
        _known[key] = make(*map(pinned, editions))
        while len(_known) > KEPT:
            _known.popitem(last=False)
    return _known[key]
