"""One spelling for one value: the restricted form of RFC 8785 in which entries are written.

Objects with ASCII keys, arrays, strings, booleans, null and integers up to 2^53 - 1. Within these
limits `json.dumps` with sorted keys is RFC 8785 byte for byte; outside them nothing is encoded.
"""

import json
from datetime import date, datetime
from enum import Enum

LARGEST = 2**53 - 1


def encode(value) -> bytes:
    """The only spelling of `value`. Raises ValueError or TypeError for what has no safe spelling."""
    _check(value)
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8")


def plain(value):
    """A column's value as something that can be encoded: dates and moments become ISO text."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value


def moment(at: datetime) -> str:
    """A UTC instant to the millisecond: 2026-11-21T06:12:03.114Z."""
    return at.isoformat(timespec="milliseconds") + "Z"


def _check(value) -> None:
    if value is None or isinstance(value, bool | str):
        return
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise ValueError(f"{value} is too large for the journal")
    elif isinstance(value, list):
        for each in value:
            _check(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if not isinstance(key, str) or not key.isascii():
                raise ValueError(f"{key!r} cannot be a key in the journal")
            _check(each)
    else:
        raise TypeError(f"a {type(value).__name__} cannot be written to the journal")
