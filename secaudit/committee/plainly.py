"""Frozen values to plain ones and back, so that what was frozen can be read by later versions.

What equals its default is left out: a later version that adds a field with a default reads what an
earlier one wrote. Unknown keys are left alone. Pure.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints


def plain(value: Any) -> Any:
    """A value made of frozen dataclasses as objects, lists, texts, numbers."""
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value):
        return {f.name: plain(v) for f, v in _told(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(plain(each) for each in value)
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _told(value: Any) -> list[tuple[Field, Any]]:
    pairs = [(each, getattr(value, each.name)) for each in fields(value)]
    return [(each, found) for each, found in pairs if not _is_default(each, found)]


def _is_default(field: Field, value: Any) -> bool:
    if field.default_factory is not MISSING:
        return value == field.default_factory()
    return field.default is not MISSING and value == field.default


def read(kind: Any, value: Any) -> Any:
    """What `plain` made of a value of that type."""
    return reader(kind)(value)


@cache
def reader(kind: Any) -> Callable[[Any], Any]:
    """How a type is read; looked up once, because a city has thousands of lines."""
    if is_dataclass(kind):
        return _of_dataclass(kind)
    origin, inside = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _optional(next(each for each in inside if each is not NoneType))
    if origin in CONTAINERS:
        return CONTAINERS[origin](*inside)
    return SCALARS.get(kind, lambda value: value)


def _of_dataclass(kind: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    names = [each.name for each in fields(kind)]

    def made(value: dict) -> Any:
        return kind(**{name: reader(hints[name])(value[name]) for name in names if name in value})

    return made


def _optional(kind: Any) -> Callable[[Any], Any]:
    return lambda value: None if value is None else reader(kind)(value)


def _tuple(kind: Any, *_rest: Any) -> Callable[[Any], Any]:
    return lambda value: tuple(map(reader(kind), value))


def _list(kind: Any) -> Callable[[Any], Any]:
    return lambda value: list(map(reader(kind), value))


def _set(kind: Any) -> Callable[[Any], Any]:
    return lambda value: frozenset(map(reader(kind), value))


def _mapping(key: Any, kind: Any) -> Callable[[Any], Any]:
    return lambda value: {key(name): reader(kind)(each) for name, each in value.items()}


CONTAINERS: dict[Any, Callable[..., Callable[[Any], Any]]] = {
    tuple: _tuple,
    list: _list,
    frozenset: _set,
    dict: _mapping,
    Mapping: _mapping,
}
SCALARS: dict[Any, Callable[[Any], Any]] = {
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    Decimal: Decimal,
}
