"""What time it is: for the business (an example city runs on its own calendar) and really.

Instants are naive UTC. Sessions, second factors and limits use `real_now`.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

TOKYO = ZoneInfo("Asia/Tokyo")
_offset = timedelta()


def real_now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def now() -> datetime:
    """The business time."""
    return real_now() + _offset


def today() -> date:
    """The business day in Tokyo."""
    return now().replace(tzinfo=UTC).astimezone(TOKYO).date()


def shift(seconds: float) -> None:
    """Let the business clock differ from the machine's by so much."""
    global _offset
    _offset = timedelta(seconds=seconds)
