"""Which catalogue is used: the files of this installation, and the editions that were pinned."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from secaudit.access.guard import Actor
from secaudit.catalogue.editions import Catalogue, from_json, hash_of, to_json
from secaudit.catalogue.loading import BadCatalogue, load
from secaudit.catalogue.local import NOTHING, Effective, effective, load_local
from secaudit.catalogue.models import Edition
from secaudit.catalogue.problems import Problem
from secaudit.catalogue.snapshot import load_unchanged
from secaudit.errors import N_, Missing, Refused
from secaudit.journal.actions import record, transaction

KEPT = 8  # editions kept in memory; a city looks at this year's and the last few
_pinned: OrderedDict[str, Catalogue] = OrderedDict()


def fingerprint(folder: Path) -> tuple:
    """Changes when a file of the folder does."""
    files = sorted(folder.glob("*.yaml"))
    return tuple((f.name, s.st_size, s.st_mtime_ns) for f in files for s in [f.stat()])


@lru_cache(maxsize=4)
def _loaded(folder: Path, _fingerprint: tuple, snapshot: str) -> Catalogue:
    return load_unchanged(folder, Path(snapshot)) if snapshot else load(folder)


def shipped(folder: str | Path, snapshot: str = "") -> Catalogue:
    """The catalogue in that folder, read again only when a file has changed."""
    folder = Path(folder)
    return _loaded(folder, fingerprint(folder), snapshot)


@dataclass(frozen=True)
class InForce(Effective):
    """The effective catalogue; with what keeps the city's newest files from being used."""

    problems: tuple[Problem, ...] = ()


BROKEN = N_(
    "The city's own rules have %(count)s problems. Mend them first: see the page of local rules."
)
_last_good: dict[Path, Effective] = {}


def in_force(config: Mapping[str, Any]) -> InForce:
    """What these settings name, laid over each other; read again only when a file has changed."""
    folders = Path(config["CONTROLS"]), Path(config["LOCAL_CONTROLS"])
    state = tuple(map(fingerprint, folders))
    return _layered(*folders, state, config.get("SNAPSHOT", ""))


@lru_cache(maxsize=4)
def _layered(folder: Path, own: Path, _state: tuple, snapshot: str) -> InForce:
    """With broken files the rules last in force stay in force; else the shipped ones alone."""
    base = shipped(folder, snapshot)
    try:
        found = _last_good[own] = effective(base, load_local(own))
        return InForce(found.catalogue, base, found.local, found.notes)
    except BadCatalogue as bad:
        last = _last_good.get(own)
        if last is None or last.shipped != base:
            last = Effective(base, base, NOTHING)
        return InForce(last.catalogue, base, last.local, last.notes, tuple(bad.problems))


def current(config: Mapping[str, Any]) -> Catalogue:
    """The effective catalogue, as pages show it."""
    return in_force(config).catalogue


def to_open_with(config: Mapping[str, Any]) -> Catalogue:
    """The effective catalogue, for what pins it. Refused while the city's files have problems."""
    found = in_force(config)
    if found.problems:
        raise Refused(BROKEN, count=len(found.problems))
    return found.catalogue


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
