"""How many answers of each kind: what every figure is made from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts are added; rates never are. The sum of departments is the city."""

    a: int = 0  # implemented 実施
    b: int = 0  # partial 一部実施
    c: int = 0  # not implemented 未実施
    d: int = 0  # unknown わからない
    n: int = 0  # not applicable 該当なし
    m: int = 0  # not submitted 未提出

    def __post_init__(self) -> None:
        if min(self.a, self.b, self.c, self.d, self.n, self.m) < 0:
            raise ValueError(f"a count is never negative: {self}")

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.a + other.a,
            self.b + other.b,
            self.c + other.c,
            self.d + other.d,
            self.n + other.n,
            self.m + other.m,
        )

    @property
    def assessed(self) -> int:
        """What a rate of implementation is taken over: answered, and applicable."""
        return self.a + self.b + self.c + self.d

    @property
    def answered(self) -> int:
        return self.assessed + self.n

    @property
    def asked(self) -> int:
        return self.answered + self.m
