"""What every count needs: reading rows, a day of Tokyo, and how a figure is shown."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from secaudit.database import db

if TYPE_CHECKING:
    from tests.reconciliation.sql.city import City


Scope = dict[str, str]


def rows(sql: str, **values) -> list[tuple]:
    return db.execute_sql(sql.format(**values)).fetchall()


@dataclass(frozen=True)
class Shown:
    """What must stand there: the numbers behind, and how they are shown."""

    value: str
    text: str


Figure = Callable[["City", Scope], Shown]


def share(above: int, below: int) -> Shown:
    return Shown(
        f"{above}/{below}", f"{half_up(Fraction(100 * above, below))}％" if below else "対象なし"
    )


def number(of: int) -> Shown:
    return Shown(str(of), str(of))


def half_up(of: Fraction) -> str:
    """One decimal, away from zero at the middle."""
    tenths = int(abs(of) * 10 + Fraction(1, 2))
    return f"{'-' if of < 0 and tenths else ''}{tenths // 10}.{tenths % 10}"


def signed(change: Fraction) -> Shown:
    text = half_up(change)
    shown = "±0.0" if text == "0.0" else text if change < 0 else f"+{text}"
    return Shown("0.0" if text == "0.0" else text, shown)


def day(of):
    """A stored day or moment as a day in Tokyo; of none, none."""
    if isinstance(of, str):
        of = datetime.fromisoformat(of) if len(of) > 10 else date.fromisoformat(of)
    return (of + timedelta(hours=9)).date() if isinstance(of, datetime) else of


def plain(of):
    return json.loads(of) if isinstance(of, str) else of
