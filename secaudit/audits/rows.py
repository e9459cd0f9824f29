"""Rows of a query as plain tuples."""

from typing import Any


def tuples(query: Any) -> list[tuple[Any, ...]]:
    """What the query selects, read at once."""
    return list(query.tuples())
