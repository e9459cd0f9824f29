"""What a page says before something is done that cannot be undone. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Beforehand:
    """Words in the language of the reader."""

    facts: Sequence[tuple[str, str]]  # what it is about, in numbers: label and value
    happens: Sequence[str] = ()  # what begins with it, and who sees what from then on
    final: Sequence[str] = ()  # what nobody can change any more, and what is left to do then
    obstacle: str = ""  # why it cannot be done yet; then there is no button
