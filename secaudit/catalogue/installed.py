"""Which catalogue is used: the files of this installation, and the editions that were pinned."""

from collections import OrderedDict
from functools import lru_cache
from pathlib import Path

from secaudit.access.guard import Actor
from secaudit.catalogue.editions import Catalogue, from_json, hash_of, to_json
from secaudit.catalogue.loading import load
from secaudit.catalogue.models import Edition
from secaudit.errors import Missing
from secaudit.journal.actions import record, transaction

KEPT = 8  # editions kept in memory; a city looks at this year's and the last few
_pinned: OrderedDict[str, Catalogue] = OrderedDict()


def fingerprint(folder: Path) -> tuple:
    """Changes when a file of the folder does."""
    files = sorted(folder.glob("*.yaml"))
    return tuple((f.name, s.st_size, s.st_mtime_ns) for f in files for s in [f.stat()])


@lru_cache(maxsize=4)
def _loaded(folder: Path, _fingerprint: tuple) -> Catalogue:
    return load(folder)


def shipped(folder: str | Path) -> Catalogue:
    """The catalogue in that folder, read again only when a file has changed."""
    folder = Path(folder)
    return _loaded(folder, fingerprint(folder))


def publish(catalogue: Catalogue, *, by: Actor, at) -> Edition:
    """The edition with exactly this content; stored the first time it is asked for."""
    content = to_json(catalogue)
    hash = hash_of(content)
    with transaction():
        edition = Edition.get_or_none(Edition.hash == hash)
        if edition is None:
            edition = Edition(
                catalogue=catalogue.id,
                label=catalogue.edition,
                effective_on=catalogue.effective,
                hash=hash,
                content=content,
            )
            record(by, "edition.publish", "edition", [edition], at=at, label=catalogue.edition)
        return edition


def pinned(edition: int | Edition) -> Catalogue:
    """A stored edition as it was pinned, whatever the files say today.

    Kept by content hash, which never changes meaning; a number alone could name another city's
    edition after a restore.
    """
    row = edition if isinstance(edition, Edition) else _row(edition)
    if row.hash not in _pinned:
        _pinned[row.hash] = from_json(row.content or _row(row.id, whole=True).content)
        while len(_pinned) > KEPT:
            _pinned.popitem(last=False)
    _pinned.move_to_end(row.hash)
    return _pinned[row.hash]


def _row(id: int, whole: bool = False) -> Edition:
    columns = (Edition,) if whole else (Edition.id, Edition.hash, Edition.label)
    row = Edition.select(*columns).where(Edition.id == id).get_or_none()
    if row is None:
        raise Missing()
    return row
