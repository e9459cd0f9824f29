"""The YAML parser underneath: libyaml where PyYAML has it, else the same events from Python."""

from collections.abc import Callable
from typing import Any

import yaml

from secaudit.catalogue.pure import PureParser

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
FAILURES = (yaml.YAMLError, ValueError, OverflowError)  # all that it raises; the last two in Python
IMPLEMENTATION = "libyaml" if yaml.__with_libyaml__ else "Python"  # which is fifteen times slower


def implementation() -> Callable[[bytes], Any]:
    return yaml.cyaml.CParser if yaml.__with_libyaml__ else PureParser  # type: ignore[attr-defined]


def parser(data: bytes) -> Any:
    """Its `get_event` gives one event after the other, then None."""
    return implementation()(data.removeprefix(BYTE_ORDER_MARK))
