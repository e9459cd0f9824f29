"""What a city may choose about its figures. Chosen once, frozen with the period, printed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Variant:
    unknown_is_grasped: bool = True  # わからない counts as a state that is known
    target: int = 100  # percent of implementation that counts as attained
    not_applicable_alarm: int = 20  # percent of 該当なし above which someone should look
    shows_weighted: bool = False  # half credit for 一部実施, beside the strict rate

    def as_data(self) -> dict[str, Any]:
        """As it is stored with the period."""
        return asdict(self)

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Variant":
        return cls(**data)


STANDARD = Variant()
